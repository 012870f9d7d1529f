"""Keeping the index in step with the journal: what was written since it was read last is read now."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from diaodu.journal.models import Head
from diaodu.search.bigrams import normalised
from diaodu.search.models import Indexed, Words
from diaodu.search.pairs import keep_pairs
from diaodu.search.searched import SEARCHED, Searched

ROWS_AT_ONCE = 2_000


def catch_up() -> int:
    """Index what histories have gained; returns how many new words. Twice at once does no harm: one waits."""
    with transaction.atomic():
        Indexed.objects.get_or_create(pk=1)
        indexed = Indexed.objects.select_for_update().get(pk=1)
        known_to = Head.objects.get(pk=1).position
        found = sum(_read(searched, indexed.position, known_to) for searched in SEARCHED)
        indexed.position = known_to
        indexed.save()
    return found


def _read(searched: Searched, after: int, to: int) -> int:
    """One kind's rows of history between two positions."""
    rows = searched.model.history.filter(position__gt=after, position__lte=to).order_by("history_id")
    rows = rows.values_list("id", "position", *searched.fields)
    return sum(_keep(searched.kind, batch) for batch in _batches(rows.iterator(ROWS_AT_ONCE)))


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[dict[tuple[int, str], int]]:
    """(record, words) with the position from which they were known, some thousands at a time."""
    batch: dict[tuple[int, str], int] = {}
    for record, position, *texts in rows:
        for text in filter(None, (normalised(text or "") for text in texts)):
            batch.setdefault((record, text), position)
        if len(batch) >= ROWS_AT_ONCE:
            yield batch
            batch = {}
    yield batch


def _keep(kind: str, batch: dict[tuple[int, str], int]) -> int:
    known = set(
        Words.objects.filter(kind=kind, record__in={record for record, _ in batch}).values_list("record", "text")
    )
    new = [(key, position) for key, position in batch.items() if key not in known]
    rows = Words.objects.bulk_create(
        Words(kind=kind, record=record, position=position, text=text) for (record, text), position in new
    )
    keep_pairs((row.pk, kind, row.text) for row in rows)
    return len(rows)
