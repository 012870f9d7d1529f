"""A text for two columns: the original beside the restored text, line by line, with its edits and places of drafts."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diaodu.text.restoring import Why

Edit = Mapping[str, Any]  # one of `Reading.edits`: start, end, found, became, why, confidence, applied

WINDOW = 6_000  # characters on one page of a long text
SURE = 0.9


class Grade(StrEnum):
    """How sure an edit is; a mark was left as it is."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    MARK = "mark"


def grade(edit: Edit) -> Grade:
    if not edit["applied"]:
        return Grade.MARK
    return Grade.SURE if edit["confidence"] >= SURE else Grade.DOUBTFUL


_WHYS = {why.value: why for why in Why}


def words_of(whys: Iterable[str]) -> str:
    """The reasons of an edit in the language that is active now."""
    if (get_language() or "").startswith("zh"):
        return "、".join(_WHYS[why].zh for why in whys)
    return ", ".join(_WHYS[why].en for why in whys)


def graded(edits: Iterable[Edit]) -> dict[str, int]:
    """How many edits there are of each grade."""
    found = Counter(grade(edit) for edit in edits)
    return {each.value: found[each] for each in Grade}


@dataclass(frozen=True, slots=True)
class Change:
    """One edit, or several that touch each other and are equally sure, shown as one."""

    start: int
    end: int
    found: str
    became: str
    whys: tuple[str, ...]
    confidence: float
    grade: Grade

    @property
    def is_left_out(self) -> bool:
        """Whole lines that the restored text does without: page furniture and repeats."""
        return not self.became and "\n" in self.found and self.grade is not Grade.MARK

    @property
    def why(self) -> str:
        return words_of(self.whys)

    @property
    def lines(self) -> int:
        return self.found.strip("\n").count("\n") + 1

    @property
    def words(self) -> str:
        """What was found, what it became and why, in the language that is active now."""
        values = {
            "found": self.found.strip(),
            "became": self.became,
            "why": self.why,
            "percent": int(self.confidence * 100),
        }
        if self.grade is Grade.MARK:
            return _("“%(found)s” was left as it is (%(why)s): no reading of it is sure enough.") % values
        if not self.became:
            return _("“%(found)s” was taken out: %(why)s; %(percent)d %% sure.") % values
        return _("“%(found)s” became “%(became)s”: %(why)s; %(percent)d %% sure.") % values


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft found something: characters [start, end) of the original."""

    start: int
    end: int
    draft: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters shown alike: unchanged, or of one change."""

    start: int
    text: str
    change: Change | None
    drafts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces side by side on which the same drafts stand; open while one of those waits for a decision."""

    drafts: tuple[int, ...]
    pieces: tuple[Piece, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the original beside what became of it; or lines that were left out."""

    number: int
    original: tuple[Run, ...]
    restored: tuple[Run, ...]
    left_out: Change | None


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a long text that one page shows."""

    start: int
    end: int
    number: int
    starts: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return len(self.starts) == 1

    @property
    def previous(self) -> int | None:
        return self.starts[self.number - 2] if self.number > 1 else None

    @property
    def following(self) -> int | None:
        return self.starts[self.number] if self.number < len(self.starts) else None


def window(text: str, at: int) -> Window:
    """The window that holds a character. Windows end with a line, unless a line is very long."""
    starts = [0]
    while starts[-1] + WINDOW < len(text):
        cut = text.find("\n", starts[-1] + WINDOW - 1, starts[-1] + 2 * WINDOW) + 1
        starts.append(cut or min(starts[-1] + 2 * WINDOW, len(text)))
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    number = max(bisect_right(starts, at), 1)
    end = starts[number] if number < len(starts) else len(text)
    return Window(starts[number - 1], end, number, tuple(starts))


class Cover:
    """Which drafts stand on a stretch of the original."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.bounds = sorted({bound for place in places for bound in (place.start, place.end)})
        self._standing: list[set[int]] = [set() for _ in self.bounds]
        for place in places:
            for step in range(bisect_left(self.bounds, place.start), bisect_left(self.bounds, place.end)):
                self._standing[step].add(place.draft)

    def drafts(self, start: int, end: int) -> tuple[int, ...]:
        steps = slice(max(bisect_right(self.bounds, start) - 1, 0), bisect_left(self.bounds, end))
        return tuple(sorted(set().union(*self._standing[steps])))

    def bounds_within(self, start: int, end: int) -> list[int]:
        return self.bounds[bisect_right(self.bounds, start) : bisect_left(self.bounds, end)]


