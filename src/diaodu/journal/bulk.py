"""Many rows at once into guarded tables: the path of imports. Histories are written with what they tell of.

This is the one place that writes historied models past `save()`, and so the one that must write their histories itself:
a row and its history row are made from the same columns of the same table. The guards stand as for any other write.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from diaodu.journal.models import Entry
from diaodu.journal.writing import current_entry

ROWS_AT_ONCE = 50_000
_KINDS = {
    "BooleanField": pa.bool_(),
    "CharField": pa.string(),
    "DateField": pa.date32(),
    "JSONField": pa.string(),
    "TextField": pa.string(),
}


def table_of(model: type[models.Model], columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Values by the attributes of a model, as its columns; what is left out gets the default of its field."""
    count = len(next(iter(columns.values())))
    arrays = {}
    for field in model._meta.concrete_fields:
        if field.primary_key and field.attname not in columns:
            continue
        kind = _KINDS.get(field.get_internal_type(), pa.int64())
        values: Any = columns.get(field.attname)
        if values is None:
            arrays[str(field.column)] = pa.repeat(pa.scalar(_stored(field, field.get_default()), kind), count)
        elif field.get_internal_type() == "JSONField":
            arrays[str(field.column)] = pa.array([_stored(field, value) for value in values], kind)
        else:
            arrays[str(field.column)] = pa.array(values, kind)
    return pa.table(arrays)


