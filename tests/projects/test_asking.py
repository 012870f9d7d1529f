"""Reporting tasks open their periods: who is asked about what, until when, and nothing twice."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate

from diaodu.accounts.models import Unit
from diaodu.engine.dues import DueRule
from diaodu.engine.periods import Cadence
from diaodu.engine.workdays import published_years
from diaodu.facts.models import Measure
from diaodu.facts.reporting import ReportingTask, Submission, TypedIn
from diaodu.projects.actions import found_project, list_on_programme, set_phase
from diaodu.projects.asking import Scope, Terms, change_terms, open_periods, set_up_task
from diaodu.projects.models import Phase, Programme, Project
from tests.people import MOMENT, city, someone

pytestmark = pytest.mark.django_db
FIVE_DAYS = Terms("月报", DueRule.WORKDAYS_AFTER, 5, [3, 1], [1])


@pytest.fixture
def world() -> dict[str, Any]:
    units = city()
    how = {"by": someone("desk"), "at": MOMENT}
    projects = {name: found_project(name, unit=units[unit], **how) for name, unit in
                {"东桥": "east", "东厂": "east_bureau", "西路": "west", "西库": "west"}.items()}  # fmt: skip
    for name in ("东桥", "东厂", "西路"):
        list_on_programme(projects[name], programme="三十工程", year=2024, **how)
    list_on_programme(projects["西库"], programme="三十工程", year=2023, **how)
    return {"units": units, "how": how, "projects": projects}


def a_task(
    world: dict[str, Any],
    *,
    terms: Terms = FIVE_DAYS,
    from_on: date = date(2024, 3, 15),
    units: list[Unit] | None = None,
) -> ReportingTask:
    measure = Measure.objects.get(code="invested")
    return set_up_task(
        terms, unit=world["units"]["city"], cadence=Cadence.MONTH, measures=[(measure, TypedIn.WAN)],
        scope=Scope(Programme.objects.all(), (), units or ()), from_on=from_on, **world["how"],
    )  # fmt: skip


def test_a_scope_of_phases_asks_about_projects_in_them(world: dict[str, Any]) -> None:
    set_phase(world["projects"]["东厂"], Phase.BUILDING, on=date(2023, 12, 1), **world["how"])
    scope = Scope(phases=[Phase.BUILDING])
    set_up_task(
        FIVE_DAYS, unit=world["units"]["city"], cadence=Cadence.MONTH, measures=[], scope=scope,
        from_on=date(2024, 3, 15), **world["how"],
    )  # fmt: skip
    open_periods(today=date(2024, 4, 1), at=MOMENT)
    assert asked() == {("east-fg", "2024-03"): {"东厂"}}


def asked() -> dict[tuple[str, str], set[str]]:
    found = {}
    for row in Submission.objects.select_related("unit"):
        subjects = row.asked.values("subject_id")
        found[row.unit.code, row.period] = set(
            Project.objects.filter(subject__in=subjects).values_list("name", flat=True)
        )
    return found


def test_each_unit_is_asked_about_the_projects_that_it_manages(world: dict[str, Any]) -> None:
    a_task(world)
    open_periods(today=date(2024, 5, 1), at=MOMENT)
    month = {("410801", "东桥"), ("east-fg", "东厂"), ("410802", "西路")}
    assert asked() == {(unit, f"2024-0{n}"): {name} for unit, name in month for n in (3, 4)}


def test_opening_again_asks_nothing_twice(world: dict[str, Any]) -> None:
    a_task(world)
    assert len(open_periods(today=date(2024, 5, 1), at=MOMENT).opened) == 6
    assert open_periods(today=date(2024, 5, 1), at=MOMENT).opened == []


def test_a_report_is_due_at_the_end_of_its_last_day_in_time(world: dict[str, Any]) -> None:
    a_task(world)
    open_periods(today=date(2024, 5, 1), at=MOMENT)
    due = Submission.objects.filter(period="2024-04")[0].due_at
    assert due.astimezone(ZoneInfo("Asia/Shanghai")) == datetime(
        2024, 5, 10, 23, 59, 59, tzinfo=ZoneInfo("Asia/Shanghai")
    )


def test_a_scope_of_units_reaches_those_below_them(world: dict[str, Any]) -> None:
    a_task(world, units=[world["units"]["east"]])
    open_periods(today=date(2024, 4, 1), at=MOMENT)
    assert {unit for unit, _ in asked()} == {"410801", "east-fg"}


def test_a_task_that_has_ended_opens_no_further_period(world: dict[str, Any]) -> None:
    task = a_task(world)
    ended = Terms("月报", DueRule.DAY_OF_NEXT_MONTH, 8, [], [], to_on=date(2024, 4, 30))
    change_terms(task, ended, by=world["how"]["by"], at=MOMENT)
    open_periods(today=date(2024, 8, 1), at=MOMENT)
    assert {period for _, period in asked()} == {"2024-03"}
    assert localdate(Submission.objects.all()[0].due_at) == date(2024, 4, 8)


def test_a_year_without_a_calendar_is_told_and_the_rest_opens(world: dict[str, Any]) -> None:
    last = max(published_years())
    list_on_programme(world["projects"]["东桥"], programme="三十工程", year=last, **world["how"])
    a_task(world, from_on=date(last, 11, 1))
    found = open_periods(today=date(last + 1, 1, 1) + timedelta(days=20), at=MOMENT)
    assert list(found.unknown) == [last + 1]
    assert {period for _, period in asked()} == {f"{last}-11"}
