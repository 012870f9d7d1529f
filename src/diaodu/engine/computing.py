"""Runs the catalogue over a table: each indicator is one Ibis expression, compiled once, run on DuckDB."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from diaodu.engine.catalogue import CATALOGUE
from diaodu.engine.indicators.declaring import Figure, Indicator, Over, Pair
from diaodu.engine.tables import PROJECT_PERIOD

if TYPE_CHECKING:
    import duckdb
    import ibis.expr.types as ir
    import pyarrow as pa

_TABLE = "project_period"
_MEMBERS = "group_members"
# Sums of whole numbers leave int64 long before they leave this.
_EXACT = "decimal(38, 0)"


def project_period_schema() -> "pa.Schema":
    """The columns of `PROJECT_PERIOD` as Arrow types."""
    import pyarrow as pa

    types = {"int64": pa.int64(), "date": pa.date32(), "string": pa.string(), "boolean": pa.bool_()}
    return pa.schema({name: types[column.kind] for name, column in PROJECT_PERIOD.items()})


@dataclass(frozen=True)
class GroupFigure:
    """A figure over several projects: `counted` of its `members` have one."""

    figure: Figure
    counted: int
    members: int


def projects_figures(table: "pa.Table") -> "pa.Table":
    """Every indicator for every project: `project_id`, and for each code `n_<code>` and `d_<code>`."""
    return _run(_projects_sql(), {_TABLE: table})


def groups_figures(table: "pa.Table", members: "pa.Table") -> "pa.Table":
    """Every indicator for every group of projects: units, programmes, the whole.

    `members` says with `group_id` and `project_id` who belongs where. A project counts once in a group, however often
    it is named, and in as many groups as name it: totals are unions and never sums of groups.
    The columns are those of `projects_figures`, with `members` and for each code `c_<code>`, how many have a figure.
    """
    return _run(_groups_sql(), {_TABLE: table, _MEMBERS: members})


def figures_in(row: dict[str, int | None]) -> Iterator[tuple[Indicator, Figure]]:
    """The figures that stand in one row of a result."""
    for indicator in CATALOGUE:
        yield indicator, Figure(row[f"n_{indicator.code}"], row.get(f"d_{indicator.code}"))


def group_figures_in(row: dict[str, int | None]) -> Iterator[tuple[Indicator, GroupFigure]]:
    members = row["members"] or 0
    for indicator, figure in figures_in(row):
        yield indicator, GroupFigure(figure, row[f"c_{indicator.code}"] or 0, members)


def _run(sql: str, tables: "dict[str, pa.Table]") -> "pa.Table":
    """The result with every number as int64; one that does not fit is an error and never another number."""
    import pyarrow as pa

    connection = _connection().cursor()
    try:
        for name, table in tables.items():
            connection.register(name, table)
        found = connection.sql(sql).to_arrow_table()
    finally:
        connection.close()
    return found.cast(pa.schema([(name, pa.int64()) for name in found.column_names]))


@cache
def _connection() -> "duckdb.DuckDBPyConnection":
    import duckdb

    return duckdb.connect()


@cache
def _projects_sql() -> str:
    each = _each_project(_source())
    return _compiled(_over_the_whole(each, each).order_by("project_id"))


@cache
def _groups_sql() -> str:
    """Numerator and denominator of each project first; then their sums, of those that have both."""
    import ibis

    projects = _each_project(_source())
    members = ibis.table({"group_id": "int64", "project_id": "int64"}, name=_MEMBERS).distinct()
    each = members.join(projects, "project_id")
    sums: dict[str, ir.Value] = {"members": each.count()}
    for indicator in CATALOGUE:
        for name in (f"n_{indicator.code}", f"d_{indicator.code}"):
            if name in projects.columns:
                sums[name] = each[name].cast(_EXACT).sum()
        sums[f"c_{indicator.code}"] = each[f"n_{indicator.code}"].count()
    groups = each.group_by("group_id").aggregate(**sums)
    return _compiled(_over_the_whole(groups, projects).order_by("group_id"))


def _each_project(t: "ir.Table") -> "ir.Table":
    columns = {name: number for indicator in CATALOGUE for name, number in _numbers(t, indicator).items()}
    return t.select("project_id", **columns)


def _over_the_whole(rows: "ir.Table", everything: "ir.Table") -> "ir.Table":
    """Rows with the denominators of the whole where an indicator says so; missing when that is zero."""
    shares = [indicator.code for indicator in CATALOGUE if indicator.over is Over.WHOLE]
    whole = everything.aggregate(**{f"whole_{code}": everything[f"d_{code}"].cast(_EXACT).sum() for code in shares})
    joined = rows.cross_join(whole)
    replaced = {}
    for code in shares:
        denominator = joined[f"whole_{code}"].nullif(0)
        replaced[f"d_{code}"] = joined[f"n_{code}"].notnull().ifelse(denominator, None)
        replaced[f"n_{code}"] = denominator.notnull().ifelse(joined[f"n_{code}"], None)
    return joined.mutate(**replaced).drop(*whole.columns)


def _source() -> "ir.Table":
    import ibis

    return ibis.table({name: str(column.kind) for name, column in PROJECT_PERIOD.items()}, name=_TABLE)


def _numbers(t: "ir.Table", indicator: Indicator) -> "dict[str, ir.Value]":
    value = indicator.value(t)
    if not isinstance(value, Pair):
        return {f"n_{indicator.code}": value.cast("int64")}
    return {
        f"n_{indicator.code}": value.numerator.cast("int64"),
        f"d_{indicator.code}": value.denominator.cast("int64"),
    }


def _compiled(expression: "ir.Table") -> str:
    import ibis

    return str(ibis.to_sql(expression, dialect="duckdb"))
