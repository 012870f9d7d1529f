"""How a value of a rule stands in a sentence, in both languages."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from string import Formatter

from diaodu.engine.labels import Label
from diaodu.engine.rounding import Rounding, Way, digits, round_by
from diaodu.engine.rules import Kind, Value

NOT_REPORTED = Label("（未报）", "(not reported)")
_FEN_PER_WAN = 100 * 10_000
_FEN_PER_YI = _FEN_PER_WAN * 10_000


class Show(StrEnum):
    """What a value is printed as."""

    POINTS = "points"
    """A share as percentage points, without the words for them."""
    PERCENT = "percent"
    MONEY = "money"
    """In 亿元 or 万元, by its size, to the 分."""
    COUNT = "count"
    DAY = "day"
    TEXT = "text"
    YES_NO = "yes_no"


USUAL = {
    Kind.SHARE: Show.PERCENT,
    Kind.MONEY: Show.MONEY,
    Kind.NUMBER: Show.COUNT,
    Kind.DAY: Show.DAY,
    Kind.TEXT: Show.TEXT,
    Kind.BOOL: Show.YES_NO,
}
FITTING: dict[Kind, set[Show]] = {kind: {show} for kind, show in USUAL.items()} | {
    Kind.SHARE: {Show.PERCENT, Show.POINTS}
}


def printed(value: Value, show: Show, rounding: Rounding) -> Label:
    """The value as words. Missing is told as not reported and never as nought."""
    if value is None:
        return NOT_REPORTED
    if isinstance(value, bool):
        return Label("是", "yes") if value else Label("否", "no")
    if isinstance(value, str):
        return Label(value, value)
    if isinstance(value, date):
        return Label(f"{value.year}年{value.month}月{value.day}日", f"{value.day} {value:%B %Y}")
    return _number(value, show, rounding)


def _number(value: int | Fraction, show: Show, rounding: Rounding) -> Label:
    if show is Show.MONEY:
        return _money(value, rounding.way)
    if show is Show.COUNT:
        decimals = 0 if Fraction(value).denominator == 1 else rounding.decimals
        words = digits(value, Rounding(rounding.way, decimals))
        return Label(words, words)
    words = digits(value * 100, rounding)
    return Label(f"{words}%", f"{words}%") if show is Show.PERCENT else Label(words, words)


def _money(amount: int | Fraction, way: Way) -> Label:
    """To the 分, so that amounts that differ read so; a plan that is no whole 分, to two decimals of 万元."""
    fen = amount.numerator
    if amount.denominator != 1:
        fen = int(round_by(Fraction(amount, _FEN_PER_WAN), Rounding(way, 2)) * _FEN_PER_WAN)
    is_large = abs(fen) >= _FEN_PER_YI and fen % _FEN_PER_WAN == 0
    zh = f"{_shifted(fen, 10)}亿元" if is_large else f"{_shifted(fen, 6)}万元"
    return Label(zh, f"{_shifted(fen, 8)} million yuan")


def _shifted(fen: int, places: int) -> str:
    """分 with the point moved so many places to the left, without noughts at the end."""
    whole, part = divmod(abs(fen), 10**places)
    return f"{'-' if fen < 0 else ''}{whole}.{part:0{places}}".rstrip("0").rstrip(".")


def listed(labels: Sequence[Label]) -> Label:
    return Label("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))


def names_in_braces(sentence: Label) -> list[str]:
    """The names that a sentence wants filled in, of both languages. Raises ValueError for a stray brace."""
    parsed = [part for text in (sentence.zh, sentence.en) for part in Formatter().parse(text)]
    return [name for _, name, _, _ in parsed if name is not None]


def filled(sentence: Label, words: Mapping[str, Label]) -> Label:
    """A sentence with the names in braces replaced by their words."""
    return Label(
        sentence.zh.format_map({name: label.zh for name, label in words.items()}),
        sentence.en.format_map({name: label.en for name, label in words.items()}),
    )
