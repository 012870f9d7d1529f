"""When a report is due, and on which days its reminders fall: counted in working days."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from diaodu.engine.periods import Period
from diaodu.engine.workdays import WorkCalendar


class DueRule(StrEnum):
    """How a task says when its reports are due; each takes one number."""

    WORKDAYS_AFTER = "workdays_after"
    DAY_OF_NEXT_MONTH = "day_of_next_month"


def due_on(period: Period, rule: DueRule, number: int, calendar: WorkCalendar) -> date:
    """The last day in time: n workdays after the period's end, or the day of the month after it or the next workday.

    A month that is too short for the day has its last one instead.
    """
    if rule is DueRule.WORKDAYS_AFTER:
        return calendar.add(period.last_day, number)
    year, month = divmod(period.last_day.year * 12 + period.last_day.month, 12)
    day = date(year, month + 1, min(number, monthrange(year, month + 1)[1]))
    return calendar.add(day, 0)


def days_left(due: date, today: date, calendar: WorkCalendar) -> int:
    """Workdays until the day is over that it is due; negative once it is late. 0 is the last day in time."""
    return calendar.between(today, due)


def is_reminded(due: date, today: date, *, before: Iterable[int], after: Iterable[int], calendar: WorkCalendar) -> bool:
    """Whether a reminder falls on this day: so many workdays before it is due, or after. A free day reminds nobody."""
    if not calendar.is_workday(today):
        return False
    left = days_left(due, today, calendar)
    return left in set(before) or -left in set(after) - {0}
