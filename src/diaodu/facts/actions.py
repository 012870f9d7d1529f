"""Verbs of evidence: receiving a source, citing a place in it."""

from collections.abc import Iterable
from datetime import datetime

from diaodu.accounts.models import Unit, User
from diaodu.facts.blobs import keep_bytes
from diaodu.facts.models import Citation, Source, SourceKind, Subject
from diaodu.journal.writing import journal_entry


def receive_source(
    chunks: Iterable[bytes], *, kind: SourceKind, name: str, unit: Unit, by: User, at: datetime
) -> tuple[Source, bool]:
    """Keep the bytes and record that they came. Returns (source, is_new): the same bytes again change nothing."""
    sha256, size = keep_bytes(chunks)
    with journal_entry(by=by.pk, at=at, verb="receive_source"):
        # The head row is locked by now, so two people sending one file at once cannot both find it missing.
        known = Source.objects.filter(unit=unit, sha256=sha256).first()
        if known is not None:
            return known, False
        source = Source.objects.create(kind=kind, name=name[:255], sha256=sha256, size=size, unit=unit, received_by=by)
    return source, True


def cite(subject: Subject, field: str, source: Source, *, start: int, end: int, words: str) -> Citation:
    """Record where a field's value stands in a source; inside the journal entry of the verb that sets the value."""
    return Citation.objects.create(subject=subject, field=field, source=source, start=start, end=end, words=words)
