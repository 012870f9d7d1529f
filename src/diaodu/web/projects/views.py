"""One key project, its name corrected, the sheet of one figure."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diaodu.facts.models import Fact
from diaodu.lib.htmx import render_page
from diaodu.lib.readonly import readonly
from diaodu.projects.actions import rename_project
from diaodu.projects.models import FundingLine, Project, WorkItem
from diaodu.projects.rights import may_decide, may_keep
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.projects.deeds import PROJECT_DEEDS
from diaodu.web.projects.figures import FigureSheet
from diaodu.web.projects.forms import NameForm
from diaodu.web.projects.page import ProjectPage
from diaodu.web.projects.permissions import can_keep_projects, can_see_projects
from diaodu.web.records.known import known_to


@readonly
@allowed(can_see_projects)
def project_page(request: ViewerRequest, pk: int) -> HttpResponse:
    """One project on one page."""
    return _project_page(request, pk)


@require_POST
@allowed(can_keep_projects)
def correct_name(request: ViewerRequest, pk: int) -> HttpResponse:
    project = get_object_or_404(Project.objects.visible_to(request.viewer), pk=pk)
    if not may_keep(request.viewer, project):
        raise PermissionDenied
    form = NameForm(request.POST, current=project.name)
    if not form.is_valid():
        return _project_page(request, pk, form, status=422)
    rename_project(project, **form.cleaned_data, by=request.user, at=now())
    messages.success(request, _("The name is corrected. The history keeps the old one."))
    return HttpResponseRedirect(reverse("projects:project", args=[pk]), status=303)


@readonly
@allowed(can_see_projects)
def figure(request: ViewerRequest, pk: int) -> HttpResponse:
    """What one reported figure of a project rests on: for the side sheet, and as a page."""
    known = known_to(request)
    facts = Fact.objects.select_related("measure", "source", "submission")
    if request.as_of is not None:
        facts = facts.filter(entry__lte=request.as_of.position)
    fact = get_object_or_404(facts, pk=pk)
    context = {"sheet": FigureSheet(fact, known), "project": _project_of(request, fact.subject_id)}
    return render_page(request, "projects/figure.html", context, parts=("sheet-body",))


def _project_of(request: ViewerRequest, subject_id: int) -> Project:
    """The visible project that a subject is, or belongs to."""
    known = known_to(request)
    projects = known.visible(Project)
    found = projects.filter(subject_id=subject_id).first()
    for part in (FundingLine, WorkItem):
        owning = known.rows(part).filter(subject_id=subject_id).values("project_id")
        found = found or projects.filter(id__in=owning).first()
    if found is None:
        raise Http404
    return found


def _project_page(request: ViewerRequest, pk: int, form: NameForm | None = None, *, status: int = 200) -> HttpResponse:
    known = known_to(request)
    project = get_object_or_404(known.visible(Project), id=pk)
    asked = request.GET.get("year", "")
    keeps = may_keep(request.viewer, project) and request.as_of is None
    context = {
        "project": project,
        "shown": ProjectPage(project, known, int(asked) if asked.isdecimal() and len(asked) == 4 else None),
        "may_keep": keeps,
        "may_decide": keeps and may_decide(request.viewer, project),
        "deeds": [deed for deed in PROJECT_DEEDS if keeps and deed.may(request.viewer, project)],
        "name_form": (form or NameForm(current=project.name)) if keeps else None,
    }
    return render_page(request, "projects/project.html", context, status=status)
