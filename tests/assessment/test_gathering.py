"""The table of projects in a period: what was reported, and nothing in the place of what was not."""

from datetime import date
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest

from diaodu.assessment.gathering import SCHEMAS, CurvePoint, gather
from diaodu.engine.periods import Period
from diaodu.facts.arrow import SCHEMA

MEASURES = {
    "invested": 1,
    "invested_ytd": 2,
    "invested_total": 3,
    "invested_before": 4,
    "registered": 5,
    "funds_in_place": 6,
}
PROJECT = 7, 70, 3, "building", "new", False, 10**10, date(2024, 3, 20), None, None, None


def row(*facts: tuple[str, str, int | None], subject: int = 70, curve: Any = (), **tables: Any) -> dict[str, Any]:
    """The row of one project for May 2024 whose facts are (measure, period, number)."""
    known = [
        {
            "id": number,
            "subject_id": subject,
            "measure_id": MEASURES[measure],
            "period": period,
            "source_kind": 1,
            "number": value,
            "position": 1,
        }
        for number, (measure, period, value) in enumerate(facts, start=1)
    ]
    rows = {name: [] for name in SCHEMAS if name != "curve"}
    rows |= {
        "measures": [(pk, code) for code, pk in MEASURES.items()],
        "projects": [PROJECT],
        "plans": [(7, 1200, False)],
    }
    table = gather(
        Period.parse("2024-05"), numbers=pa.Table.from_pylist(known, schema=SCHEMA), rows=rows | tables, curve=curve
    )
    return table.to_pylist()[0]


def months(*amounts: int | None, year: int = 2024) -> list[tuple[str, str, int | None]]:
    return [("invested", f"{year}-{month:02}", amount) for month, amount in enumerate(amounts, start=1)]


def test_nothing_reported_is_nothing_known() -> None:
    found = row()
    missing = (
        "invested_fen",
        "invested_ytd_fen",
        "invested_total_fen",
        "registered",
        "funds_in_place_fen",
        "nodes_due",
        "asked",
    )
    assert {found[name] for name in missing} == {None}
    assert (found["annual_plan_fen"], found["planned_num"], found["planned_den"]) == (1200, 6000, 12)


def test_the_months_make_the_sum_when_none_is_missing() -> None:
    assert row(*months(10, 20, 30, 0, 40))["invested_ytd_fen"] == 100
    assert row(*months(10, 20, None, 0, 40))["invested_ytd_fen"] is None
    assert row(*months(10, 20, None, 0, 40), ("invested_ytd", "2024-05", 90))["invested_ytd_fen"] == 90


def test_three_stretches_of_ten_days_make_a_month() -> None:
    parts = [("invested", f"2024-05X{third}", 5) for third in (1, 2, 3)]
    assert row(*parts)["invested_fen"] == 15
    assert row(*parts[:2])["invested_fen"] is None


def test_two_sums_make_the_month_between_them() -> None:
    found = row(("invested_ytd", "2024-04", 60), ("invested_ytd", "2024-05", 75))
    assert (found["invested_fen"], found["invested_ytd_fen"], found["fact_ids"]) == (15, 75, [1, 2])


def test_last_year_and_before_stand_beside_it() -> None:
    before = ("invested_before", "2023", 1000)
    found = row(*months(1, 1, 1, 1, 1), *months(2, 2, 2, 2, 2, year=2023), before)
    assert (found["invested_ytd_last_year_fen"], found["invested_total_fen"]) == (10, 1005)


@pytest.mark.parametrize(
    ("amounts", "running"),
    [
        ((100, 100, 100, 100, 100), 0),
        ((100, 100, 100, 99, 99), 2),
        ((0, 0, 0, 0, 0), 5),
        ((99, 99, None, 99, 99), 2),
        ((9, 9, 9, 9, None), None),
    ],
)
def test_months_below_the_plan_run_until_one_meets_it_or_is_not_reported(
    amounts: tuple[int | None, ...], running: int | None
) -> None:
    assert row(*months(*amounts))["months_missed_running"] == running


def test_its_own_curve_goes_before_the_straight_line() -> None:
    points = [CurvePoint(7, month, Fraction(month * 10, 7)) for month in range(1, 6)]
    found = row(*months(1, 1, 1, 2, 1), plans=[(7, 1200, True)], curve=points)
    assert Fraction(found["planned_num"], found["planned_den"]) == Fraction(50, 7)
    assert found["months_missed_running"] == 1


def test_a_start_that_was_due_counts_its_months_from_the_first() -> None:
    assert row()["months_due_not_started"] == 3
    started = (*PROJECT[:8], date(2024, 5, 31), None, None)
    assert row(projects=[started])["months_due_not_started"] == 0
    unplanned = (*PROJECT[:7], None, None, None, None)
    assert row(projects=[unplanned])["months_due_not_started"] is None


def test_funds_are_the_projects_own_or_those_of_all_its_lines() -> None:
    lines = {"funding": [(7, 71, 100), (7, 72, 200)]}
    line = row(("funds_in_place", "2024-03", 50), subject=71, **lines)
    assert (line["funds_planned_fen"], line["funds_in_place_fen"]) == (300, None)
    assert (
        row(("funds_in_place", "2024-02", 80), ("funds_in_place", "2024-04", 90), **lines)["funds_in_place_fen"] == 90
    )


def test_nodes_and_reports_are_counted() -> None:
    nodes = [
        (7, date(2024, 5, 1), date(2024, 4, 1)),
        (7, date(2024, 5, 31), date(2024, 6, 1)),
        (7, date(2024, 6, 1), None),
        (7, None, None),
    ]
    found = row(milestones=nodes, submissions=[(3, True), (3, False), (4, False)])
    assert (found["nodes_due"], found["nodes_done"], found["nodes_overdue"]) == (2, 1, 1)
    assert (found["asked"], found["reported_in_time"]) == (2, 1)
