"""Many made-up rows at once, as plain values of a model's own columns."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
from django.db import connection, models

from diaodu.facts.models import Subject, SubjectKind
from diaodu.journal.bulk import append_rows, change_with_histories, create_with_histories

Row = dict[str, Any]


def new_subjects(kind: SubjectKind, count: int) -> range:
    return append_rows(Subject, pa.table({"kind": [kind.value] * count}))


def create(model: type[models.Model], rows: Sequence[Row]) -> None:
    """New rows with their histories; each gets its id. A column that a row leaves out has the model's default."""
    if rows:
        full = [_defaults(model) | row for row in rows]
        for row, whole, number in zip(rows, full, create_with_histories(model, _table(full)), strict=True):
            row |= whole | {"id": number}


def change(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Rows as they are from now on."""
    if rows:
        change_with_histories(model, _table(rows))


def append(model: type[models.Model], rows: Sequence[Row]) -> range:
    return append_rows(model, _table(rows))


def _defaults(model: type[models.Model]) -> Row:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return {field.attname: field.get_default() for field in fields}


def _table(rows: Iterable[Row]) -> pa.Table:
    plain = [{name: _plain(value) for name, value in row.items()} for row in rows]
    table = pa.Table.from_pylist(plain)
    for index, column in enumerate(table.schema):
        if pa.types.is_null(column.type):
            table = table.set_column(index, column.name, table.column(index).cast(pa.string()))
    return table


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return str(connection.ops.adapt_datetimefield_value(value))
    return value
