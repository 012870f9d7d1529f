"""The as-of table of reported numbers, as Arrow: what the engine computes from."""

import subprocess
import sys
from collections.abc import Callable, Sequence

import pyarrow as pa
from django.db import connection

from diaodu.engine.periods import Period
from diaodu.facts.models import FigureKind

SCHEMA = pa.schema(
    {
        "id": pa.int64(),
        "subject_id": pa.int64(),
        "measure_id": pa.int64(),
        "period": pa.string(),
        "source_kind": pa.int16(),
        "number": pa.int64(),
        "position": pa.int64(),
    }
)


def numbers_as_of(position: int) -> pa.Table:
    """Every number known at a position, one row per key; null where the report says that nothing was reported.

    Statistical figures are for display only and stay out, and so do words. Reads what is committed, on a connection of
    its own: inside a transaction the caller's own changes would silently be missing, so that is refused.
    """
    if connection.in_atomic_block:
        raise RuntimeError("numbers_as_of reads on its own connection: call it after commit")
    return _READERS[connection.vendor](_sql(position)).cast(SCHEMA)


def numbers_of_periods(periods: Sequence[str], *, position: int, subject_ids: Sequence[int] | None = None) -> pa.Table:
    """The same for some periods, and if asked for some subjects only, on the caller's own connection. Of a city's year
    that is sooner read than another process is started."""
    periods_asked = ", ".join(f"'{Period.parse(period).code}'" for period in periods)
    narrowed = f" AND known.period IN ({periods_asked})"
    if subject_ids is not None:
        narrowed += f" AND known.subject_id IN ({', '.join(f'{one:d}' for one in subject_ids) or 'NULL'})"
    with connection.cursor() as cursor:
        cursor.execute(_sql(position) + narrowed)
        columns = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(SCHEMA)
    return pa.table([pa.array(column, of) for column, of in zip(columns, SCHEMA.types, strict=True)], schema=SCHEMA)


def _sql(position: int) -> str:
    columns = ", ".join(f"known.{name}" for name in SCHEMA.names)
    return (
        f"SELECT {columns} FROM facts_fact known WHERE known.position <= {position:d}"
        f" AND known.text IS NULL AND known.source_kind <> {FigureKind.STATISTICS:d}"
        " AND NOT EXISTS (SELECT 1 FROM facts_fact correction"
        f" WHERE correction.supersedes_id = known.id AND correction.position <= {position:d})"
    )


def _from_postgresql(sql: str) -> pa.Table:
    from adbc_driver_postgresql import dbapi
    from psycopg import conninfo, pq

    words = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    parameters = {name: value for name, value in connection.get_connection_params().items() if name in words}
    with dbapi.connect(conninfo.make_conninfo(**parameters)) as own, own.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetch_arrow_table()


def _from_sqlite(sql: str) -> pa.Table:
    """ADBC's driver links an SQLite of its own, and two copies in one process on one file break its locks: a child
    process reads, and its rows stream through a pipe while it still reads on."""
    child = [sys.executable, "-m", "diaodu.facts.arrow_child", str(connection.settings_dict["NAME"]), sql]
    with subprocess.Popen(child, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            table = pa.ipc.open_stream(process.stdout).read_all()
        except pa.ArrowInvalid as broken:
            raise RuntimeError(process.stderr.read().decode(errors="replace").strip()) from broken
    return table


_READERS: dict[str, Callable[[str], pa.Table]] = {"postgresql": _from_postgresql, "sqlite": _from_sqlite}
