"""One key project, its name corrected."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diaodu.lib.htmx import render_page
from diaodu.lib.readonly import readonly
from diaodu.projects.actions import rename_project
from diaodu.projects.models import Project
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.projects.forms import NameForm
from diaodu.web.projects.page import ProjectPage
from diaodu.web.projects.permissions import can_correct_project, can_correct_projects, can_see_projects
from diaodu.web.records.known import known_to


@readonly
@allowed(can_see_projects)
def project_page(request: ViewerRequest, pk: int) -> HttpResponse:
    """One project: what it is called and listed on, which meetings took it up, what changed."""
    return _project_page(request, pk)


@require_POST
@allowed(can_correct_projects)
def correct_name(request: ViewerRequest, pk: int) -> HttpResponse:
    project = get_object_or_404(Project.objects.visible_to(request.viewer), pk=pk)
    if not can_correct_project(request.viewer, project):
        raise PermissionDenied
    form = NameForm(request.POST, current=project.name)
    if not form.is_valid():
        return _project_page(request, pk, form, status=422)
    rename_project(project, **form.cleaned_data, by=request.user, at=now())
    messages.success(request, _("The name is corrected. The history keeps the old one."))
    return HttpResponseRedirect(reverse("projects:project", args=[pk]), status=303)


def _project_page(request: ViewerRequest, pk: int, form: NameForm | None = None, *, status: int = 200) -> HttpResponse:
    known = known_to(request)
    project = get_object_or_404(known.visible(Project), id=pk)
    may_correct = can_correct_project(request.viewer, project) and request.as_of is None
    context = {
        "project": project,
        "shown": ProjectPage(project, known),
        "name_form": (form or NameForm(current=project.name)) if may_correct else None,
    }
    return render_page(request, "projects/project.html", context, status=status)
