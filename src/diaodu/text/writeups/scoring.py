"""How well a reading agrees with gold: exact share for single fields, F1 for lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

SINGLE_FIELDS = ("meeting", "date", "chair")
LIST_FIELDS = ("attendees", "projects", "leads", "directives")
FIELDS = SINGLE_FIELDS + LIST_FIELDS
EMPTY: Mapping[str, Any] = dict.fromkeys(SINGLE_FIELDS) | {name: [] for name in LIST_FIELDS}


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over all write-ups; for single fields a write-up without the field, rightly left empty, is right."""

    right: int
    found: int
    wanted: int

    @property
    def f1(self) -> Fraction:
        """2·right ÷ (found + wanted); 1 when there was nothing to find and nothing was found."""
        total = self.found + self.wanted
        return Fraction(2 * self.right, total) if total else Fraction(1)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)


def score(readings: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, Score]:
    """Plain readings beside their gold, one score for each field."""
    totals = {name: Score(0, 0, 0) for name in FIELDS}
    for got, gold in readings:
        for name in SINGLE_FIELDS:
            totals[name] += Score(int(got[name] == gold[name]), 1, 1)
        for name in LIST_FIELDS:
            totals[name] += _overlap(got[name], gold[name])
    return totals


def _overlap(got: Sequence[Any], wanted: Sequence[Any]) -> Score:
    found, sought = {_key(item) for item in got}, {_key(item) for item in wanted}
    return Score(len(found & sought), len(found), len(sought))


def _key(item: Any) -> Any:
    return (item.get("party"), item["text"]) if isinstance(item, Mapping) else item
