"""The meetings that took up a project or a lead, with what they demanded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from diaodu.accounts.known import Known
from diaodu.meetings.models import Directive
from diaodu.web.meetings.demands import Demand, demands_of
from diaodu.web.meetings.taken_up import Mention, taken_up
from diaodu.web.records.evidence import Cited, EvidenceOf, evidence_of


@dataclass(frozen=True)
class Hearing:
    """A meeting that took something up, and what it demanded: in words that name it, and how much in all."""

    meeting: Mention
    day: Cited
    naming_it: list[Demand]
    demands: int


@dataclass(frozen=True)
class Heard:
    """One record at its meetings, the latest first, with the evidence of everything shown of them."""

    hearings: list[Hearing]
    evidence: EvidenceOf


def heard(known: Known, kind: Literal["project", "lead"], *, pk: int, subject_id: int, name: str) -> Heard:
    """At which meetings a record was taken up. Whom a directive concerns is said by its words alone."""
    meetings = taken_up(known, kind, [pk]).get(pk, [])
    directives = list(
        known.rows(Directive).filter(meeting_id__in=[meeting.pk for meeting in meetings]).order_by("order", "id")
    )
    naming = [row for row in directives if name in row.text or name in row.party]
    subjects = [subject_id, *_subjects(meetings), *_subjects(naming)]
    evidence = evidence_of(known, subjects)
    found = [
        Hearing(
            meeting=meeting,
            day=evidence.cited(meeting.subject_id, "held_on", str(meeting.held_on or "")),
            naming_it=demands_of(known, [row for row in naming if row.meeting_id == meeting.pk], evidence),
            demands=sum(row.meeting_id == meeting.pk for row in directives),
        )
        for meeting in meetings
    ]
    return Heard(found, evidence)


def _subjects(rows: Iterable[Mention] | Iterable[Directive]) -> list[int]:
    return [row.subject_id for row in rows]
