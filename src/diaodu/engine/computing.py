"""Runs the catalogue over a table: each indicator is one Ibis expression, compiled once, run on DuckDB."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from diaodu.engine.catalogue import CATALOGUE
from diaodu.engine.indicators.declaring import Figure, Indicator, Over, Pair
from diaodu.engine.statements import run
from diaodu.engine.tables import PROJECT_PERIOD

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

_TABLE = "project_period"
_FIGURES = "project_figures"
_MEMBERS = "group_members"
THE_WHOLE = 0
# Sums and products of whole numbers may leave int64; they do not leave this.
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
    """Every indicator for every project: `project_id`, and for each code `n_<code>` and `d_<code>`, whole numbers."""
    return run(_projects_sql(), {_TABLE: table})


def groups_figures(figures: "pa.Table", members: "pa.Table") -> "pa.Table":
    """Every indicator for every group of projects: units, programmes, the whole, from the projects' figures.

    `members` says with `group_id` and `project_id` who belongs where; the group THE_WHOLE is what shares are shares of.
    A project counts once in a group, however often it is named, and in as many groups as name it: totals are unions
    and never sums of groups. The columns are those of `projects_figures`, with `members` and for each code
    `c_<code>`, how many have a figure.
    """
    return run(_groups_sql(), {_FIGURES: figures, _MEMBERS: members})


def statements() -> tuple[str, str]:
    """The SQL that figures are computed by: what a run is reproducible with."""
    return _projects_sql(), _groups_sql()


def figures_in(row: dict[str, Any]) -> Iterator[tuple[Indicator, Figure]]:
    """The figures that stand in one row of a result. A project alone has no share of the whole."""
    for indicator in CATALOGUE:
        numerator = row[f"n_{indicator.code}"]
        if numerator is None:
            yield indicator, Figure(None)
        else:
            denominator = row.get(f"d_{indicator.code}")
            yield indicator, Figure(int(numerator), None if denominator is None else int(denominator))


def group_figures_in(row: dict[str, Any]) -> Iterator[tuple[Indicator, GroupFigure]]:
    for indicator, figure in figures_in(row):
        yield indicator, GroupFigure(figure, row[f"c_{indicator.code}"], row["members"])


@cache
def _projects_sql() -> str:
    t = _source()
    columns = {name: number for indicator in CATALOGUE for name, number in _numbers(t, indicator).items()}
    return _compiled(t.select("project_id", **columns).order_by("project_id"))


@cache
def figure_columns() -> dict[str, str]:
    """Numerators and denominators with their types, in the order of the catalogue."""
    return {name: str(number.type()) for one in CATALOGUE for name, number in _numbers(_source(), one).items()}


def figures_schema() -> "pa.Schema":
    """The columns of `projects_figures` as Arrow types."""
    import pyarrow as pa

    kinds = {name: pa.int64() if kind == "int64" else pa.decimal128(38, 0) for name, kind in figure_columns().items()}
    return pa.schema({"project_id": pa.int64(), **kinds})


@cache
def _groups_sql() -> str:
    """Sums of numerators and denominators, of the projects that have both."""
    import ibis

    columns = figure_columns()
    figures = ibis.table({"project_id": "int64", **columns}, name=_FIGURES)
    members = ibis.table({"group_id": "int64", "project_id": "int64"}, name=_MEMBERS).distinct()
    each = members.join(figures, "project_id")
    sums: dict[str, ir.Value] = {"members": each.count()}
    sums |= {name: each[name].cast(_EXACT).sum() for name in columns}
    sums |= {f"c_{indicator.code}": each[f"n_{indicator.code}"].count() for indicator in CATALOGUE}
    groups = each.group_by("group_id").aggregate(**sums)
    return _compiled(_with_shares_of_the_whole(groups).order_by("group_id"))


def _with_shares_of_the_whole(groups: "ir.Table") -> "ir.Table":
    """Groups with the number of the whole as the denominator where an indicator says so; missing when that is zero."""
    shares = [indicator.code for indicator in CATALOGUE if indicator.over is Over.WHOLE]
    whole = groups.filter(groups.group_id == THE_WHOLE)
    whole = whole.select(**{f"whole_{code}": whole[f"n_{code}"].nullif(0) for code in shares})
    joined = groups.left_join(whole, True)
    of_whole = {}
    for code in shares:
        number, of = joined[f"n_{code}"], joined[f"whole_{code}"]
        of_whole[f"d_{code}"] = number.notnull().ifelse(of, None)
        of_whole[f"n_{code}"] = of.notnull().ifelse(number, None)
    return joined.mutate(**of_whole).drop(*whole.columns)


def _source() -> "ir.Table":
    import ibis

    return ibis.table({name: str(column.kind) for name, column in PROJECT_PERIOD.items()}, name=_TABLE)


def _numbers(t: "ir.Table", indicator: Indicator) -> "dict[str, ir.Value]":
    value = indicator.value(t)
    if not isinstance(value, Pair):
        return {f"n_{indicator.code}": value.cast(_kept_as(value))}
    pair = {f"n_{indicator.code}": value.numerator, f"d_{indicator.code}": value.denominator}
    return {name: number.cast(_kept_as(number)) for name, number in pair.items()}


def _kept_as(number: "ir.Value") -> str:
    return _EXACT if number.type().is_decimal() else "int64"


def _compiled(expression: "ir.Table") -> str:
    import ibis

    return str(ibis.to_sql(expression, dialect="duckdb"))
