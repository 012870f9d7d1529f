"""Which characters of the original a stretch of the restored text comes from, and back."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from diaodu.text.span import Span


class Change(NamedTuple):
    """original[start:end] became something of another length, or would have, were it surer."""

    start: int
    end: int
    became: str
    why: str
    confidence: float
    applied: bool = True
    origins: tuple[tuple[int, int], ...] = ()  # of each character of `became`, when finer than the whole


class Alignment:
    """Offsets through a list of applied changes in order; between two changes both texts run in parallel."""

    def __init__(self, changes: Sequence[Change], length: int) -> None:
        self.changes = changes
        self.original_starts = [change.start for change in changes]
        self.restored_starts: list[int] = []
        grown = 0
        for change in changes:
            self.restored_starts.append(change.start + grown)
            grown += len(change.became) - (change.end - change.start)
        self.length = length + grown

    def original(self, span: Span) -> Span:
        if span.end > self.length:
            raise ValueError(f"not in the restored text: {span}")
        if span.start == span.end:
            place = self._origin(span.start)[0] if span.start < self.length else self._end()
            return Span(place, place)
        ends = [self._origin(span.start), self._origin(span.end - 1)]
        return Span(min(start for start, _ in ends), max(end for _, end in ends))

    def restored(self, span: Span) -> Span | None:
        start, end = self._place(span.start, at_end=False), self._place(span.end, at_end=True)
        return Span(start, end) if start < end or span.start == span.end else None

    def place_of(self, place: int) -> int:
        """Restored offset of an original offset that lies outside all changes."""
        return self._place(place, at_end=False)

    def _origin(self, place: int) -> tuple[int, int]:
        index = bisect_right(self.restored_starts, place) - 1
        if index < 0:
            return place, place + 1
        change = self.changes[index]
        within = place - self.restored_starts[index]
        if within < len(change.became):
            return change.origins[within] if change.origins else (change.start, change.end)
        start = change.end + within - len(change.became)
        return start, start + 1

    def _end(self) -> int:
        if not self.changes:
            return self.length
        last = self.changes[-1]
        return last.end + self.length - self.restored_starts[-1] - len(last.became)

    def _place(self, place: int, *, at_end: bool) -> int:
        index = bisect_right(self.original_starts, place - 1 if at_end else place) - 1
        if index < 0:
            return place
        change = self.changes[index]
        first, last = self.restored_starts[index], self.restored_starts[index] + len(change.became)
        if place >= change.end:
            return last + place - change.end
        return last if at_end else first
