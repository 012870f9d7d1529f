"""Stretches that a column is narrowed to: `100..500`, `2024-01-01..`, or one value alone."""

from datetime import timedelta
from fractions import Fraction

from diaodu.engine.catalogue import BY_CODE as INDICATORS
from diaodu.facts.figures import EPOCH, read_figure
from diaodu.facts.models import NumberUnit
from diaodu.facts.reporting import TypedIn
from diaodu.ledger.columns import Column, Kind

BETWEEN = ".."
Bounds = tuple[int | None, int | None]


def kept_bounds(column: Column, words: str) -> Bounds:
    """The least and the most in the unit that the column's numbers are kept in. Raises NotAFigure."""
    low, between, high = words.partition(BETWEEN)
    least = _kept(column, low) if low.strip() else None
    most = _kept(column, high) if high.strip() else None
    return (least, most) if between else (least, least)


def exact_bounds(column: Column, words: str) -> tuple[Fraction | None, Fraction | None]:
    """The same for an indicator, whose values are exact shares: bounds as typed in the unit that it is shown in."""
    once = 1 / INDICATORS[column.name].shown(Fraction(1))
    low, between, high = words.partition(BETWEEN)
    least = _typed(low) * once if low.strip() else None
    most = _typed(high) * once if high.strip() else None
    return (least, most) if between else (least, least)


def _kept(column: Column, words: str) -> int:
    unit = NumberUnit.DATE if column.kind is Kind.DAY else column.number_unit
    return read_figure(words, unit=unit, typed_in=TypedIn.WAN)


def _typed(words: str) -> Fraction:
    """Hundredths are as fine as anybody asks."""
    return Fraction(read_figure(words, unit=NumberUnit.BASIS_POINT, typed_in=TypedIn.WAN), 100)


def as_day(days: int | None) -> str | None:
    return None if days is None else (EPOCH + timedelta(days=days)).isoformat()
