"""What a value of a rule is, and how a rule that cannot be read says so."""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from diaodu.engine.labels import Label

Value = int | Fraction | bool | str | date | None
"""What a rule takes and gives. None is missing: not reported, or not to be told from what was reported."""


class Kind(StrEnum):
    """What a name or a value is. Money is 分; a share is a ratio, 0.3 for 30 %; a number is a count or a quantity."""

    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    DAY = "day"
    TEXT = "text"
    BOOL = "bool"

    @property
    def label(self) -> Label:
        return _LABELS[self]


NUMERIC = frozenset({Kind.NUMBER, Kind.SHARE, Kind.MONEY})

_LABELS = {
    Kind.NUMBER: Label("数", "a number"),
    Kind.SHARE: Label("比率", "a share"),
    Kind.MONEY: Label("金额", "money"),
    Kind.DAY: Label("日期", "a day"),
    Kind.TEXT: Label("文字", "text"),
    Kind.BOOL: Label("是否", "yes or no"),
}

ACCEPTED: dict[Kind, tuple[type, ...]] = {
    Kind.NUMBER: (int, Fraction),
    Kind.SHARE: (int, Fraction),
    Kind.MONEY: (int, Fraction),
    Kind.DAY: (date,),
    Kind.TEXT: (str,),
    Kind.BOOL: (bool, int),
}


class RuleError(ValueError):
    """A rule that cannot be read: where it stands, the word that is wrong, and why."""

    def __init__(self, file: str, line: int, word: str, message: Label) -> None:
        super().__init__(file, line, word, message)
        self.file = file
        self.line = line
        self.word = word
        self.message = message

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """One line for the person who wrote the rule: file · line · word · what is wrong."""
        place = f"第 {self.line} 行" if language.startswith("zh") else f"line {self.line}"
        parts = (self.file, place if self.line else "", self.word, self.message.in_language(language))
        return " · ".join(part for part in parts if part)
