"""How well a reading agrees with gold: exact share for single fields, F1 for lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from diaodu.text.writeups.values import WriteUp

SINGLE_FIELDS = ("meeting", "date", "chair")
LIST_FIELDS = ("attendees", "projects", "leads", "directives")
FIELDS = SINGLE_FIELDS + LIST_FIELDS


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


def plain(write_up: WriteUp) -> dict[str, Any]:
    """The reading as plain names, in the shape of the gold and of `diaodu extract`."""
    return {
        "meeting": write_up.meeting.text if write_up.meeting else None,
        "ordinal": write_up.ordinal.number if write_up.ordinal else None,
        "date": write_up.date.text if write_up.date else None,
        "chair": write_up.chair.text if write_up.chair else None,
        "attendees": [person.text for person in write_up.attendees],
        "projects": [project.name.text for project in write_up.projects],
        "leads": [lead.text for lead in write_up.leads],
        "directives": [
            {"party": directive.party.text if directive.party else None, "text": directive.text.text}
            for directive in write_up.directives
        ],
    }


def score(readings: Iterable[tuple[WriteUp, Mapping[str, Any]]]) -> dict[str, Score]:
    """Reading and gold side by side, one score for each field."""
    totals = {name: Score(0, 0, 0) for name in FIELDS}
    for write_up, gold in readings:
        got = plain(write_up)
        for name in SINGLE_FIELDS:
            totals[name] += Score(int(got[name] == gold[name]), 1, 1)
        for name in LIST_FIELDS:
            totals[name] += _overlap(got[name], gold[name])
    return totals


def _overlap(got: Sequence[Any], wanted: Sequence[Any]) -> Score:
    found, sought = {_key(item) for item in got}, {_key(item) for item in wanted}
    return Score(len(found & sought), len(found), len(sought))


def _key(item: Any) -> Any:
    return (item["party"], item["text"]) if isinstance(item, Mapping) else item
