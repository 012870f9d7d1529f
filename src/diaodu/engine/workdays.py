"""The work calendar (工作日历): which days are worked, by the State Council's holidays and make-up days (调休)."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from chinese_calendar.constants import Holiday, holidays, workdays

from diaodu.engine.labels import Label

SATURDAY = 5
# A year's notice names well over a week of free days; a few days at the turn of a year belong to the year before.
FEWEST_DAYS_OF_A_NOTICE = 7


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says: free on a weekday, or worked at a weekend."""

    day: date
    is_work: bool
    name: Label


class UnknownYear(ValueError):
    """Nobody has entered the holidays of this year yet, so its workdays cannot be counted."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year

    @property
    def words(self) -> Label:
        return Label(
            zh=f"{self.year}年的放假安排尚未录入，无法推算工作日。请管理员在“工作日历”中按国务院办公厅通知录入该年放假和调休日期。",
            en=f"The holidays of {self.year} are not entered yet, so its workdays cannot be counted. An administrator"
            " enters them under “Work calendar”, from the State Council's notice.",
        )

    def __str__(self) -> str:
        return self.words.en


@cache
def published() -> dict[date, SpecialDay]:
    """The special days of the notices that this version knows."""
    known = {holiday.value: Label(holiday.chinese, holiday.value) for holiday in Holiday}
    special = {day: SpecialDay(day, False, known[name]) for day, name in holidays.items()}
    return special | {day: SpecialDay(day, True, known[name]) for day, name in workdays.items()}


@cache
def published_years() -> frozenset[int]:
    """The years whose notice this version knows."""
    counted = Counter(day.year for day in published())
    return frozenset(year for year, days in counted.items() if days >= FEWEST_DAYS_OF_A_NOTICE)


class WorkCalendar:
    """The published days, under those that a city entered itself; it says which `entered_years` are complete."""

    def __init__(self, overrides: Iterable[SpecialDay] = (), *, entered_years: Collection[int] = ()) -> None:
        self._special = published() | {special.day: special for special in overrides}
        self._years = published_years() | frozenset(entered_years)

    def knows(self, year: int) -> bool:
        return year in self._years

    def special_days(self, year: int) -> list[SpecialDay]:
        return sorted((one for day, one in self._special.items() if day.year == year), key=lambda one: one.day)

    def is_workday(self, day: date) -> bool:
        """Raises UnknownYear for a year that nobody has entered."""
        if day.year not in self._years:
            raise UnknownYear(day.year)
        special = self._special.get(day)
        return special.is_work if special else day.weekday() < SATURDAY

    def add(self, day: date, n: int) -> date:
        """The n-th workday after the day, before it when n is negative; for 0 the day itself, or the next workday."""
        step = timedelta(days=-1 if n < 0 else 1)
        left = abs(n)
        if left == 0:
            while not self.is_workday(day):
                day += step
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Workdays after the first day up to the last one; negative when the last comes first."""
        if last < first:
            return -self.between(last, first)
        return sum(self.is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
