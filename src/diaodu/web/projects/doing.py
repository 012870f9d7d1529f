"""The pages on which a project's record is changed: one form, one verb, back to the project."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from diaodu.projects.models import Extension, Milestone, Project
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.projects.deeds import NODE_DEEDS, PROJECT_DEEDS, STRUCK, DecideExtension, Deed, Strike
from diaodu.web.projects.permissions import can_decide, can_keep_projects

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
@allowed(can_keep_projects)
def do(request: ViewerRequest, pk: int, name: str) -> HttpResponse:
    """A deed about a whole project."""
    project = get_object_or_404(Project.objects.visible_to(request.viewer).select_related("owner"), pk=pk)
    return _form_or_done(request, _named(PROJECT_DEEDS, name), project, project)


@read_or_send
@allowed(can_keep_projects)
def node(request: ViewerRequest, pk: int) -> HttpResponse:
    """All deeds about one node, of which one is sent."""
    milestone = get_object_or_404(Milestone.objects.visible_to(request.viewer).select_related("project"), pk=pk)
    if not Deed.may(request.viewer, milestone.project):
        raise PermissionDenied
    sent = request.POST.get("deed", "")
    forms = []
    for deed in NODE_DEEDS:
        if deed.name == sent or deed.fits(milestone, request.viewer.day):
            data = request.POST if deed.name == sent else None
            forms.append(deed(milestone, viewer=request.viewer, data=data))
    for form in forms:
        if form.is_bound and form.done_by(request.user, now()):
            return _back(request, form, milestone.project)
    context = {"node": milestone, "project": milestone.project, "forms": forms}
    failed = any(form.is_bound for form in forms)
    return render(request, "projects/node.html", context, status=422 if failed else 200)


@read_or_send
@allowed(can_decide)
def decide_extension(request: ViewerRequest, pk: int) -> HttpResponse:
    extensions = Extension.objects.visible_to(request.viewer).select_related("milestone__project", "asked_by")
    extension = get_object_or_404(extensions, pk=pk)
    return _form_or_done(request, DecideExtension, extension, extension.milestone.project, extension=extension)


@read_or_send
@allowed(can_keep_projects)
def strike(request: ViewerRequest, kind: str, pk: int) -> HttpResponse:
    """Strike an entry out of a project's record."""
    if kind not in STRUCK:
        raise Http404
    row = get_object_or_404(STRUCK[kind].objects.visible_to(request.viewer).select_related("project"), pk=pk)
    return _form_or_done(request, Strike, row, row.project, row=row)


def _named(deeds: tuple[type[Any], ...], name: str) -> type[Deed]:
    found = next((deed for deed in deeds if deed.name == name), None)
    if found is None:
        raise Http404
    return found


def _form_or_done(
    request: ViewerRequest, deed: type[Deed], about: Any, project: Project, **context: Any
) -> HttpResponse:
    if not deed.may(request.viewer, project):
        raise PermissionDenied
    if request.method != "POST":
        form = deed(about, viewer=request.viewer)
        return render(request, "projects/form.html", {"form": form, "project": project, **context})
    form = deed(about, viewer=request.viewer, data=request.POST, files=request.FILES)
    if form.done_by(request.user, now()):
        return _back(request, form, project)
    return render(request, "projects/form.html", {"form": form, "project": project, **context}, status=422)


def _back(request: ViewerRequest, form: Deed, project: Project) -> HttpResponse:
    messages.success(request, str(form.done))
    return HttpResponseRedirect(reverse("projects:project", args=[project.pk]), status=303)
