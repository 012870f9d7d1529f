"""Figures as people type and read them: exact to the fen, in the unit that a form asks for."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from diaodu.facts.models import NumberUnit
from diaodu.facts.reporting import TypedIn

EPOCH = date(1970, 1, 1)
LARGEST = 2**63 - 1
# How many of what is kept make one of what is typed.
SCALES = {
    NumberUnit.COUNT: 1,
    NumberUnit.AREA: 1,
    NumberUnit.DAY: 1,
    NumberUnit.BASIS_POINT: 100,
    NumberUnit.TONNE_CE: 1000,
    NumberUnit.QUANTITY: 1000,
}
FEN = {TypedIn.YUAN: 100, TypedIn.WAN: 1_000_000, TypedIn.YI: 10_000_000_000}
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)


class NotAFigure(ValueError):
    """What was typed is no value of this measure; the message says what to type."""


def scale(unit: str, typed_in: str) -> int:
    return FEN[TypedIn(typed_in)] if unit == NumberUnit.FEN else SCALES[NumberUnit(unit)]


def read_figure(words: str, *, unit: str, typed_in: str) -> int:
    """The number that is kept. Raises NotAFigure, also for more places than can be kept."""
    plain = unicodedata.normalize("NFKC", words).replace("−", "-").replace(" ", "")
    if unit == NumberUnit.DATE:
        return _read_day(plain)
    if not _NUMBER.fullmatch(plain):
        raise NotAFigure(_("“%(words)s” is not a number: type digits alone, without the unit.") % {"words": words})
    exact = Fraction(plain.replace(",", "")) * scale(unit, typed_in)
    if exact.denominator != 1:
        places = len(str(scale(unit, typed_in))) - 1
        raise NotAFigure(_("At most %(n)s digits after the point can be kept.") % {"n": places})
    if abs(exact) > LARGEST:
        raise NotAFigure(_("This number is too large."))
    return int(exact)


def shown_figure(number: int, *, unit: str, typed_in: str, grouped: bool = True) -> str:
    """The kept number in the form's unit, with every digit that it has and none more."""
    if unit == NumberUnit.DATE:
        return (EPOCH + timedelta(days=number)).isoformat()
    exact = Decimal(number) / scale(unit, typed_in)
    words = f"{exact:,f}" if grouped else f"{exact:f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return words.replace("-", "−") if grouped else words


def _read_day(words: str) -> int:
    found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", words, re.ASCII)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise NotAFigure(_("“%(words)s” is not a day: write it as 2024-05-31.") % {"words": words})
    return (day - EPOCH).days
