"""How one cell is read for what it fills: words, codes, days, money, choices, units, periods."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from diaodu.engine.labels import Label
from diaodu.engine.periods import Cadence, NotAPeriod, Period
from diaodu.intake.ledger import words
from diaodu.intake.ledger.head_words import head_words, plain_choice
from diaodu.intake.ledger.mapping import ColumnUse
from diaodu.intake.ledger.rows import Value
from diaodu.intake.ledger.targets import CODE, NAME, SPAN, Takes, Target
from diaodu.intake.workbook.amounts import as_money_fen, as_number, as_share
from diaodu.intake.workbook.answers import as_flag, as_name, as_text
from diaodu.intake.workbook.days import Edge, Span, as_date, as_span
from diaodu.intake.workbook.missing import is_missing, text_of
from diaodu.intake.workbook.table import Cell, Defect
from diaodu.projects.codes import INDUSTRY_CODE, PROJECT_CODE

_EPOCH = date(1970, 1, 1).toordinal()
_BETWEEN = re.compile(r"[、,，;；\n]+")
_MILLIONTHS = 1_000_000
# How many of the kept unit one written unit has. Money of other currencies is kept in its own hundredths.
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "万": 10**4, "百万": 10**6, "亿": 10**8}
_CURRENCIES = {"gbp_penny": ("gbp", "英镑", "£"), "usd_cent": ("usd", "美元", "$")}
_KEPT_FROM = {"tonne_ce": 1_000, "quantity": 1_000}


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that says nothing usable: why, and what stands in its place."""

    words: Label
    stops: bool = True
    instead: Value = None


class Knows(Protocol):
    """What reading needs to know beyond the cell."""

    @property
    def unit_named(self) -> Callable[[str], int | None]: ...
    @property
    def own_unit(self) -> str: ...
    @property
    def choices(self) -> Mapping[str, Mapping[str, str]]: ...


Read = Callable[[Cell], Value | Misread]


def reader_of(target: Target, use: ColumnUse, unit: str | None, knows: Knows) -> Read:
    """How the cells of a column are read. The mapping's unit goes before the one in head or sheet."""
    unit = use.unit or unit
    makers: dict[Takes, Callable[[], Read]] = {
        Takes.WORDS: lambda: lambda cell: _within(_of(as_text(cell)), target.most),
        Takes.NAME: lambda: lambda cell: _within(_of(as_name(cell)), target.most),
        Takes.CODE: lambda: lambda cell: _code(cell, target),
        Takes.DAY: lambda: lambda cell: _day(cell, target, use),
        Takes.MONEY: lambda: lambda cell: _of(as_money_fen(cell, unit)),
        Takes.NUMBER: lambda: _number_reader(target, unit),
        Takes.SHARE: lambda: lambda cell: _basis_points(cell, unit),
        Takes.CHOICE: lambda: lambda cell: _choice(cell, target, use, knows),
        Takes.YES_NO: lambda: lambda cell: _of(as_flag(cell)),
        Takes.DEGREES: lambda: _degrees,
        Takes.UNIT: lambda: lambda cell: _unit(cell, use, knows),
        Takes.PERIOD: lambda: lambda cell: _period(cell, use),
        Takes.LIST: lambda: lambda cell: _list(cell, target),
    }
    return makers[target.takes]()


def _of(found: Value | Defect) -> Value | Misread:
    return Misread(found.words) if isinstance(found, Defect) else found


def _within(found: Value | Misread, most: int) -> Value | Misread:
    if isinstance(found, str) and len(found) > most:
        return Misread(words.too_long(most))
    return found


def _code(cell: Cell, target: Target) -> Value | Misread:
    if is_missing(cell.raw):
        return None
    found = text_of(cell.raw)
    shape = {CODE: PROJECT_CODE, "industry": INDUSTRY_CODE}.get(target.code)
    if shape is not None and not shape.fullmatch(found):
        return Misread(words.BAD_CODE if target.code == CODE else words.BAD_INDUSTRY)
    return _within(found, target.most)


