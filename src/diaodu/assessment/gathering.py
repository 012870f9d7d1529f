"""From the ledger's tables to the one table that the engine computes from (`gathering.sql`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import lcm

import pyarrow as pa

from diaodu.engine.computing import project_period_schema
from diaodu.engine.periods import Cadence, Period
from diaodu.engine.statements import run

MONTHS = 12
# Beside the columns of the engine: whom the facts are about, and which facts the row rests on.
EVIDENCE = {"subject_id": pa.int64(), "fact_ids": pa.list_(pa.int64())}
# The tables of the ledger, by the names that the statement reads.
SCHEMAS = {
    "measures": pa.schema({"measure_id": pa.int64(), "code": pa.string()}),
    "projects": pa.schema(
        {
            "project_id": pa.int64(),
            "subject_id": pa.int64(),
            "unit_id": pa.int64(),
            "phase": pa.string(),
            "construction_type": pa.string(),
            "starred": pa.bool_(),
            "total_investment_fen": pa.int64(),
            "planned_start_on": pa.date32(),
            "actual_start_on": pa.date32(),
            "planned_finish_on": pa.date32(),
            "actual_finish_on": pa.date32(),
        }
    ),
    "plans": pa.schema({"project_id": pa.int64(), "amount_fen": pa.int64(), "has_curve": pa.bool_()}),
    "curve": pa.schema({"project_id": pa.int64(), "month": pa.int64(), "planned_num": pa.int64()}),
    "funding": pa.schema({"project_id": pa.int64(), "subject_id": pa.int64(), "planned_fen": pa.int64()}),
    "milestones": pa.schema({"project_id": pa.int64(), "planned_on": pa.date32(), "actual_on": pa.date32()}),
    "submissions": pa.schema({"unit_id": pa.int64(), "in_time": pa.bool_()}),
}


@dataclass(frozen=True)
class CurvePoint:
    """What a project's own curve asks for by the end of a month: cumulative 分."""

    project_id: int
    month: int
    planned_fen: Fraction


def gather(
    period: Period,
    *,
    numbers: pa.Table,
    rows: Mapping[str, Iterable[tuple[object, ...]]],
    curve: Iterable[CurvePoint],
) -> pa.Table:
    """One row for each project: the columns of `PROJECT_PERIOD`, and its evidence.

    `numbers` are the facts as known, `rows` those of the other tables in the order of their columns.
    """
    points = list(curve)
    denominator = lcm(MONTHS, *(point.planned_fen.denominator for point in points))
    exact = [(point.project_id, point.month, int(point.planned_fen * denominator)) for point in points]
    tables = {name: table_of(name, given) for name, given in (*rows.items(), ("curve", exact))}
    tables |= {"numbers": numbers, "now": _now(period, denominator), "wanted": wanted(period)}
    return run(_statement(), tables).cast(_schema())


def table_of(name: str, rows: Iterable[tuple[object, ...]]) -> pa.Table:
    schema = SCHEMAS[name]
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)], schema=schema)


def wanted(period: Period) -> pa.Table:
    """The periods that are read: this year's months and last year's to the same month, with their stretches of ten
    days, and last year as a whole."""
    last = period.as_cadence(Cadence.MONTH)
    rows: list[tuple[str, int, int | None, bool]] = [(str(period.year - 1), period.year - 1, None, False)]
    for year in (period.year - 1, period.year):
        for number in range(1, last.number + 1):
            rows.append((Period(Cadence.MONTH, year, number).code, year, number, True))
            for third in range(number * 3 - 2, number * 3 + 1):
                rows.append((Period(Cadence.TEN_DAYS, year, third).code, year, number, False))
    names = ("period", "year", "month", "is_month")
    types = (pa.string(), pa.int64(), pa.int64(), pa.bool_())
    columns = zip(*rows, strict=True)
    return pa.table({name: pa.array(of, kind) for name, kind, of in zip(names, types, columns, strict=True)})


def _now(period: Period, planned_den: int) -> pa.Table:
    row = {
        "month": period.as_cadence(Cadence.MONTH).number,
        "planned_den": planned_den,
        "period_to_on": period.last_day,
        "year_from_on": date(period.year, 1, 1),
        "year_to_on": date(period.year, 12, 31),
        "last_year": period.year - 1,
    }
    return pa.Table.from_pylist([row])


def _schema() -> pa.Schema:
    return pa.schema([*project_period_schema(), *(pa.field(name, kind) for name, kind in EVIDENCE.items())])


@cache
def _statement() -> str:
    return files("diaodu.assessment").joinpath("gathering.sql").read_text(encoding="utf-8")
