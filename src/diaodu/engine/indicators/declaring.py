"""How an indicator declares itself, and the few words in which its expression is written."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from diaodu.engine.labels import Label
from diaodu.engine.rounding import Rounding, Way

if TYPE_CHECKING:
    import ibis.expr.types as ir

Table: TypeAlias = "ir.Table"
Number: TypeAlias = "ir.IntegerValue | ir.DecimalValue"
Truth: TypeAlias = "ir.BooleanValue"
Day: TypeAlias = "ir.DateValue"


class IndicatorUnit(StrEnum):
    """What a value is shown in. Shares and points are shown times a hundred."""

    SHARE = "share"
    POINTS = "points"
    MONEY = "money"
    COUNT = "count"

    @property
    def label(self) -> Label:
        return _UNIT_LABELS[self]

    @property
    def rounding(self) -> Rounding:
        """How a page shows it where no scheme says otherwise."""
        return _UNIT_ROUNDING[self]


_UNIT_LABELS = {
    IndicatorUnit.SHARE: Label("%", "%"),
    IndicatorUnit.POINTS: Label("个百分点", "percentage points"),
    IndicatorUnit.MONEY: Label("万元", "10k yuan"),
    IndicatorUnit.COUNT: Label("个", "count"),
}
_UNIT_ROUNDING = {
    IndicatorUnit.SHARE: Rounding(Way.HALF_UP, 2),
    IndicatorUnit.POINTS: Rounding(Way.HALF_UP, 2),
    IndicatorUnit.MONEY: Rounding(Way.HALF_UP, 2),
    IndicatorUnit.COUNT: Rounding(Way.HALF_UP, 0),
}
# What one unit of a computed value is in the unit it is shown in.
_SHOWN_TIMES = {
    IndicatorUnit.SHARE: Fraction(100),
    IndicatorUnit.POINTS: Fraction(100),
    IndicatorUnit.MONEY: Fraction(1, 1_000_000),
    IndicatorUnit.COUNT: Fraction(1),
}


class Better(StrEnum):
    """Which way is good. Some figures only tell a size."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Over(StrEnum):
    """What a group is measured by: its own denominator, or the number of the whole. A project alone has no share in
    the whole: its figure is its number."""

    SAME = "same"
    WHOLE = "whole"


@dataclass(frozen=True)
class Pair:
    """An exact share: two whole numbers, both known or both missing. Nobody divides in the table."""

    numerator: Number
    denominator: Number


@dataclass(frozen=True)
class Figure:
    """A computed value: a whole number, or a numerator over a denominator. No numerator says: missing."""

    numerator: int | None
    denominator: int | None = None

    @property
    def value(self) -> Fraction | None:
        return None if self.numerator is None else Fraction(self.numerator, self.denominator or 1)


@dataclass(frozen=True)
class Indicator:
    """One indicator: its words, where its definition is published, and one expression over `PROJECT_PERIOD`.

    `columns` are those that the expression reads. `arithmetic`, where the value is plain arithmetic of them, says so
    with their names. `silent_means_no` names the columns whose silence is read as “has not happened”.
    Over several projects numerators and denominators are summed, those of the projects that have both.
    """

    code: str
    unit: IndicatorUnit
    better: Better
    label: Label
    rule: Label
    missing: Label
    source: Label
    columns: tuple[str, ...]
    value: Callable[[Table], "Pair | Number"]
    arithmetic: str = ""
    silent_means_no: tuple[str, ...] = ()
    over: Over = Over.SAME

    def shown(self, value: Fraction) -> Fraction:
        """The exact value in the unit that it is shown in: percent, points, 万元."""
        return value * _SHOWN_TIMES[self.unit]


def ratio(numerator: Number, denominator: Number) -> Pair:
    """A share of two columns: missing where one of them is, or where the denominator is zero."""
    known = numerator.notnull() & denominator.notnull() & (denominator != 0)
    return Pair(known.ifelse(numerator, None), known.ifelse(denominator, None))


def wide(number: Number) -> "ir.DecimalValue":
    """A whole number with room for a product: what somebody mistyped by some zeros must not stop a run."""
    return number.cast("decimal(19, 0)")


def per(number: Number, whole: int) -> Pair:
    """A column over a fixed whole."""
    return Pair(number, number.notnull().ifelse(whole, None).cast("int64"))


def share_of(part: Truth, whole: Truth) -> Pair:
    """How many of the projects that are in `whole` are in `part`: 0 or 1 over 1; missing for all others."""
    return Pair(whole.ifelse(part.cast("int64"), None), whole.ifelse(1, None).cast("int64"))


def counted(truth: Truth) -> Number:
    """1 or 0; missing where the truth is."""
    number: Number = truth.cast("int64")
    return number


def happened_by(day: Day, last: Day) -> Truth:
    """Whether the day came by then. No day says no: only for columns in `silent_means_no`."""
    truth: Truth = day.notnull() & (day <= last)
    return truth


def planned_this_year(t: Table) -> Truth:
    """Whether the start is planned in the year of the period; missing where no start is planned."""
    truth: Truth = (t.planned_start_on >= t.year_from_on) & (t.planned_start_on <= t.year_to_on)
    return truth


def start_is_due(t: Table) -> Truth:
    """Whether the start was planned in this year, and by the end of the period."""
    truth: Truth = (t.planned_start_on >= t.year_from_on) & (t.planned_start_on <= t.period_to_on)
    return truth


def has_started(t: Table) -> Truth:
    return happened_by(t.actual_start_on, t.period_to_on)
