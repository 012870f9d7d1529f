"""Verbs of evidence: receiving a source, citing a place in it."""

from collections.abc import Iterable
from datetime import datetime

from diaodu.accounts.models import Unit, User
from diaodu.facts.blobs import keep_bytes
from diaodu.facts.models import Citation, Source, SourceKind, Subject, Withdrawal
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


def withdraw_citations(citations: Iterable[Citation]) -> None:
    """Let citations count no more; inside the journal entry of the verb that undoes what they gave evidence for."""
    for citation in citations:
        Withdrawal.objects.create(citation=citation)