@dataclass(frozen=True)
class SideBySide:
    """A text, its edits in order, and where its drafts stand."""

    text: str
    edits: Sequence[Edit]
    places: Sequence[Place] = ()
    open_drafts: frozenset[int] = frozenset()

    @cached_property
    def cover(self) -> Cover:
        return Cover(self.places)

    def rows(self, start: int, end: int) -> list[Row]:
        """The lines of [start, end). Lines with nothing on them only count."""
        changes = self._changes(start, end)
        number = self.text.count("\n", 0, start) + 1
        rows: list[Row] = []
        for first, last in pairwise(self._cuts(start, end, changes)):
            low = bisect_right(changes, first, key=lambda change: change.end)
            inside = changes[low : bisect_left(changes, last, key=lambda change: change.start)]
            lines = self.text[first:last]
            if inside and inside[0].is_left_out:
                rows.append(Row(number, (), (), inside[0]))
            elif lines.strip():
                stop = last - 1 if lines.endswith("\n") and not (inside and inside[-1].end == last) else last
                original = self._runs(first, stop, inside, is_original=True)
                rows.append(Row(number, original, self._runs(first, stop, inside, is_original=False), None))
            number += lines.count("\n")
        return rows

    def _changes(self, start: int, end: int) -> list[Change]:
        """The changes of [start, end), clipped to it."""
        low = bisect_right(self.edits, start, key=lambda edit: int(edit["end"]))
        high = bisect_left(self.edits, end, key=lambda edit: int(edit["start"]))
        stops = set(self.cover.bounds_within(start, end))
        changes: list[Change] = []
        for edit in self.edits[low:high]:
            change = self._change(edit, start, end)
            if changes and _is_one(changes[-1], change) and change.start not in stops:
                change = _joined(changes.pop(), change)
            changes.append(change)
        return changes

    def _change(self, edit: Edit, start: int, end: int) -> Change:
        low, high = max(edit["start"], start), min(edit["end"], end)
        became = edit["became"] if edit["start"] >= start else ""
        return Change(low, high, self.text[low:high], became, (edit["why"],), edit["confidence"], grade(edit))

    def _cuts(self, start: int, end: int, changes: Sequence[Change]) -> list[int]:
        """Where one row ends and the next begins: after line breaks that no change swallows, around left-out lines."""
        cuts = {start, end}
        position = self.text.find("\n", start, end) + 1
        while position:
            cuts.add(position)
            position = self.text.find("\n", position, end) + 1
        for change in changes:
            if "\n" in change.found:
                cuts -= set(range(change.start + 1, change.end))
            if change.is_left_out:
                cuts |= {change.start, change.end}
        return sorted(cuts)

    def _runs(self, start: int, end: int, changes: Sequence[Change], *, is_original: bool) -> tuple[Run, ...]:
        pieces = self._pieces(start, end, changes, is_original=is_original)
        grouped = groupby(pieces, key=lambda piece: piece.drafts)
        return tuple(Run(drafts, tuple(each), not self.open_drafts.isdisjoint(drafts)) for drafts, each in grouped)

    def _pieces(self, start: int, end: int, changes: Sequence[Change], *, is_original: bool) -> Iterator[Piece]:
        place = start
        for change in changes:
            yield from self._plain(place, change.start)
            shown = change.found if is_original or change.grade is Grade.MARK else change.became
            yield Piece(change.start, shown, change, self.cover.drafts(change.start, change.end))
            place = change.end
        yield from self._plain(place, end)

    def _plain(self, start: int, end: int) -> Iterator[Piece]:
        """Unchanged characters, cut where a draft's place begins or ends."""
        if start < end:
            for low, high in pairwise([start, *self.cover.bounds_within(start, end), end]):
                yield Piece(low, self.text[low:high], None, self.cover.drafts(low, high))


def _is_one(before: Change, change: Change) -> bool:
    same = before.end == change.start and before.grade is change.grade and before.is_left_out is change.is_left_out
    return same and (not change.is_left_out or before.whys == change.whys)


def _joined(before: Change, change: Change) -> Change:
    return Change(
        start=before.start,
        end=change.end,
        found=before.found + change.found,
        became=before.became + change.became,
        whys=tuple(dict.fromkeys((*before.whys, *change.whys))),
        confidence=min(before.confidence, change.confidence),
        grade=change.grade,
    )
