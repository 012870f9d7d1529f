"""Opening a journal entry: the one way to change historied models and facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import models, transaction

from diaodu.journal.models import AppendOnly, Entry, Head

_open: ContextVar[Entry | None] = ContextVar("journal_entry", default=None)


class NoEntryOpen(RuntimeError):
    """A historied model or a fact was written outside `journal_entry`: a mistake in our code."""


def current_entry() -> Entry:
    """The entry that this transaction writes under."""
    entry = _open.get()
    if entry is None:
        raise NoEntryOpen("open `journal_entry(by=…, at=…, verb=…)` around this change")
    return entry


@contextmanager
def journal_entry(*, by: int | None, at: datetime, verb: str) -> Iterator[Entry]:
    """One transaction under one position. `by` is a user id, None for the system itself.

    Positions are handed out in commit order: the head row stays locked until the transaction ends, so whoever
    commits later has the higher position, whatever the clocks say. A verb called inside another joins its entry.
    """
    if (outer := _open.get()) is not None:
        with transaction.atomic():
            yield outer
        return
    with transaction.atomic():
        head = Head.objects.select_for_update().get(pk=1)
        head.position += 1
        head.recorded_at = max(at, head.recorded_at or at)
        head.is_open = True
        head.save()
        entry = Entry.objects.create(position=head.position, recorded_at=head.recorded_at, by=by, verb=verb)
        token = _open.set(entry)
        try:
            yield entry
        finally:
            _open.reset(token)
        head.is_open = False
        head.save()


class Recorded(AppendOnly):
    """A row that tells which entry wrote it. The entry need not be given: it is the one that is open."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="+", db_column="position", db_constraint=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.entry_id is None:
            self.entry = current_entry()
        super().save(*args, **kwargs)
