"""The work calendar: real holidays and make-up days, a city's own, and years that nobody has entered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaodu.engine.labels import Label
from diaodu.engine.workdays import SpecialDay, UnknownYear, WorkCalendar, published_years

NATIONAL = Label("国庆节", "National Day")


# 国办发明电〔2023〕7号 and 国办发明电〔2024〕12号
@pytest.mark.parametrize(
    "worked",
    [
        "2024-02-04",
        "2024-02-18",
        "2024-04-07",
        "2024-04-28",
        "2024-05-11",
        "2024-09-14",
        "2024-09-29",
        "2024-10-12",
        "2025-01-26",
        "2025-02-08",
        "2025-04-27",
        "2025-09-28",
        "2025-10-11",
    ],
)
def test_a_weekend_made_up_for_is_worked(worked: str) -> None:
    day = date.fromisoformat(worked)
    assert day.weekday() >= 5
    assert WorkCalendar().is_workday(day)


@pytest.mark.parametrize(
    "free", ["2024-02-12", "2024-04-04", "2024-05-03", "2024-06-10", "2024-10-07", "2025-01-28", "2025-10-08"]
)
def test_a_holiday_on_a_weekday_is_free(free: str) -> None:
    day = date.fromisoformat(free)
    assert day.weekday() < 5
    assert not WorkCalendar().is_workday(day)


def test_five_working_days_after_a_month() -> None:
    calendar = WorkCalendar()
    assert calendar.add(date(2024, 4, 30), 5) == date(2024, 5, 10)  # 1–5 May is free
    assert calendar.add(date(2024, 4, 30), 6) == date(2024, 5, 11)  # a Saturday, made up
    assert calendar.add(date(2024, 9, 30), 5) == date(2024, 10, 12)
    assert calendar.add(date(2024, 10, 12), -5) == date(2024, 9, 30)


def test_a_day_that_is_free_moves_to_the_next_workday() -> None:
    calendar = WorkCalendar()
    assert calendar.add(date(2024, 10, 5), 0) == date(2024, 10, 8)
    assert calendar.add(date(2024, 10, 8), 0) == date(2024, 10, 8)


@given(st.dates(date(2010, 1, 1), date(2025, 6, 1)), st.integers(1, 60))
def test_counting_is_the_inverse_of_adding(day: date, n: int) -> None:
    calendar = WorkCalendar()
    later = calendar.add(day, n)
    assert calendar.is_workday(later)
    assert calendar.between(day, later) == n == -calendar.between(later, day)


def test_a_citys_own_day_stands_above_the_published_one() -> None:
    flood = SpecialDay(date(2024, 7, 22), False, Label("防汛停工", "Flood"))
    calendar = WorkCalendar([flood, SpecialDay(date(2024, 10, 7), True, NATIONAL)])
    assert not calendar.is_workday(date(2024, 7, 22))
    assert calendar.is_workday(date(2024, 10, 7))
    assert flood in calendar.special_days(2024)


def test_a_year_that_nobody_entered_says_what_to_do() -> None:
    year = max(published_years()) + 1
    with pytest.raises(UnknownYear, match=f"holidays of {year} are not entered") as refused:
        WorkCalendar().add(date(year - 1, 12, 31), 1)
    assert refused.value.words.zh.startswith(f"{year}年的放假安排尚未录入")


def test_a_year_that_a_city_entered_is_known() -> None:
    year = max(published_years()) + 1
    first = date(year, 1, 1)
    new_year = SpecialDay(first, False, Label("元旦", "New Year's Day"))
    calendar = WorkCalendar([new_year], entered_years=[year])
    assert calendar.knows(year)
    assert not calendar.is_workday(first)
    assert calendar.add(first - timedelta(days=1), 1) > first
