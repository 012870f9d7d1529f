"""Due days and reminders: the rules of real cities, over real holidays."""

from datetime import date

import pytest

from diaodu.engine.dues import DueRule, due_on, is_reminded
from diaodu.engine.periods import Period
from diaodu.engine.workdays import WorkCalendar

CALENDAR = WorkCalendar()


@pytest.mark.parametrize(
    ("period", "rule", "number", "due"),
    [
        # 月后5个工作日内
        ("2024-04", DueRule.WORKDAYS_AFTER, 5, date(2024, 5, 10)),
        ("2024-09", DueRule.WORKDAYS_AFTER, 5, date(2024, 10, 12)),
        # 旬后2个工作日内, over a made-up Saturday
        ("2024-05X1", DueRule.WORKDAYS_AFTER, 2, date(2024, 5, 13)),
        # 每周二前
        ("2024W18", DueRule.WORKDAYS_AFTER, 2, date(2024, 5, 7)),
        # 次月5日前, 遇节假日顺延
        ("2024-09", DueRule.DAY_OF_NEXT_MONTH, 5, date(2024, 10, 8)),
        ("2024-12", DueRule.DAY_OF_NEXT_MONTH, 5, date(2025, 1, 6)),
        ("2024Q4", DueRule.DAY_OF_NEXT_MONTH, 15, date(2025, 1, 15)),
        ("2024-01", DueRule.DAY_OF_NEXT_MONTH, 31, date(2024, 2, 29)),
    ],
)
def test_the_last_day_in_time(period: str, rule: DueRule, number: int, due: date) -> None:
    assert due_on(Period.parse(period), rule, number, CALENDAR) == due


@pytest.mark.parametrize(
    ("today", "reminded"),
    [
        (date(2024, 10, 9), True),  # three workdays before 12 October
        (date(2024, 10, 10), False),
        (date(2024, 10, 12), False),  # the last day in time is reminded of only when 0 is among the distances
        (date(2024, 10, 14), True),  # one workday late: 13 October is a Sunday
        (date(2024, 10, 13), False),
    ],
)
def test_reminders_fall_on_their_distances(today: date, reminded: bool) -> None:
    due = date(2024, 10, 12)
    assert is_reminded(due, today, before=[3], after=[0, 1], calendar=CALENDAR) is reminded
    assert is_reminded(due, due, before=[0], after=[], calendar=CALENDAR)