def _day(cell: Cell, target: Target, use: ColumnUse) -> Value | Misread:
    found: Value | Misread
    if use.form and isinstance(cell.raw, str) and not is_missing(cell.raw):
        try:
            found = datetime.strptime(text_of(cell.raw), use.form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            found = Misread(words.not_read("日期", f"a day written as {use.form}"))
    elif use.fills == SPAN:
        found = _end_of_span(cell, target)
    else:
        found = _of(as_date(cell, Edge.FIRST if "start" in target.code else Edge.LAST))
    if target.measure and isinstance(found, date):
        return found.toordinal() - _EPOCH
    return found


def _end_of_span(cell: Cell, target: Target) -> Value | Misread:
    """2009-2011 says when it starts and when it ends."""
    found = as_span(cell)
    if isinstance(found, Span):
        return found.first if "start" in target.code else found.last
    return _of(found)


def _number_reader(target: Target, unit: str | None) -> Read:
    scale: int | Label = _KEPT_FROM.get(target.number_unit, 1)
    if target.number_unit in _CURRENCIES:
        scale = _currency_scale(target.number_unit, unit or "")

    def read(cell: Cell) -> Value | Misread:
        if isinstance(scale, Label):
            return Misread(scale)
        if target.number_unit == "count" and isinstance(answer := as_flag(cell), bool):
            return int(answer)  # 是否入统: a yes counts one
        found = as_number(cell)
        if isinstance(found, Decimal):
            return int((found * scale).to_integral_value(ROUND_HALF_UP))
        return _of(found)

    return read


def _currency_scale(kept_in: str, unit: str) -> int | Label:
    """Hundredths in one written unit, such as 100 000 000 in “million GBP”; words when it is another currency's."""
    plain = unit.casefold()
    if not any(name in plain for name in _CURRENCIES[kept_in]):
        return words.other_currency(unit, _CURRENCIES[kept_in][0].upper())
    sizes = sorted((word for word in _SCALES if word in plain), key=len, reverse=True)
    return 100 * (_SCALES[sizes[0]] if sizes else 1)


def _basis_points(cell: Cell, unit: str | None) -> Value | Misread:
    found = as_share(cell, unit)
    if found is None or isinstance(found, Defect):
        return _of(found)
    return round(found * 10_000)


def _choice(cell: Cell, target: Target, use: ColumnUse, knows: Knows) -> Value | Misread:
    if is_missing(cell.raw):
        return None
    found = text_of(cell.raw)
    if found in use.words:
        return use.words[found] or None
    choices, plain = knows.choices[target.code], plain_choice(found)
    value = head_words().choices.get(target.code, {}).get(plain) or choices.get(plain)
    return value if value else Misread(words.unknown_choice(found, "、".join(choices)))


def _degrees(cell: Cell) -> Value | Misread:
    found = as_number(cell)
    return int(found * _MILLIONTHS) if isinstance(found, Decimal) else _of(found)


def _unit(cell: Cell, use: ColumnUse, knows: Knows) -> Value | Misread:
    if is_missing(cell.raw):
        return None
    name = text_of(cell.raw)
    found = knows.unit_named(use.words.get(name, name))
    return found if found is not None else Misread(words.unit_unknown(name, knows.own_unit), stops=False)


def _period(cell: Cell, use: ColumnUse) -> Value | Misread:
    if is_missing(cell.raw):
        return None
    try:
        return Period.parse(text_of(cell.raw)).code
    except NotAPeriod:
        day = _day(cell, _A_DAY, use)
    if isinstance(day, date):
        return Period.holding(day, use.cadence or Cadence.MONTH).code
    return Misread(words.not_read("报告期", "a period such as 2024 or 2024-05"))


def _list(cell: Cell, target: Target) -> Value | Misread:
    if is_missing(cell.raw):
        return None
    names = tuple(dict.fromkeys(name.strip() for name in _BETWEEN.split(str(cell.raw)) if name.strip()))
    return Misread(words.too_long(target.most)) if any(len(name) > target.most for name in names) else names


_A_DAY = Target(NAME, Label("日期", "day"), Takes.DAY)
