"""Which day some words mean: a day without its year, the days a page is dated, and by when something is due."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

_FULL_DAY = re.compile(r"(?<!\d)(20\d{2})\s?(?:年|[-/.])\s?(\d{1,2})\s?(?:月|[-/.])\s?(\d{1,2})(?!\d)")
_LONGEST_GAP = timedelta(days=8 * 366)  # between two 29 Februaries around 2100

_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_NUMBER = "[0-9〇零一二三四五六七八九十]{1,4}"
_YEAR = r"(?:(?P<year>20\d{2}|今|本|当|明)年(?:的)?)?"
_END = "(?:底|末)"
_BY = "(?:之前|以前|前|内)?"
_DUE = re.compile(
    rf"(?:于|在|到|至|截至|力争|确保|务必)?(?:"
    rf"{_YEAR}(?P<month>{_NUMBER})月(?:份)?(?:(?P<day>{_NUMBER})[日号]|(?P<month_end>{_END})){_BY}"
    rf"|(?P<this_month>本|当|这个|下个?)?月{_END}{_BY}"
    rf"|{_YEAR.replace('year', 'quarter_year')}(?:第)?(?P<quarter>[1-4一二三四])季度{_END}{_BY}"
    rf"|{_YEAR.replace('year', 'half_year')}上半年{_END}?{_BY}"
    rf"|(?:(?P<end_year>20\d{{2}}|今|本|当|明)年年?|年){_END}{_BY}"
    rf"|(?:(?P<within_year>20\d{{2}}|今|本|当)?年(?:度)?)(?:之|以)?内"
    rf")(?:完成)?"
)


def latest_day(upto: date, *, year: int | None, month: int | None, day: int) -> date | None:
    """The last day not after `upto` that fits what is known of a date; with year and month known, that very day."""
    if year is not None and month is not None:
        return _day(year, month, day)
    current = upto
    while current > upto - _LONGEST_GAP:
        if current.day == day and month in (None, current.month) and year in (None, current.year):
            return current
        current -= timedelta(days=1)
    return None


def full_days(text: str) -> Iterator[date]:
    """The days written out with their year, in order of appearance."""
    for match in _FULL_DAY.finditer(text):
        if (found := _day(*map(int, match.groups()))) is not None:
            yield found


def due_day(words: str, *, said_on: date) -> date | None:
    """The last day that words like 6月15日前, 月底前, 年底前 or 9月底前 leave, when said on a day.

    None for words that do not name one day (尽快, 6月中旬, 15个工作日内): those are not guessed at.
    """
    match = _DUE.fullmatch(re.sub(r"\s", "", words))
    if match is None:
        return None
    part = match.groupdict()
    if part["month"]:
        return _due_in_month(part, said_on)
    if part["quarter"]:
        month = 3 * (_number(part["quarter"]) or 0)
        return _next_month_end(_year(part["quarter_year"], said_on), month, said_on)
    if "上半年" in match[0]:
        return _next_month_end(_year(part["half_year"], said_on), 6, said_on)
    if "月" in match[0]:
        first = said_on.replace(day=1)
        return _month_end(first + timedelta(days=31) if (part["this_month"] or "").startswith("下") else first)
    return date(_year(part["end_year"] or part["within_year"], said_on) or said_on.year, 12, 31)


def _due_in_month(part: dict[str, str | None], said_on: date) -> date | None:
    year, month = _year(part["year"], said_on), _number(part["month"])
    if month is None or not 1 <= month <= 12:
        return None
    if part["month_end"]:
        return _next_month_end(year, month, said_on)
    number = _number(part["day"])
    if number is None:
        return None
    if year is not None:
        return _day(year, month, number)
    this_year = _day(said_on.year, month, number)
    return this_year if this_year and this_year >= said_on else _day(said_on.year + 1, month, number)


def _next_month_end(year: int | None, month: int, said_on: date) -> date:
    end = _month_end(date(year or said_on.year, month, 1))
    return end if year is not None or end >= said_on else _month_end(date(said_on.year + 1, month, 1))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _year(words: str | None, said_on: date) -> int | None:
    if words is None:
        return None
    return int(words) if words.isdigit() else said_on.year + (words == "明")


def _number(words: str | None) -> int | None:
    """12, 十二 or 二十一 as a number below 100."""
    if not words:
        return None
    if words.isascii():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if any(sign not in _DIGITS for sign in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _day(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)