def _stored(field: "models.Field[Any, Any]", value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if field.get_internal_type() == "JSONField" else value


def append_rows(model: type[models.Model], rows: pa.Table) -> range:
    """Add rows to an append-only table under the open position; returns their ids, in the order of the table."""
    entry = current_entry()
    with connection.cursor() as cursor:
        ids = _allocate(cursor, model, len(rows))
        rows = _with(rows, "id", pa.array(ids, pa.int64()))
        _WRITERS[connection.vendor](cursor, model, _with(rows, "position", entry.position))
    return ids


def write_rows(model: type[models.Model], rows: pa.Table) -> range:
    """New rows of a table that keeps no history, such as what can be computed anew; returns their ids."""
    if hasattr(model, "history"):
        raise TypeError(f"{model.__name__} keeps a history: use create_with_histories")
    with connection.cursor() as cursor:
        ids = _allocate(cursor, model, len(rows))
        _WRITERS[connection.vendor](cursor, model, _with(rows, "id", pa.array(ids, pa.int64())))
    return ids


def create_with_histories(model: type[models.Model], rows: pa.Table) -> range:
    """New rows of a historied model, each with the first row of its history; returns their ids."""
    entry = current_entry()
    with connection.cursor() as cursor:
        ids = _allocate(cursor, model, len(rows))
        rows = _with(rows, "id", pa.array(ids, pa.int64()))
        _WRITERS[connection.vendor](cursor, model, rows)
        _tell(cursor, model, rows, entry, kind="+", reason=None)
    return ids


def change_with_histories(model: type[models.Model], rows: pa.Table, *, reason: str | None = None) -> None:
    """Bring rows of a historied model to what the table says, all columns of each, and say so in their histories."""
    entry = current_entry()
    with connection.cursor() as cursor:
        _CHANGERS[connection.vendor](cursor, model, rows)
        _tell(cursor, model, rows, entry, kind="~", reason=reason)


def _tell(cursor: CursorWrapper, model: Any, rows: pa.Table, entry: Entry, *, kind: str, reason: str | None) -> None:
    history: type[models.Model] = model.history.model
    moment = connection.ops.adapt_datetimefield_value(entry.recorded_at)
    rows = _with(rows, "history_id", pa.array(_allocate(cursor, history, len(rows), key="history_id"), pa.int64()))
    rows = _with(rows, "position", entry.position)
    rows = _with(rows, "history_date", str(moment))
    rows = _with(rows, "history_type", kind)
    rows = _with(rows, "history_user_id", pa.scalar(entry.by, pa.int64()))
    rows = _with(rows, "history_change_reason", pa.scalar(reason, pa.string()))
    _WRITERS[connection.vendor](cursor, history, rows)


def _with(rows: pa.Table, name: str, values: Any) -> pa.Table:
    if not isinstance(values, pa.Array):
        values = pa.repeat(values, len(rows))
    return rows.append_column(name, values)


def _allocate(cursor: CursorWrapper, model: type[models.Model], count: int, *, key: str = "id") -> range:
    """The next ids. The head row is locked by the open entry, so nobody else takes any meanwhile."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{table}', '{key}'))")
        (first,) = cursor.fetchone()
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), %s)", [max(first, first + count - 1)]
        )
    else:
        cursor.execute(f"SELECT coalesce(max({key}), 0) + 1 FROM {table}")
        (first,) = cursor.fetchone()
    return range(first, first + count)


def _columns(rows: pa.Table) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in rows.column_names)


def _copy(cursor: Any, model: type[models.Model], rows: pa.Table) -> None:
    """PostgreSQL: COPY. Arrow writes the CSV; a quoted empty string is not a null."""
    _copy_into(cursor, model._meta.db_table, rows)


def _copy_into(cursor: Any, table: str, rows: pa.Table) -> None:
    from pyarrow import csv

    options = csv.WriteOptions(include_header=False, quoting_style="all_valid")
    into = f"COPY {table} ({_columns(rows)}) FROM STDIN (FORMAT csv)"
    with connection.wrap_database_errors, cursor.copy(into) as copy:
        for batch in rows.to_batches(max_chunksize=ROWS_AT_ONCE):
            sink = pa.BufferOutputStream()
            csv.write_csv(batch, sink, options)
            copy.write(sink.getvalue().to_pybytes())


def _executemany(cursor: Any, model: type[models.Model], rows: pa.Table) -> None:
    """SQLite: one prepared statement inside the transaction."""
    marks = ", ".join(["%s"] * rows.num_columns)
    cursor.executemany(f"INSERT INTO {model._meta.db_table} ({_columns(rows)}) VALUES ({marks})", _tuples(rows))


def _change_from_a_copy(cursor: Any, model: type[models.Model], rows: pa.Table) -> None:
    """PostgreSQL: the new state is copied beside the table, and one statement takes it over."""
    table = model._meta.db_table
    changed = [connection.ops.quote_name(name) for name in rows.column_names if name != "id"]
    cursor.execute(f"CREATE TEMPORARY TABLE changed_rows (LIKE {table}) ON COMMIT DROP")
    _copy_into(cursor, "changed_rows", rows)
    settings = ", ".join(f"{name} = changed_rows.{name}" for name in changed)
    cursor.execute(f"UPDATE {table} SET {settings} FROM changed_rows WHERE {table}.id = changed_rows.id")
    cursor.execute("DROP TABLE changed_rows")


def _change_each(cursor: Any, model: type[models.Model], rows: pa.Table) -> None:
    """SQLite: one prepared statement inside the transaction."""
    names = [name for name in rows.column_names if name != "id"]
    settings = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in names)
    statement = f"UPDATE {model._meta.db_table} SET {settings} WHERE id = %s"
    cursor.executemany(statement, _tuples(rows.select([*names, "id"])))


def _tuples(rows: pa.Table) -> Iterator[tuple[Any, ...]]:
    """Rows as SQLite keeps them: a day is its text."""
    days = [index for index, kind in enumerate(rows.schema.types) if pa.types.is_date(kind)]
    for index in days:
        rows = rows.set_column(index, rows.column_names[index], rows.column(index).cast(pa.string()))
    for batch in rows.to_batches(max_chunksize=ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


_WRITERS = {"postgresql": _copy, "sqlite": _executemany}
_CHANGERS = {"postgresql": _change_from_a_copy, "sqlite": _change_each}
