"""Dispatch meetings, their agenda, attendance and directives; and the series they are numbered in."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q
from ninja import Field, Query, Router, Schema

from diaodu.api.access import Request
from diaodu.api.asking import AskedAsOf, AskedPage, Day, Id, Name, Page, page_of
from diaodu.api.directives import DirectiveOut, shown_directives
from diaodu.api.errors import answers
from diaodu.api.known import CitationOut, Known, UnitRef
from diaodu.leads.models import Lead
from diaodu.meetings.models import AgendaEntry, Attendance, Directive, Meeting, Series
from diaodu.projects.models import Project

router = Router(tags=["meetings"])
series_router = Router(tags=["meetings"])


class RecordRef(Schema):
    """A record under its name."""

    id: int
    name: str


class MeetingOut(Schema):
    """A dispatch meeting with its evidence."""

    id: int
    subject: int = Field(description="What its facts are about.")
    title: str
    unit: UnitRef
    series: RecordRef | None
    ordinal: int | None
    held_on: date | None
    chair: str
    citations: list[CitationOut]


class AgendaEntryOut(Schema):
    """What the meeting took up: either a project or a lead."""

    order: int
    project: RecordRef | None
    lead: RecordRef | None


class WholeMeetingOut(MeetingOut):
    """A meeting with what belongs to it. Agenda entries about records out of the caller's scope are left out."""

    attendance: list[str] = Field(description="People named as present.")
    agenda: list[AgendaEntryOut]
    directives: list[DirectiveOut]


class AskedMeetings(AskedPage):
    unit: Id | None = Field(None, description="Convened by this unit or one below it.")
    name: Name | None = Field(None, description="The title contains this.")
    series: Id | None = None
    project: Id | None = Field(None, description="Had this project on the agenda.")
    lead: Id | None = Field(None, description="Had this lead on the agenda.")
    held_from: Day | None = None
    held_until: Day | None = None


@router.get("", response=answers(Page[MeetingOut], refusals=(401, 403, 422)))
def meetings(request: Request, asked: Query[AskedMeetings]) -> Page[MeetingOut]:
    """Meetings that the caller may see, the latest first."""
    known = Known.at(request.auth, asked.as_of)
    rows = known.visible(Meeting).filter(_wanted(asked, known))
    return page_of(
        rows.order_by(F("held_on").desc(nulls_last=True), "-id"), asked, lambda stretch: shown_meetings(stretch, known)
    )


@router.get("/{meeting_id}", response=answers(WholeMeetingOut))
def meeting(request: Request, meeting_id: Id, asked: Query[AskedAsOf]) -> WholeMeetingOut:
    """One meeting with its agenda, attendance and directives."""
    known = Known.at(request.auth, asked.as_of)
    row = known.one(known.visible(Meeting), meeting_id)
    directives = known.rows(Directive).filter(meeting_id=row.pk).order_by("order", "id")
    attendance = known.rows(Attendance).filter(meeting_id=row.pk).order_by("id")
    return WholeMeetingOut(
        **shown_meetings([row], known)[0].dict(),
        attendance=[person.name for person in attendance],
        agenda=_agenda(row, known),
        directives=shown_directives(list(directives), known),
    )


class SeriesOut(Schema):
    """A numbered row of meetings."""

    id: int
    name: str
    unit: UnitRef


@series_router.get("", response=answers(Page[SeriesOut], refusals=(401, 403, 422)))
def series(request: Request, asked: Query[AskedPage]) -> Page[SeriesOut]:
    """Series that a meeting the caller may see belongs to, by name."""
    known = Known.at(request.auth, asked.as_of)
    numbered = known.visible(Meeting).filter(series_id__isnull=False).values("series_id")
    rows = known.rows(Series).filter(id__in=numbered).order_by("name", "id")
    return page_of(
        rows,
        asked,
        lambda stretch: [SeriesOut(id=row.pk, name=row.name, unit=known.unit(row.unit_id)) for row in stretch],
    )


def _wanted(asked: AskedMeetings, known: Known) -> Q:
    wanted = Q()
    if asked.unit is not None:
        wanted &= Q(unit_id__in=known.tree.beneath([asked.unit]))
    if asked.name is not None:
        wanted &= Q(title__icontains=asked.name)
    if asked.series is not None:
        wanted &= Q(series_id=asked.series)
    if asked.project is not None:
        projects = known.visible(Project).filter(id=asked.project).values("id")
        wanted &= Q(id__in=known.rows(AgendaEntry).filter(project_id__in=projects).values("meeting_id"))
    if asked.lead is not None:
        leads = known.visible(Lead).filter(id=asked.lead).values("id")
        wanted &= Q(id__in=known.rows(AgendaEntry).filter(lead_id__in=leads).values("meeting_id"))
    if asked.held_from is not None:
        wanted &= Q(held_on__gte=asked.held_from)
    if asked.held_until is not None:
        wanted &= Q(held_on__lte=asked.held_until)
    return wanted


def _agenda(row: Meeting, known: Known) -> list[AgendaEntryOut]:
    entries = list(known.rows(AgendaEntry).filter(meeting_id=row.pk).order_by("order", "id"))
    about = known.visible(Project).filter(id__in=[entry.project_id for entry in entries if entry.project_id])
    projects = {project.pk: RecordRef(id=project.pk, name=project.name) for project in about}
    followed = known.visible(Lead).filter(id__in=[entry.lead_id for entry in entries if entry.lead_id])
    leads = {lead.pk: RecordRef(id=lead.pk, name=lead.name) for lead in followed}
    shown = [
        AgendaEntryOut(
            order=entry.order,
            project=projects.get(entry.project_id) if entry.project_id else None,
            lead=leads.get(entry.lead_id) if entry.lead_id else None,
        )
        for entry in entries
    ]
    return [entry for entry in shown if entry.project or entry.lead]


def shown_meetings(rows: Sequence[Meeting], known: Known) -> list[MeetingOut]:
    """Rows with their series and citations: two queries however many rows."""
    numbered = known.rows(Series).filter(id__in=[row.series_id for row in rows if row.series_id])
    series = {one.pk: RecordRef(id=one.pk, name=one.name) for one in numbered}
    cited = known.citations([row.subject_id for row in rows])
    return [
        MeetingOut(
            id=row.pk,
            subject=row.subject_id,
            title=row.title,
            unit=known.unit(row.unit_id),
            series=series.get(row.series_id) if row.series_id else None,
            ordinal=row.ordinal,
            held_on=row.held_on,
            chair=row.chair,
            citations=cited.get(row.subject_id, []),
        )
        for row in rows
    ]
