"""The words of a column head: without blanks, unit and this month's numbers, which are told apart."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from diaodu.intake.workbook.slots import PeriodSlot, SlotKind

_BLANKS_IN_HAN = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_SPACES = re.compile(r"\s+")

_UNIT_WORDS = """元 千元 万元 十万元 百万元 亿元 万 亿 人民币 美元 万美元 亿美元 港元 万港元 亿港元 欧元 万欧元
    % 百分比 亩 公顷 平方米 万平方米 ㎡ m² m2 立方米 万立方米 m³ m3 米 m 公里 千米 km
    吨 万吨 吨标煤 吨标准煤 台 套 台套 台/套 个 项 人 户 处 座 天 年 月"""
_UNITS = sorted({unicodedata.normalize("NFKC", unit) for unit in _UNIT_WORDS.split()}, key=len, reverse=True)
_UNIT = "|".join(map(re.escape, _UNITS))
_UNIT_IN_BRACKETS = re.compile(rf"[(\[](?:单位[:为]?|计量单位[:为]?)?({_UNIT})[)\]]", re.IGNORECASE)
_UNIT_AT_END = re.compile(rf"(?:[,:、/]|单位[:为]?)({_UNIT})$", re.IGNORECASE)
_UNIT_ALONE = re.compile(rf"[(\[]?(?:单位[:为]?)?({_UNIT})[)\]]?", re.IGNORECASE)
UNIT_NOTE = re.compile(rf"(?:金额|计量|货币)?单位(?::|为|\()({_UNIT})(?![一-鿿])", re.IGNORECASE)

_BLANK = r"(?:<[^>]*>|[_xXnNmMyY○〇*×]+|\.{2,}|…+|)"
_YEAR = rf"(?:(?P<year>\d{{4}})|{_BLANK})年度?"
_MONTH = rf"(?P<month>\d{{1,2}}|{_BLANK})月(?:份|度|底|末)?"
_DASH = r"[-‐-―~至到]+"
_THIRDS = "上中下"
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class HeadWords:
    """One word of a head. `plain` is alike in every month, `written` as on the sheet; both are without the unit."""

    plain: str
    written: str
    unit: str | None = None
    slot: PeriodSlot | None = None


def tidy(text: str) -> str:
    """In one line, with half-width signs; blanks stay only between Latin words."""
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    return _BLANKS_IN_HAN.sub("", spaced)


def head_words(text: str) -> HeadWords:
    """What one cell of a head says."""
    words = tidy(text)
    if alone := _UNIT_ALONE.fullmatch(words):
        return HeadWords("", "", unit=alone[1])
    unit = "%" if words.endswith("%") else None
    for pattern in (_UNIT_IN_BRACKETS, _UNIT_AT_END):
        if found := pattern.search(words):
            unit, words = found[1], words[: found.start()] + words[found.end() :]
            break
    plain, slot = without_period(words)
    return HeadWords(plain, words, unit, slot)


def without_period(words: str) -> tuple[str, PeriodSlot | None]:
    """The words with the numbers of their period taken out, and the period; the words as they are without one."""
    for pattern, plain, slot in _PATTERNS:
        if found := pattern.search(words):
            return words[: found.start()] + plain(found) + words[found.end() :], slot(found)
    return words, None


def merged_slot(upper: PeriodSlot | None, lower: PeriodSlot | None) -> PeriodSlot | None:
    """What a head and the group above it say together: the lower one rules, the upper one fills its blanks."""
    if upper is None or lower is None:
        return lower or upper
    return replace(
        lower,
        words=f"{upper.words} {lower.words}",
        year=lower.year or upper.year,
        month=lower.month or upper.month,
        ten_days=lower.ten_days or upper.ten_days,
        quarter=lower.quarter or upper.quarter,
    )


def _number(words: str | None) -> int | None:
    return int(words) if words and words.isdecimal() else None


def _before_year(found: re.Match[str]) -> PeriodSlot:
    return PeriodSlot(SlotKind.BEFORE_YEAR, found[0], year=_number(found["year"]))


def _to_month(found: re.Match[str]) -> PeriodSlot:
    return PeriodSlot(
        SlotKind.YEAR_TO_MONTH, found[0], year=_number(found["year"]), first_month=1, month=_number(found["month"])
    )


def _months(found: re.Match[str]) -> PeriodSlot:
    return PeriodSlot(
        SlotKind.MONTHS,
        found[0],
        year=_number(found["year"]),
        first_month=_number(found["first"]),
        month=_number(found["month"]),
    )


def _ten_days(kind: SlotKind) -> Callable[[re.Match[str]], PeriodSlot]:
    def slot(found: re.Match[str]) -> PeriodSlot:
        third = found["third"]
        number = _THIRDS.index(third) + 1 if third and third in _THIRDS else None
        part = found.groupdict()
        return PeriodSlot(
            kind, found[0], year=_number(part.get("year")), month=_number(part.get("month")), ten_days=number
        )

    return slot


def _month(found: re.Match[str]) -> PeriodSlot:
    part = found.groupdict()
    return PeriodSlot(SlotKind.MONTH, found[0], year=_number(part.get("year")), month=_number(part.get("month")))


def _quarter(found: re.Match[str]) -> PeriodSlot:
    sign = found["quarter"]
    number = _QUARTERS.index(sign) + 1 if sign in _QUARTERS else _number(sign)
    return PeriodSlot(SlotKind.QUARTER, found[0], year=_number(found["year"]), quarter=number)


def _plain_slot(kind: SlotKind) -> Callable[[re.Match[str]], PeriodSlot]:
    def slot(found: re.Match[str]) -> PeriodSlot:
        part = found.groupdict()
        return PeriodSlot(kind, found[0], year=_number(part.get("year") or part.get("whole")))

    return slot


def _as(words: str) -> Callable[[re.Match[str]], str]:
    return lambda found: words


def _as_it_is(found: re.Match[str]) -> str:
    return found[0]


def _third_of_month(found: re.Match[str]) -> str:
    return f"{found['third']}旬"


def _named_quarter(found: re.Match[str]) -> str:
    return f"{found['quarter']}季度"


# The first that fits rules, so the longer words stand first.
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str], Callable[[re.Match[str]], PeriodSlot]], ...] = (
    (re.compile(r"(?:(?P<year>\d{4})年|<[^>]*>年|上年|去年|上一年)度?[底末]"), _as("上年底"), _before_year),
    (re.compile(rf"(?:{_YEAR})?1月?{_DASH}{_MONTH}"), _as("1-N月"), _to_month),
    (re.compile(rf"(?:{_YEAR})?(?P<first>\d{{1,2}})月?{_DASH}(?P<month>\d{{1,2}})月份?"), _as("N-N月"), _months),
    (re.compile(rf"[至到](?P<third>[{_THIRDS}本]|{_BLANK})旬"), _as("至N旬"), _ten_days(SlotKind.MONTH_TO_TEN_DAYS)),
    (re.compile(rf"(?:(?:{_YEAR})?{_MONTH})?(?P<third>[{_THIRDS}])旬"), _third_of_month, _ten_days(SlotKind.TEN_DAYS)),
    (re.compile(rf"(?P<third>本|当|{_BLANK})旬"), _as("本旬"), _ten_days(SlotKind.TEN_DAYS)),
    (re.compile(r"自?开工(?:以来|至今|后)|自开工"), _as_it_is, _plain_slot(SlotKind.SINCE_START)),
    (
        re.compile(r"[本今]年(?:累计|以来)|当年累计|年初(?:以来|至今)"),
        _as("1-N月"),
        _plain_slot(SlotKind.YEAR_TO_MONTH),
    ),
    (re.compile(rf"(?:截[至止]|[至到])(?:{_YEAR})?{_MONTH}"), _as("至N月"), _to_month),
    (re.compile(rf"(?:{_YEAR})?第?(?P<quarter>[{_QUARTERS}1-4])季度"), _named_quarter, _quarter),
    (re.compile(rf"^(?:{_YEAR})?{_MONTH}(?!底前)"), _as("N月"), _month),
    (re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月份?|[本当]月"), _as("N月"), _month),
    (re.compile(r"(?P<year>20\d{2})年度?|^(?P<whole>20\d{2})$|[本当今]?年度"), _as("年度"), _plain_slot(SlotKind.YEAR)),
    (re.compile(r"[本当]年|今年(?!开工|竣工)|全年|(?<=占)年(?=计划)"), _as_it_is, _plain_slot(SlotKind.YEAR)),
)
