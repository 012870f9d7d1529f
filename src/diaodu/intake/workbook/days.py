"""Days and spans of days, as ledgers write them: 2024年5月, 2009-2011, 2010-, 09.10-11.3, Excel's serial numbers."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from diaodu.engine.labels import Label
from diaodu.intake.workbook.missing import defect, is_missing, misfit, text_of
from diaodu.intake.workbook.table import Cell, Defect

_EPOCH = date(1899, 12, 30)  # day 0 of Excel's serial numbers, its wrong leap day of 1900 allowed for
_SERIALS = range(20_000, 80_000)  # 1954 to 2119; smaller whole numbers are years, larger ones days written 20240501
_YEARS = range(1950, 2100)
_LATEST_SHORT_YEAR = 50  # 09 is 2009; 86 is 1986

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{2})(?:年度?|[./-](?=\d))?"
    r"(?:(?P<month>\d{1,2})(?:月份?|[./-](?=\d))?(?:(?P<day>\d{1,2})[日号]?|(?P<third>[上中下])旬|(?P<end>[底末初]))?"
    r"|第?(?P<quarter>[1-4一二三四])季度[底末]?|(?P<half>[上下])半年|(?P<year_end>[底末初]))?"
)
_MONTH_ONLY = re.compile(r"(?P<month>\d{1,2})(?:月份?)?(?:(?P<day>\d{1,2})[日号]?)?")
_WRITTEN_TOGETHER = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})?")
_ISO_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_YEAR_AND_TWO_DIGITS = re.compile(r"(?P<year>\d{4})-(?P<number>\d{1,2})")
_TO = re.compile(r"\s*(?:--+|[-–—~至到])\s*")
_AROUND = re.compile(r"^(?:计划|预计|拟|拟于|约|暂定)+|(?:之?前|开工|竣工|投产|建成|完工|左右)+$")
_OPEN_END = frozenset({"", "今", "目前", "现在"})
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}

A_DAY = Label("日期，如 2024年5月1日", "a day, such as 2024-05-01")
A_SPAN = Label("起止时间，如 2009年10月-2011年3月", "a span, such as 2009.10-2011.3")


class Edge(StrEnum):
    """Which day of a month, quarter or year is meant: a beginning (开工) is its first, an end (竣工) its last."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Span:
    """From a first to a last day, both inclusive; None where it is open."""

    first: date | None
    last: date | None


def as_date(cell: Cell, edge: Edge | None = None, *, pattern: str = "") -> date | Defect | None:
    """One day. Words that name a month or a year give its first or last day when `edge` says which is meant.

    `pattern` (of `strptime`, such as %m/%d/%Y) is how the days of this column are written abroad; it is tried first.
    """
    if pattern and isinstance(cell.raw, str) and (found := _written_as(pattern, cell.raw)):
        return found
    span = _span(cell, A_DAY, is_day_wanted=True)
    if not isinstance(span, Span):
        return span
    if span.first is None or span.last is None or (span.first != span.last and edge is None):
        return misfit(cell, A_DAY)
    return span.first if edge is Edge.FIRST else span.last


def _written_as(pattern: str, text: str) -> date | None:
    try:
        return datetime.strptime(text.strip(), pattern).replace(tzinfo=UTC).date()
    except ValueError:
        return None


def as_span(cell: Cell) -> Span | Defect | None:
    """The days from when to when. A single month or year is a span of its own."""
    return _span(cell, A_SPAN, is_day_wanted=False)


def _span(cell: Cell, expected: Label, *, is_day_wanted: bool) -> Span | Defect | None:
    raw = cell.raw
    if is_missing(raw):
        return None
    if isinstance(raw, date):
        day = raw.date() if isinstance(raw, datetime) else raw
        return Span(day, day)
    if isinstance(raw, float) and not isinstance(raw, bool):
        return _of_fraction(cell, raw, expected)
    if isinstance(raw, int) and not isinstance(raw, bool) and raw in _SERIALS:
        day = _EPOCH + timedelta(days=raw)
        return Span(day, day)
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        return misfit(cell, expected)
    words = _AROUND.sub("", text_of(raw).replace(" 00:00:00", ""))
    if not is_day_wanted and (ambiguous := _ambiguous(cell, words)) is not None:
        return ambiguous
    span = _of_words(words)
    if span is None:
        return misfit(cell, expected)
    if span.first and span.last and span.first > span.last:
        return defect(cell, expected, Label("结束早于开始，请核对。", "It ends before it begins. Please check."))
    return span


