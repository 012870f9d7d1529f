"""Many facts at once, with their places: the path of imports. The guards stand as for any other write."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from django.db import connection
from django.db.backends.utils import CursorWrapper

from diaodu.facts.models import Fact
from diaodu.journal.writing import current_entry

# What a fact consists of. A table may leave out what none of its facts has.
SCHEMA = pa.schema(
    {
        "subject_id": pa.int64(),
        "measure_id": pa.int64(),
        "period": pa.string(),
        "source_kind": pa.int16(),
        "number": pa.int64(),
        "text": pa.string(),
        "not_reported": pa.bool_(),
        "source_id": pa.int64(),
        "sheet": pa.string(),
        "cell": pa.string(),
        "start": pa.int32(),
        "end": pa.int32(),
        "page": pa.int32(),
        "typed_by_id": pa.int64(),
        "submission_id": pa.int64(),
        "supersedes_id": pa.int64(),
        "reason": pa.string(),
    }
)
ROWS_AT_ONCE = 50_000


def record_facts(facts: pa.Table) -> range:
    """Write facts under the open entry; returns their ids, in the order of the table.

    A correction names in `supersedes_id` the fact it takes the place of; the database refuses a second line for a key.
    """
    position = current_entry().position
    facts = facts.cast(pa.schema([SCHEMA.field(name) for name in facts.column_names]))
    if "not_reported" not in facts.column_names:
        facts = facts.append_column("not_reported", pa.repeat(False, len(facts)))
    with connection.cursor() as cursor:
        ids = _allocate(cursor, len(facts))
        facts = facts.append_column("id", pa.array(ids, pa.int64()))
        facts = facts.append_column("position", pa.repeat(pa.scalar(position, pa.int64()), len(facts)))
        _WRITERS[connection.vendor](cursor, facts)
    return ids


def _allocate(cursor: CursorWrapper, count: int) -> range:
    """The next ids. The head row is locked by the open entry, so nobody else takes any meanwhile."""
    table = Fact._meta.db_table
    if connection.vendor == "postgresql":
        cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id'))")
        (first,) = cursor.fetchone()
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), %s)", [max(first, first + count - 1)])
    else:
        cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")
        (first,) = cursor.fetchone()
    return range(first, first + count)


def _into(facts: pa.Table) -> str:
    return f"{Fact._meta.db_table} ({', '.join(connection.ops.quote_name(name) for name in facts.column_names)})"


def _copy(cursor: Any, facts: pa.Table) -> None:
    """PostgreSQL: COPY. Arrow writes the CSV; a quoted empty string is not a null."""
    from pyarrow import csv

    options = csv.WriteOptions(include_header=False, quoting_style="all_valid")
    with connection.wrap_database_errors, cursor.copy(f"COPY {_into(facts)} FROM STDIN (FORMAT csv)") as copy:
        for batch in facts.to_batches(max_chunksize=ROWS_AT_ONCE):
            sink = pa.BufferOutputStream()
            csv.write_csv(batch, sink, options)
            copy.write(sink.getvalue().to_pybytes())


def _executemany(cursor: Any, facts: pa.Table) -> None:
    """SQLite: one prepared statement inside the transaction."""
    marks = ", ".join(["%s"] * facts.num_columns)
    cursor.executemany(f"INSERT INTO {_into(facts)} VALUES ({marks})", _rows(facts))


def _rows(facts: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in facts.to_batches(max_chunksize=ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


_WRITERS = {"postgresql": _copy, "sqlite": _executemany}
