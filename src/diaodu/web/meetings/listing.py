"""The list of meetings: by date, with what each took up and demanded."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from diaodu.accounts.known import Known
from diaodu.leads.models import Lead
from diaodu.meetings.models import AgendaEntry, Directive, Meeting, Series
from diaodu.projects.models import Project
from diaodu.web.leads.permissions import can_see_leads
from diaodu.web.meetings.taken_up import Mention, mention
from diaodu.web.records.evidence import Cited, evidence_of


@dataclass(frozen=True)
class MeetingRow:
    meeting: Mention
    title: Cited
    day: Cited
    chair: Cited
    series: str
    unit: str
    projects: int
    leads: int | None
    directives: int


def meeting_rows(known: Known, meetings: Iterable[Meeting]) -> list[MeetingRow]:
    """What the list says of these meetings, in as many queries for fifty as for one. Leads: for whom may see them."""
    meetings = list(meetings)
    pks = [meeting.pk for meeting in meetings]
    entries = known.rows(AgendaEntry).filter(meeting_id__in=pks).order_by()
    projects = entries.filter(project_id__in=known.visible(Project).order_by().values("id"))
    leads = entries.filter(lead_id__in=known.visible(Lead).order_by().values("id"))
    project_counts = Counter(projects.values_list("meeting_id", flat=True))
    lead_counts = Counter(leads.values_list("meeting_id", flat=True)) if can_see_leads(known.viewer) else None
    directives = known.rows(Directive).filter(meeting_id__in=pks).order_by()
    directive_counts = Counter(directives.values_list("meeting_id", flat=True))
    series = series_names(known, meetings)
    evidence = evidence_of(known, [meeting.subject_id for meeting in meetings])
    return [
        MeetingRow(
            meeting=mention(meeting),
            title=evidence.cited(meeting.subject_id, "title", meeting.title),
            day=evidence.cited(meeting.subject_id, "held_on", str(meeting.held_on or "")),
            chair=evidence.cited(meeting.subject_id, "chair", meeting.chair),
            series=series.get(meeting.series_id, ""),
            unit=known.tree.name(meeting.unit_id),
            projects=project_counts[meeting.pk],
            leads=lead_counts[meeting.pk] if lead_counts is not None else None,
            directives=directive_counts[meeting.pk],
        )
        for meeting in meetings
    ]


def series_names(known: Known, meetings: Iterable[Meeting]) -> dict[int | None, str]:
    wanted = {meeting.series_id for meeting in meetings if meeting.series_id}
    return dict(known.rows(Series).filter(id__in=wanted).values_list("id", "name"))
