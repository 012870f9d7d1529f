"""Rounding, once, at the border: publishers round half up, truncate, or print whole numbers."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Way(StrEnum):
    HALF_UP = "half-up"
    """四舍五入: a half goes away from zero."""
    TRUNCATE = "truncate"
    """Digits are cut off, towards zero."""
    HALF_EVEN = "half-even"
    """A half goes to the even digit."""


class NotARounding(ValueError):
    """The words do not say how to round."""


@dataclass(frozen=True)
class Rounding:
    """How a publisher rounds: the way, and how many decimals it prints. Written `half-up 1`, `truncate 0`."""

    way: Way
    decimals: int

    @classmethod
    def parse(cls, words: str) -> "Rounding":
        found = re.fullmatch(r"(half-up|truncate|half-even) (\d)", words)
        if found is None:
            raise NotARounding(words)
        return cls(Way(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.way} {self.decimals}"


def round_by(value: Fraction | int, rounding: Rounding) -> Fraction:
    """The value to the publisher's digits, still exact."""
    whole = _scaled(value, rounding)
    return Fraction(whole if value >= 0 else -whole, 10**rounding.decimals)


def _scaled(value: Fraction | int, rounding: Rounding) -> int:
    """The distance from nought in units of the last decimal. Whole numbers alone: tables of lights print thousands."""
    under = value.denominator
    over: int = abs(value.numerator) * 10**rounding.decimals
    whole, rest = divmod(over, under)
    if rounding.way is Way.TRUNCATE or 2 * rest < under:
        return whole
    stays_even = rounding.way is Way.HALF_EVEN and 2 * rest == under and whole % 2 == 0
    return whole if stays_even else whole + 1


def digits(value: Fraction | int, rounding: Rounding, *, grouped: bool = False) -> str:
    """The value as a publisher prints it: rounded, with all its decimals, a hyphen as the minus."""
    scaled = _scaled(value, rounding)
    whole, part = divmod(scaled, 10**rounding.decimals)
    sign = "-" if value < 0 and scaled else ""
    words = f"{sign}{whole:,}" if grouped else f"{sign}{whole}"
    return f"{words}.{part:0{rounding.decimals}}" if rounding.decimals else words
