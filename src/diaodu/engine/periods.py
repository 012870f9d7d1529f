"""Periods of reports: year, half, quarter, month, ten days (旬), ISO week."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering

from diaodu.engine.labels import Label

_CODE = re.compile(
    r"(?P<year>\d{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|W(?P<week>[0-5]\d)"
    r"|-(?P<month>0[1-9]|1[0-2])(?:X(?P<ten_days>[123]))?)?"
)
_TEN_DAYS = (("上", "early"), ("中", "mid"), ("下", "late"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Cadence(StrEnum):
    """How often something is reported, from the longest period to the shortest."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    TEN_DAYS = "ten_days"
    WEEK = "week"


class NotAPeriod(ValueError):
    """The words are not the code of a period."""


@total_ordering
@dataclass(frozen=True)
class Period:
    """A stretch of days that reports are about. Its code says which: 2024, 2024H1, 2024Q2, 2024-05, 2024-05X1, 2024W16.

    `number` counts within the year: half, quarter, month, ISO week, or ten-day stretch (1 to 36).
    Periods sort by their last day, a longer one after the shorter ones that it ends with.
    """

    cadence: Cadence
    year: int
    number: int = 1

    @classmethod
    def parse(cls, code: str) -> "Period":
        """The period of a code. Raises NotAPeriod, also for a week that its year does not have."""
        found = _CODE.fullmatch(code)
        if found is None:
            raise NotAPeriod(code)
        year = int(found["year"])
        if found["ten_days"]:
            return cls(Cadence.TEN_DAYS, year, (int(found["month"]) - 1) * 3 + int(found["ten_days"]))
        for cadence in (Cadence.HALF, Cadence.QUARTER, Cadence.MONTH, Cadence.WEEK):
            if found[cadence.value]:
                period = cls(cadence, year, int(found[cadence.value]))
                if cadence is Cadence.WEEK and not 1 <= period.number <= _weeks(year):
                    raise NotAPeriod(code)
                return period
        return cls(Cadence.YEAR, year)

    @classmethod
    def holding(cls, day: date, cadence: Cadence) -> "Period":
        """The period of this cadence that the day lies in. A week belongs to its ISO year."""
        if cadence is Cadence.WEEK:
            iso = day.isocalendar()
            return cls(cadence, iso.year, iso.week)
        number = {
            Cadence.YEAR: 1,
            Cadence.HALF: (day.month + 5) // 6,
            Cadence.QUARTER: (day.month + 2) // 3,
            Cadence.MONTH: day.month,
            Cadence.TEN_DAYS: (day.month - 1) * 3 + min((day.day + 9) // 10, 3),
        }[cadence]
        return cls(cadence, day.year, number)

    @property
    def code(self) -> str:
        return _CODES[self.cadence](self.year, self.number)

    @property
    def first_day(self) -> date:
        if self.cadence is Cadence.WEEK:
            return date.fromisocalendar(self.year, self.number, 1)
        if self.cadence is Cadence.TEN_DAYS:
            month, third = divmod(self.number - 1, 3)
            return date(self.year, month + 1, third * 10 + 1)
        return date(self.year, (self.number - 1) * 12 // _PER_YEAR[self.cadence] + 1, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    @property
    def months_elapsed(self) -> int:
        """Whole months of the year over by the last day: the numerator of 时间进度."""
        after = self.next().first_day
        return 12 if after.year > self.last_day.year else after.month - 1

    def next(self) -> "Period":
        last = _weeks(self.year) if self.cadence is Cadence.WEEK else _PER_YEAR[self.cadence]
        if self.number < last:
            return Period(self.cadence, self.year, self.number + 1)
        return Period(self.cadence, self.year + 1)

    def previous(self) -> "Period":
        return Period.holding(self.first_day - timedelta(days=1), self.cadence)

    def as_cadence(self, cadence: Cadence) -> "Period":
        """The period of another cadence that holds the last day."""
        return Period.holding(self.last_day, cadence)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __lt__(self, other: "Period") -> bool:
        return (self.last_day, other.first_day) < (other.last_day, self.first_day)

    @property
    def label(self) -> Label:
        return _LABELS[self.cadence](self.year, self.number)


def _weeks(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def _ten_days(number: int) -> tuple[int, int]:
    """(month, third) of a ten-day stretch, both from 0."""
    return divmod(number - 1, 3)


_PER_YEAR = {Cadence.YEAR: 1, Cadence.HALF: 2, Cadence.QUARTER: 4, Cadence.MONTH: 12, Cadence.TEN_DAYS: 36}
_CODES: dict[Cadence, Callable[[int, int], str]] = {
    Cadence.YEAR: lambda year, _: f"{year}",
    Cadence.HALF: lambda year, number: f"{year}H{number}",
    Cadence.QUARTER: lambda year, number: f"{year}Q{number}",
    Cadence.MONTH: lambda year, number: f"{year}-{number:02}",
    Cadence.TEN_DAYS: lambda year, number: f"{year}-{_ten_days(number)[0] + 1:02}X{_ten_days(number)[1] + 1}",
    Cadence.WEEK: lambda year, number: f"{year}W{number:02}",
}
_LABELS: dict[Cadence, Callable[[int, int], Label]] = {
    Cadence.YEAR: lambda year, _: Label(f"{year}年", f"{year}"),
    Cadence.HALF: lambda year, number: Label(f"{year}年{'上下'[number - 1]}半年", f"H{number} {year}"),
    Cadence.QUARTER: lambda year, number: Label(f"{year}年{'一二三四'[number - 1]}季度", f"Q{number} {year}"),
    Cadence.MONTH: lambda year, number: Label(f"{year}年{number}月", f"{_MONTHS[number - 1]} {year}"),
    Cadence.TEN_DAYS: lambda year, number: Label(
        f"{year}年{_ten_days(number)[0] + 1}月{_TEN_DAYS[_ten_days(number)[1]][0]}旬",
        f"{_TEN_DAYS[_ten_days(number)[1]][1]} {_MONTHS[_ten_days(number)[0]]} {year}",
    ),
    Cadence.WEEK: lambda year, number: Label(f"{year}年第{number}周", f"Week {number}, {year}"),
}
