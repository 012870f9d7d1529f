"""Values of the ledger as a person writes them: money in 万元, days, choices by their code, which a page translates."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from diaodu.intake.ledger.rows import Value
from diaodu.intake.ledger.targets import Takes, Target

FEN_IN_WAN = 1_000_000
_EPOCH = date(1970, 1, 1).toordinal()
# How many of the kept unit are shown as one, by the unit of a measure.
_UNITS = {Takes.MONEY: "万元", Takes.SHARE: "%"}
_UNITS_OF_MEASURES = {"gbp_penny": "million GBP", "usd_cent": "million USD"}
_SHOWN_AS = {"tonne_ce": 1_000, "quantity": 1_000, "gbp_penny": 100_000_000, "usd_cent": 100_000_000}


def in_words(target: Target, value: Value, units: Mapping[int, str]) -> str:
    """Empty for nothing. A choice stays its code: the page has its word."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return _number(target, value, units)
    return value.isoformat() if isinstance(value, date) else value


def _number(target: Target, value: int, units: Mapping[int, str]) -> str:
    if target.takes is Takes.UNIT:
        return units.get(value, "")
    if target.takes is Takes.DAY:
        return date.fromordinal(_EPOCH + value).isoformat()
    divisor = scale_of(target)
    return f"{Decimal(value) / divisor:,f}" if divisor > 1 else str(value)


def unit_in_words(target: Target) -> str:
    """The unit that a shown number counts; empty for what is no number or counts pieces."""
    return _UNITS_OF_MEASURES.get(target.number_unit) or _UNITS.get(target.takes, "")


def scale_of(target: Target) -> int:
    """How many of the kept unit one shown unit has: 万元 of 分, per cent of basis points, degrees of millionths."""
    if target.takes is Takes.MONEY:
        return FEN_IN_WAN
    if target.takes is Takes.SHARE:
        return 100
    if target.takes is Takes.DEGREES:
        return 1_000_000
    return _SHOWN_AS.get(target.number_unit, 1)
