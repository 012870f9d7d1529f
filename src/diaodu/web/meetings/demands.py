"""Directives as pages show them: number, party, words, and how long until they are due."""

from collections.abc import Iterable
from dataclasses import dataclass

from diaodu.accounts.known import Known
from diaodu.meetings.models import Directive
from diaodu.web.records.evidence import Cited, EvidenceOf


@dataclass(frozen=True)
class Demand:
    """One directive. `days_left` counts from the day the page is about; below zero, the date has passed."""

    pk: int
    meeting_id: int
    number: int | None
    party: Cited
    text: Cited
    due_words: Cited
    due_on: Cited
    days_left: int | None

    @property
    def days_past(self) -> int:
        return -self.days_left if self.days_left is not None and self.days_left < 0 else 0


def demands_of(known: Known, directives: Iterable[Directive], evidence: EvidenceOf) -> list[Demand]:
    return [_demand(known, row, evidence) for row in directives]


def _demand(known: Known, row: Directive, evidence: EvidenceOf) -> Demand:
    subject, due = row.subject_id, row.due_on
    # A date that was worked out from words has its evidence in the words.
    date_field = "due_on" if (subject, "due_on") in evidence.by_field else "due_words"
    return Demand(
        pk=row.pk,
        meeting_id=row.meeting_id,
        number=row.number,
        party=evidence.cited(subject, "party", row.party),
        text=evidence.cited(subject, "text", row.text),
        due_words=evidence.cited(subject, "due_words", row.due_words),
        due_on=evidence.cited(subject, date_field, due.isoformat() if due else ""),
        days_left=(due - known.day).days if due else None,
    )
