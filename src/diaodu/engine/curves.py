"""What an annual plan asks for by the end of a period: a straight line, or the plan's own curve."""

from calendar import isleap
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from diaodu.engine.labels import Label
from diaodu.engine.periods import Cadence, Period

_PER_YEAR = {Cadence.YEAR: 1, Cadence.HALF: 2, Cadence.QUARTER: 4, Cadence.MONTH: 12, Cadence.TEN_DAYS: 36}


class NotACurve(ValueError):
    """Points that no annual plan can have."""

    def __init__(self, message: Label) -> None:
        super().__init__(message)
        self.message = message


def share_elapsed(period: Period) -> Fraction:
    """How much of the year is over when the period ends: months of 12, stretches of ten days of 36, weeks by days.

    序时进度 is counted in whole months: nine published gaps of seven sources all fit months/12.
    """
    if period.cadence is not Cadence.WEEK:
        return Fraction(period.number, _PER_YEAR[period.cadence])
    days = 366 if isleap(period.year) else 365
    return Fraction(min((period.last_day - date(period.year, 1, 1)).days + 1, days), days)


def planned_by(amount_fen: int | None, curve: Mapping[str, int] | None, period: Period) -> Fraction | None:
    """Cumulative planned 分 by the end of the period. Missing if the year's amount is.

    Without points the plan runs straight from nothing to the amount. Points are {period code: cumulative 分} of the
    same year; from one to the next the plan runs straight by whole periods, before the first from nothing, after the
    last to the year's amount. So 封丘 could ask for 25 % by the end of April, where the straight line asks for a third.
    """
    if amount_fen is None:
        return None
    elapsed = share_elapsed(period)
    reached, money = Fraction(0), Fraction(0)
    for end, cumulative in _points(amount_fen, curve or {}, period.year):
        if elapsed <= end:
            return money + (cumulative - money) * (elapsed - reached) / (end - reached)
        reached, money = end, Fraction(cumulative)
    return money


def _points(amount_fen: int, curve: Mapping[str, int], year: int) -> list[tuple[Fraction, int]]:
    """(share of the year, cumulative 分) in the order of time, up to the end of the year."""
    points: dict[Fraction, int] = {}
    for code, cumulative in curve.items():
        period = Period.parse(code)
        if period.year != year:
            raise NotACurve(Label(f"{code} 不在 {year} 年内", f"{code} lies outside {year}"))
        if points.setdefault(share_elapsed(period), cumulative) != cumulative:
            raise NotACurve(Label(f"{code} 有两个数", f"{code} has two figures"))
    points.setdefault(Fraction(1), amount_fen)
    ordered = sorted(points.items())
    for (_, earlier), (_, later) in pairwise(ordered):
        if later < earlier:
            raise NotACurve(Label("累计计划不能下降", "a cumulative plan cannot fall"))
    return ordered
