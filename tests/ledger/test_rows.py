"""The rows of the ledger: filters, order, totals, and how much is asked of the store."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from diaodu.accounts.known import Known
from diaodu.engine.catalogue import CATALOGUE
from diaodu.journal.models import Head
from diaodu.ledger.asking import Asked
from diaodu.ledger.columns import BY_CODE, COLUMNS
from diaodu.ledger.rows import ProjectLedger
from diaodu.ledger.totals import totals_of
from diaodu.projects.actions import describe_project
from tests.assessment.reported import YI, a_planned_project, report, run_may
from tests.world import NOW, TODAY, City, a_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    """Three projects of the county: half of the plan done, a tenth, and nothing reported."""
    city = a_city()
    for name, invested in (("甲", YI // 2), ("乙", YI // 10)):
        project = a_planned_project(city, name, phase="building", total_investment_fen=2 * YI)
        report(city, project, invested_ytd=invested, invested=invested // 10)
    a_planned_project(city, "丙", plan=None)
    run_may()
    return city


def ledger(city: City, position: int | None = None, **asked: str) -> ProjectLedger:
    known = Known(city.sees(city.dispatcher), position, TODAY)
    parameters = {name.replace("__", ":"): [words] for name, words in asked.items()}
    return ProjectLedger(known, Asked.of({"period": ["2024-05"]} | parameters, known))


def names(city: City, **asked: str) -> list[str]:
    return [row.project.name for row in ledger(city, **asked).stretch(0, 50)]


def test_every_indicator_of_the_catalogue_is_a_column() -> None:
    assert {f"indicator:{indicator.code}" for indicator in CATALOGUE} <= BY_CODE.keys()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"indicator__investment_progress": "40..60"}, ["甲"]),
        ({"indicator__investment_progress": "..10"}, ["乙"]),
        ({"indicator__investment_progress": "50"}, ["甲"]),
        ({"measure__invested_ytd": "1000.."}, ["乙", "甲"]),
        ({"plan": "10000..10000"}, ["乙", "甲"]),
        ({"total_investment_fen": "..1"}, []),
        ({"phase": "building", "name": "甲"}, ["甲"]),
        ({"light": "none"}, ["丙"]),
    ],
)
def test_filters_narrow(city: City, asked: dict[str, str], found: list[str]) -> None:
    assert sorted(names(city, **asked)) == sorted(found)


def test_a_filter_that_cannot_be_read_is_told_and_narrows_nothing(city: City) -> None:
    asked = ledger(city, plan="很多")
    assert len(asked.stretch(0, 50)) == 3
    assert [(column.code, words) for column, words in asked.ignored] == [("plan", "很多")]


@pytest.mark.parametrize("column", [column.code for column in COLUMNS if column.sorts])
def test_every_sortable_column_sorts_both_ways(city: City, column: str) -> None:
    assert sorted(names(city, sort=column)) == sorted(names(city, sort=f"-{column}")) == ["丙", "乙", "甲"]


def test_what_is_missing_comes_last_either_way(city: City) -> None:
    for column in ("indicator:investment_progress", "measure:invested_ytd", "plan"):
        assert names(city, sort=column) == ["乙", "甲", "丙"]
        assert names(city, sort=f"-{column}") == ["甲", "乙", "丙"]


def test_totals_count_a_part_within_its_whole(city: City) -> None:
    first, second, _third = ledger(city, sort="name").stretch(0, 3)
    describe_project(first.project, {"parent": second.project}, by=city.dispatcher, at=NOW)
    totals = totals_of(ledger(city))
    assert (totals.projects, totals.apart) == (3, 2)
    both = {"丙": 2, "乙": 1, "甲": 1}[first.project.name]
    assert totals.sums["total_investment_fen"] == f"{both * 20_000:,}"


def test_totals_sum_numerators_over_denominators(city: City) -> None:
    assert totals_of(ledger(city)).sums["indicator:investment_progress"] == "30.00"


def test_the_past_shows_what_was_found_then_and_is_not_narrowed_by_it(city: City) -> None:
    position = Head.objects.get(pk=1).position
    project = ledger(city, name="甲").stretch(0, 1)[0].project
    describe_project(project, {"sponsor": "惠康"}, by=city.dispatcher, at=NOW)
    then = ledger(city, position, name="甲", light="ok")
    (row,) = then.stretch(0, 50)
    assert row.cells["indicator:investment_progress"].words == "50.00"
    assert (row.cells["sponsor"].words, row.may_edit) == (None, False)
    assert [column.code for column in then.past] == ["light"]


def test_many_rows_ask_as_much_as_one(city: City, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    everything: dict[str, Any] = {"column": [column.code for column in COLUMNS], "period": ["2024-05"]}
    for count in (1, 3):
        known = Known(city.sees(city.dispatcher), None, TODAY)
        asked = ProjectLedger(known, Asked.of(everything, known))
        with django_assert_num_queries(12):
            assert len(asked.stretch(0, count)) == count
