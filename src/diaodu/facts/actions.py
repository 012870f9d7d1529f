"""Verbs of evidence: receiving a source, citing a place in it, reporting and correcting facts."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from diaodu.accounts.models import Unit, User
from diaodu.facts.blobs import keep_bytes
from diaodu.facts.models import (
    Citation,
    Fact,
    FigureKind,
    Source,
    SourceKind,
    Subject,
    Withdrawal,
)
from diaodu.facts.queries import period_table
from diaodu.facts.reporting import Submission
from diaodu.journal.writing import journal_entry


def receive_source(
    chunks: Iterable[bytes], *, kind: SourceKind, name: str, unit: Unit, by: User, at: datetime
) -> tuple[Source, bool]:
    """Keep the bytes and record that they came. Returns (source, is_new): the same bytes again change nothing."""
    sha256, size = keep_bytes(chunks)
    return record_source(sha256, size, kind=kind, name=name, unit=unit, by=by, at=at)


def record_source(
    sha256: str, size: int, *, kind: SourceKind, name: str, unit: Unit, by: User, at: datetime
) -> tuple[Source, bool]:
    """Record that kept bytes came: for a verb that keeps them first, so that a slow upload holds no lock."""
    received = Source.objects.filter(unit=unit, sha256=sha256)
    if (known := received.first()) is not None:
        return known, False
    with journal_entry(by=by.pk, at=at, verb="receive_source"):
        # The head row is locked by now, so two people sending one file at once cannot both find it missing.
        if (known := received.first()) is not None:
            return known, False
        source = Source.objects.create(kind=kind, name=name[:255], sha256=sha256, size=size, unit=unit, received_by=by)
    return source, True


def cite(
    subject: Subject, field: str, source: Source, *, start: int, end: int, words: str, typed: str = ""
) -> Citation:
    """Record where a field's value stands in a source; inside the journal entry of the verb that sets the value.

    `typed` is what a person put in place of the words, which then are evidence of what was read, not of what is true.
    """
    return Citation.objects.create(
        subject=subject, field=field, source=source, start=start, end=end, words=words, typed=typed[:200]
    )


def cite_typed(subject: Subject, field: str, source: Source | None, *, typed: str, by: User) -> Citation:
    """Record that somebody typed a field's value; the source, if any, was on the screen and does not say so."""
    return Citation.objects.create(subject=subject, field=field, source=source, words=typed, typed_by=by)


@dataclass(frozen=True)
class Cell:
    """A cell of a source, and the words that stand in it."""

    source: Source
    sheet: str
    cell: str
    words: str


def cite_cell(subject: Subject, field: str, cell: Cell) -> Citation:
    """Record in which cell a field's value stands; inside the journal entry of the verb that sets the value."""
    return Citation.objects.create(
        subject=subject, field=field, source=cell.source, sheet=cell.sheet, cell=cell.cell, words=cell.words
    )


def withdraw_citations(citations: Iterable[Citation]) -> None:
    """Let citations count no more; inside the journal entry of the verb that undoes what they gave evidence for."""
    for citation in citations:
        Withdrawal.objects.create(citation=citation)


@dataclass(frozen=True)
class Reported:
    """One value as reported, with its place. Neither number nor text says: not reported."""

    subject_id: int
    measure_id: int
    source_kind: int = FigureKind.DISPATCH
    number: int | None = None
    text: str | None = None
    source_id: int | None = None
    sheet: str | None = None
    cell: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    typed_by_id: int | None = None

    @property
    def key(self) -> tuple[int, int, int]:
        return self.subject_id, self.measure_id, self.source_kind


class Locked(ValueError):
    """The value belongs to an accepted submission: it changes only by a correction with a reason."""


class Superseded(ValueError):
    """The fact to correct has been corrected already: the one to look at is its successor."""


class Unchanged(ValueError):
    """A correction that says what is known already."""


def report_facts(
    values: Sequence[Reported],
    *,
    period: str,
    by: User,
    at: datetime,
    submission: Submission | None = None,
    reason: str | None = None,
) -> list[Fact]:
    """Make these values facts. One that says what is known already adds nothing; one that differs supersedes."""
    with journal_entry(by=by.pk, at=at, verb="report_facts") as entry:
        known = period_table({value.subject_id for value in values}, period, position=entry.position)
        facts = []
        for value in values:
            before = known.get(value.subject_id, {}).get((value.measure_id, value.source_kind))
            if before is not None and (before.number, before.text) == (value.number, value.text):
                continue
            if before is not None and before.is_locked and not reason:
                raise Locked(before)
            silent = value.number is None and value.text is None
            correction = {"supersedes": before, "reason": reason} if before else {}
            row = asdict(value) | correction
            facts.append(Fact(**row, period=period, not_reported=silent, submission=submission, entry=entry))
        return Fact.objects.bulk_create(facts)


def correct_fact(fact: Fact, *, value: Reported, reason: str, by: User, at: datetime) -> Fact:
    """Supersede a fact, accepted or not, with another value and the reason why."""
    if not reason.strip():
        raise ValueError("a correction needs a reason")
    if value.key != (fact.subject_id, fact.measure_id, fact.source_kind):
        raise ValueError("a correction is about the same subject, measure and standing")
    with journal_entry(by=by.pk, at=at, verb="correct_fact"):
        if Fact.objects.filter(supersedes=fact).exists():
            raise Superseded(fact)
        found = report_facts([value], period=fact.period, by=by, at=at, submission=fact.submission, reason=reason)
        if not found:
            raise Unchanged(fact)
        return found[0]
