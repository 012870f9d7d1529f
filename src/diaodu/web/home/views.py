"""Today: what needs doing, for each role; and the page of whatever a subject belongs to."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now

from diaodu.accounts.known import Known
from diaodu.facts.models import Subject, SubjectKind
from diaodu.leads.models import Lead
from diaodu.lib.htmx import render_page
from diaodu.lib.readonly import readonly
from diaodu.meetings.models import Directive, Meeting
from diaodu.projects.models import FundingLine, Milestone, Project, WorkItem
from diaodu.web.access import ViewerRequest, allowed, anyone
from diaodu.web.asof import PARAMETER
from diaodu.web.home.page import Today
from diaodu.web.home.permissions import administrators
from diaodu.web.records.known import known_to


@readonly
@allowed(anyone)
def today(request: ViewerRequest) -> HttpResponse:
    """What needs this person today; who holds no role learns who can grant one."""
    if not request.viewer.roles:
        return render(request, "home/no_role.html", {"administrators": administrators(request.viewer)})
    return render_page(request, "home/today.html", {"shown": Today(known_to(request), now())})


@readonly
@allowed(anyone)
def subject(request: ViewerRequest, pk: int) -> HttpResponse:
    """Leads to the page of the record that owns a subject, if this person may see it."""
    address = _address(known_to(request), get_object_or_404(Subject, pk=pk))
    if request.as_of:
        path, hash_, fragment = address.partition("#")
        address = f"{path}?{PARAMETER}={request.as_of.day.isoformat()}{hash_}{fragment}"
    return HttpResponseRedirect(address)


def _address(known: Known, subject: Subject) -> str:
    kind = SubjectKind(subject.kind)
    if kind == SubjectKind.DIRECTIVE:
        directive = get_object_or_404(known.rows(Directive), subject_id=subject.pk)
        get_object_or_404(known.visible(Meeting), id=directive.meeting_id)
        return f"{reverse('meetings:meeting', args=[directive.meeting_id])}#directive-{directive.pk}"
    if kind in _PARTS_OF_PROJECTS:
        part = get_object_or_404(known.visible(_PARTS_OF_PROJECTS[kind]), subject_id=subject.pk)
        return f"{reverse('projects:project', args=[part.project_id])}#history"
    if kind not in _PAGES:
        raise Http404
    page, model = _PAGES[kind]
    record = known.visible(model).filter(subject_id=subject.pk).first()
    if record is None:
        raise Http404
    return reverse(page, args=[record.pk])


_PARTS_OF_PROJECTS: dict[SubjectKind, type[Milestone] | type[FundingLine] | type[WorkItem]] = {
    SubjectKind.MILESTONE: Milestone,
    SubjectKind.FUNDING_LINE: FundingLine,
    SubjectKind.WORK_ITEM: WorkItem,
}
_PAGES: dict[SubjectKind, tuple[str, type[Project] | type[Lead] | type[Meeting]]] = {
    SubjectKind.PROJECT: ("projects:project", Project),
    SubjectKind.LEAD: ("leads:lead", Lead),
    SubjectKind.MEETING: ("meetings:meeting", Meeting),
}