def _of_fraction(cell: Cell, raw: float, expected: Label) -> Span | Defect:
    """2024.5 as a number is May; 2024.1 has lost its zero, or has not."""
    if int(raw) in _SERIALS:
        day = _EPOCH + timedelta(days=int(raw))
        return Span(day, day)
    year, _, digits = f"{raw:.2f}".rstrip("0").partition(".")
    if int(year) not in _YEARS:
        return misfit(cell, expected)
    if digits == "1":
        return defect(
            cell,
            expected,
            Label(
                f"{year}.1可能是1月，也可能是10月（Excel会去掉末尾的零）。请写成{year}年1月或{year}年10月。",
                f"{year}.1 may be January or October (Excel drops the last zero). Write {year}年1月 or {year}年10月.",
            ),
        )
    span = _of_words(f"{year}.{digits}")
    return span or misfit(cell, expected)


def _ambiguous(cell: Cell, words: str) -> Defect | None:
    """2009-11 is 2009 to 2011, or November 2009. 2009-05 and 2009-13 can only be one thing."""
    found = _YEAR_AND_TWO_DIGITS.fullmatch(words)
    if found is None or not 10 <= int(found["number"]) <= 12 or int(found["year"]) % 100 >= int(found["number"]):
        return None
    year, number = found["year"], found["number"]
    return defect(
        cell,
        A_SPAN,
        Label(
            f"“{words}”可能是{year}年{number}月，也可能是{year}年至{year[:2]}{number}年，请写全。",
            f"“{words}” may be month {number} of {year}, or {year} to {year[:2]}{number}. Please write it out.",
        ),
    )


def _of_words(words: str) -> Span | None:
    if found := _ISO_DAY.fullmatch(words):
        return _days(int(found[1]), int(found[3]), int(found[4]))
    if whole := _point(words):
        return whole
    for cut in _TO.finditer(words):
        first, last = words[: cut.start()], words[cut.end() :]
        begins = _point(first)
        if begins is None and first:
            continue
        ends = Span(None, None) if last in _OPEN_END else _point(last) or _within_same_year(first, last)
        if ends is not None and (begins or ends.last):
            return Span(begins.first if begins else None, ends.last)
    return None


def _point(words: str) -> Span | None:
    """A year, half, quarter, month, ten days or day."""
    if together := _WRITTEN_TOGETHER.fullmatch(words):
        return _days(int(together["year"]), int(together["month"]), int(together["day"]) if together["day"] else None)
    found = _POINT.fullmatch(words)
    if found is None or (len(found["year"]) == 2 and not any(found.groups()[1:]) and not words.endswith("年")):
        return None
    year = _full_year(int(found["year"]))
    if found["month"] is None:
        return _part_of_year(year, found)
    month = int(found["month"])
    if found["third"]:
        first = "上中下".index(found["third"]) * 10 + 1
        return _days(year, month, first, last=31 if first > 20 else first + 9)
    if found["end"] and found["end"] != "初":
        return _days(year, month, None, is_end_meant=True)
    return _days(year, month, int(found["day"]) if found["day"] else 1 if found["end"] else None)


def _part_of_year(year: int, found: re.Match[str]) -> Span | None:
    if year not in _YEARS:
        return None
    first, last = 1, 12
    if found["quarter"]:
        quarter = _QUARTERS.get(found["quarter"]) or int(found["quarter"])
        first, last = quarter * 3 - 2, quarter * 3
    elif found["half"]:
        first, last = (1, 6) if found["half"] == "上" else (7, 12)
    elif found["year_end"]:
        day = date(year, 1, 1) if found["year_end"] == "初" else date(year, 12, 31)
        return Span(day, day)
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _within_same_year(first: str, last: str) -> Span | None:
    """2024年3月-5月 and 2021-23: what the second half leaves out stands in the first."""
    begins = _POINT.fullmatch(first)
    if begins is None:
        return None
    if begins["month"] is None:
        return (
            _point(begins["year"][:2] + last) if re.fullmatch(r"\d{2}年?", last) and len(begins["year"]) == 4 else None
        )
    ends = _MONTH_ONLY.fullmatch(last)
    return (
        _days(_full_year(int(begins["year"])), int(ends["month"]), int(ends["day"]) if ends["day"] else None)
        if ends
        else None
    )


def _days(
    year: int, month: int, day: int | None, *, last: int | None = None, is_end_meant: bool = False
) -> Span | None:
    """A day, the days from `day` to `last`, or all of a month."""
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    month_end = monthrange(year, month)[1]
    if is_end_meant:
        return Span(date(year, month, month_end), date(year, month, month_end))
    if day is None:
        return Span(date(year, month, 1), date(year, month, month_end))
    if not 1 <= day <= month_end:
        return None
    return Span(date(year, month, day), date(year, month, min(last or day, month_end)))


def _full_year(year: int) -> int:
    if year >= 100:
        return year
    return year + (2000 if year <= _LATEST_SHORT_YEAR else 1900)
