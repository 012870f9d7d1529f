"""What holds for every indicator: its columns, its arithmetic, and the identity of starts."""

import ast
import inspect
from datetime import date
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diaodu.engine.catalogue import BY_CODE, CATALOGUE
from diaodu.engine.computing import figures_in, groups_figures, project_period_schema, projects_figures
from diaodu.engine.indicators.declaring import Figure, Indicator, Pair
from diaodu.engine.tables import PROJECT_PERIOD
from tests.engine.indicator_cases import a_project

PERIOD = "2024-05"
DAYS = st.none() | st.dates(date(2023, 6, 1), date(2025, 6, 30))
MONEY = st.none() | st.integers(0, 10**13)
ROWS = st.fixed_dictionaries(
    {name: MONEY for name, column in PROJECT_PERIOD.items() if column.is_money}
    | dict.fromkeys(("planned_start_on", "actual_start_on", "planned_finish_on", "actual_finish_on"), DAYS)
    | {name: st.none() | st.integers(0, 40) for name in ("nodes_due", "nodes_done", "asked", "reported_in_time")}
    | {"planned_num": MONEY, "planned_den": st.just(12), "registered": st.sampled_from([None, 0, 1])}
)


def figures(row: dict[str, Any]) -> dict[str, Figure]:
    table = pa.Table.from_pylist([row], schema=project_period_schema())
    (found,) = projects_figures(table).to_pylist()
    return {indicator.code: figure for indicator, figure in figures_in(found)}


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda indicator: indicator.code)
def test_the_columns_it_names_are_those_that_its_expression_reads(indicator: Indicator) -> None:
    table = ibis.table({name: str(column.kind) for name, column in PROJECT_PERIOD.items()})
    value = indicator.value(table)
    parts = [value.numerator, value.denominator] if isinstance(value, Pair) else [value]
    read = {field.name for part in parts for field in part.op().find(ibis.expr.operations.Field)}
    assert read == set(indicator.columns)
    assert set(indicator.silent_means_no) <= read


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda indicator: indicator.code)
def test_it_never_fills_a_gap_with_a_number(indicator: Indicator) -> None:
    tree = ast.walk(ast.parse(inspect.getsource(indicator.value)))
    called = {node.attr for node in tree if isinstance(node, ast.Attribute)}
    assert called.isdisjoint({"fill_null", "fillna", "coalesce", "or_else"})


@settings(max_examples=40, deadline=None)
@given(row=ROWS)
def test_the_arithmetic_that_a_page_writes_out_is_the_one_that_was_computed(row: dict[str, Any]) -> None:
    project = a_project(1, PERIOD, **row)
    for code, figure in figures(project).items():
        if words := BY_CODE[code].arithmetic:
            read = {name: project[name] for name in BY_CODE[code].columns}
            exact = {name: None if number is None else Fraction(number) for name, number in read.items()}
            try:
                expected = eval(words, {}, exact)
            except (TypeError, ZeroDivisionError):
                expected = None
            assert figure.value == expected, code


@settings(max_examples=40, deadline=None)
@given(row=ROWS)
def test_a_pair_is_known_or_missing_as_a_whole(row: dict[str, Any]) -> None:
    for code, figure in figures(a_project(1, PERIOD, **row)).items():
        if isinstance(BY_CODE[code].value(_blank()), Pair):
            assert (figure.numerator is None) == (figure.denominator is None), code
            assert figure.denominator != 0, code


def _blank() -> Any:
    return ibis.table({name: str(column.kind) for name, column in PROJECT_PERIOD.items()})


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=12))
def test_due_is_started_and_overdue_and_started_is_due_less_overdue_with_early(rows: list[dict[str, Any]]) -> None:
    projects = [a_project(number, PERIOD, **row) for number, row in enumerate(rows)]
    table = pa.Table.from_pylist(projects, schema=project_period_schema())
    members = pa.table({"group_id": [7] * len(rows) * 2, "project_id": [*range(len(rows))] * 2})
    (found,) = groups_figures(projects_figures(table), members).to_pylist()
    got = {indicator.code: figure.numerator for indicator, figure in figures_in(found)}
    assert found["members"] == len(rows)
    if got["starts_due"] is not None:
        assert got["starts_due"] == got["started_when_due"] + got["starts_overdue"]
        assert got["started"] == got["starts_due"] - got["starts_overdue"] + got["started_early"]
        assert got["start_rate"] in (None, got["started"])


def test_an_amount_mistyped_by_many_zeros_is_computed_exactly_and_stops_nobody() -> None:
    found = figures(
        a_project(1, PERIOD, annual_plan_fen=2**62, invested_ytd_fen=2**62, planned_num=1, planned_den=27720)
    )
    assert found["lead_over_time"] == Figure(2**62 * 7, 2**62 * 12)
    assert found["lead_over_plan"] == Figure(2**62 * 27720 - 1, 2**62 * 27720)
