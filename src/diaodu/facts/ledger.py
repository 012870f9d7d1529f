"""The ledger as a stream of rows in the order of positions; sealing it, writing it out."""

import hashlib
import heapq
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models

from diaodu.facts.models import Seal
from diaodu.facts.sealing import FORMAT, SealRecord, plain, row_bytes
from diaodu.journal.models import AppendOnly, Entry
from diaodu.journal.writing import journal_entry

Row = tuple[int, str, Any, dict[str, Any]]  # position, table, key, values by column
ROWS_AT_ONCE = 5_000


def sealed_models() -> list[type[models.Model]]:
    return sorted((model for model in apps.get_models() if issubclass(model, AppendOnly)), key=_label)


def shape() -> dict[str, list[str]]:
    """The columns of every append-only table as they are today."""
    return {
        _label(model): sorted(str(field.column) for field in model._meta.concrete_fields) for model in sealed_models()
    }


def ledger_rows(first: int, last: int) -> Iterator[Row]:
    """All rows written under these positions, ordered by position, table and key."""
    streams = [_rows_of(model, first, last) for model in sealed_models()]
    return heapq.merge(*streams, key=lambda row: row[:3])


def _rows_of(model: type[models.Model], first: int, last: int) -> Iterator[Row]:
    fields = model._meta.concrete_fields
    columns = [str(field.column) for field in fields]
    position = next(field.attname for field in fields if field.column == "position")
    key = next(index for index, field in enumerate(fields) if field.primary_key)
    stretch = model._base_manager.filter(**{f"{position}__gte": first, f"{position}__lte": last})
    found = stretch.order_by(position, "pk").values_list(*(field.attname for field in fields))
    for values in found.iterator(chunk_size=ROWS_AT_ONCE):
        row = {column: plain(value) for column, value in zip(columns, values, strict=True)}
        yield row["position"], _label(model), values[key], row


def _label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def digests(first: int, last: int, shapes: Mapping[str, Sequence[str]]) -> list[str]:
    """The digest of each position."""
    found = {}
    for position, rows in groupby(ledger_rows(first, last), key=lambda row: row[0]):
        digest = hashlib.sha256()
        for _, table, _, row in rows:
            digest.update(row_bytes(table, row, shapes[table]))
        found[position] = digest.hexdigest()
    return [found[position] for position in range(first, last + 1)]


def seal_day(at: datetime) -> Seal | None:
    """Seal everything up to the head. None when nothing has come since the last seal.

    What is committed never changes, so the rows are read before the head is locked, and nobody waits for it.
    """
    before = Seal.objects.order_by("-number").first()
    head = Entry.objects.aggregate(last=models.Max("position"))["last"] or 0
    if head <= (before.entry_id if before else 0):
        return None
    first, columns = (before.last + 1 if before else 1), shape()
    found = digests(first, head, columns)
    with journal_entry(by=None, at=at, verb="seal") as entry:
        if before != Seal.objects.order_by("-number").first():
            return None  # another process has sealed meanwhile
        record = SealRecord(
            number=before.number + 1 if before else 1,
            previous=before.hash if before else "",
            first=first,
            last=head,
            sealed_at=plain(entry.recorded_at),
            shape=columns,
            digests=found,
        )
        return Seal.objects.create(
            number=record.number,
            previous=record.previous,
            first=first,
            last=head,
            sealed_at=entry.recorded_at,
            shape=columns,
            digests=found,
            hash=record.hash,
        )


def ledger_lines() -> Iterator[bytes]:
    """The whole ledger as the lines of a file that `sealing.prove` reads."""
    yield _line({"ledger": FORMAT})
    head = Entry.objects.aggregate(last=models.Max("position"))["last"] or 0
    count = sealed_to = 0
    for seal in Seal.objects.filter(entry__lte=head).order_by("number").iterator():
        names = SealRecord.__dataclass_fields__
        yield _line({"seal": {name: plain(getattr(seal, name)) for name in (*names, "hash")}})
        for _, table, _, row in ledger_rows(seal.first, seal.last):
            count += 1
            yield _line({"table": table, "row": row})
        sealed_to = seal.last
    for _, table, _, row in ledger_rows(sealed_to + 1, head):
        count += 1
        yield _line({"table": table, "row": row})
    yield _line({"end": {"rows": count, "position": head}})


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
