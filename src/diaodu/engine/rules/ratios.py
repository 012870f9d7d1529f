"""Exact ratios of integer columns: nobody divides, comparisons cross-multiply, wide products are decimal(38,0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

_INT64 = 2**63 - 1
_DECIMAL = 10**38 - 1


class TooLarge(ValueError):
    """A product could pass 38 digits."""


@dataclass(frozen=True)
class Whole:
    """A whole number: a constant, or a column of which none is further from zero than `bound`."""

    value: Any
    bound: int

    @classmethod
    def constant(cls, value: int) -> Whole:
        return cls(value, abs(value))

    @property
    def is_constant(self) -> bool:
        return isinstance(self.value, int)

    def is_same_constant(self, other: Whole) -> bool:
        return self.is_constant and other.is_constant and bool(self.value == other.value)

    def column(self, *, wide: bool = False) -> ir.Value:
        if not self.is_constant:
            return self.value.cast("decimal(38, 0)") if wide else self.value
        dtype = "decimal(38, 0)" if wide or self.bound > _INT64 else "int64"
        # Cast from the narrowest type that holds it: written as int64, DuckDB would take a 7 for an INT8.
        return ibis.literal(self.value, None if self.bound <= _INT64 else dtype).cast(dtype)

    def __add__(self, other: Whole) -> Whole:
        return self._joined(other, self.bound + other.bound, lambda a, b: a + b)

    def __mul__(self, other: Whole) -> Whole:
        if self.is_constant and self.value == 1:
            return other
        if other.is_constant and other.value == 1:
            return self
        return self._joined(other, self.bound * other.bound, lambda a, b: a * b)

    def __neg__(self) -> Whole:
        return Whole(-self.value, self.bound)

    def _joined(self, other: Whole, bound: int, join: Any) -> Whole:
        if bound > _DECIMAL:
            raise TooLarge
        if self.is_constant and other.is_constant:
            return Whole.constant(join(self.value, other.value))
        wide = bound > _INT64 or self.bound > _INT64 or other.bound > _INT64
        return Whole(join(self.column(wide=wide), other.column(wide=wide)), bound)


def either(condition: ir.BooleanValue, then: Whole, otherwise: Whole) -> Whole:
    """One or the other; missing where the condition is."""
    bound = max(then.bound, otherwise.bound)
    wide = bound > _INT64
    return Whole(condition.cases((True, then.column(wide=wide)), (False, otherwise.column(wide=wide))), bound)


@dataclass(frozen=True)
class Ratio:
    """over / under, with under above zero, or null where there is nothing to divide by."""

    over: Whole
    under: Whole

    @classmethod
    def whole(cls, over: Whole) -> Ratio:
        return cls(over, Whole.constant(1))

    def __add__(self, other: Ratio) -> Ratio:
        if self.under.is_same_constant(other.under):
            return Ratio(self.over + other.over, self.under)
        return Ratio(self.over * other.under + other.over * self.under, self.under * other.under)

    def __neg__(self) -> Ratio:
        return Ratio(-self.over, self.under)

    def __mul__(self, other: Ratio) -> Ratio:
        return Ratio(self.over * other.over, self.under * other.under)

    def inverse(self) -> Ratio:
        """One over this: the sign moves up, and nought becomes missing."""
        if self.over.is_constant and self.over.value:
            return Ratio(self.under, self.over) if self.over.value > 0 else Ratio(-self.under, -self.over)
        column = self.over.column()
        sign = Whole(column.sign().cast("int64"), 1)
        return Ratio(self.under * sign, Whole(column.abs().nullif(0), self.over.bound))

    def cross(self, other: Ratio) -> tuple[ir.Value, ir.Value]:
        """Two columns that compare as the two ratios do."""
        left, right = self.over * other.under, other.over * self.under
        wide = max(left.bound, right.bound) > _INT64
        return left.column(wide=wide), right.column(wide=wide)

    def columns(self) -> tuple[ir.Value, ir.Value]:
        """Numerator and denominator; both null where the number is missing."""
        over, under = self.over.column(), self.under.column()
        known = over.notnull() & under.notnull()
        return ibis.cases((known, over), else_=ibis.null(over.type())), ibis.cases(
            (known, under), else_=ibis.null(under.type())
        )


def chosen(condition: ir.BooleanValue, then: Ratio, otherwise: Ratio) -> Ratio:
    return Ratio(
        either(condition, then.over, otherwise.over),
        then.under if then.under.is_same_constant(otherwise.under) else either(condition, then.under, otherwise.under),
    )
