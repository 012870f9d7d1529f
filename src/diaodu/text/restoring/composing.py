"""Two passes over one text told as one: what the second did to the outcome of the first, in places of the original."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from diaodu.text.restoring.alignment import Alignment, Change
from diaodu.text.restoring.edits import Restoration
from diaodu.text.span import Span


class Part(NamedTuple):
    """An applied change of either pass; where it stands between the two passes, and in the original."""

    between: Span
    original: Span
    change: Change


def composed(first: Restoration, second: Restoration) -> Restoration:
    """`second` restored what `first` left behind."""
    applied = [as_one(group, first, second) for group in groups(parts(first, second))]
    changes = [*applied, *marks(first, second, applied)]
    return Restoration(first.original, second.text, True, tuple(sorted(changes, key=attrgetter("start", "end"))))


def parts(first: Restoration, second: Restoration) -> list[Part]:
    found = []
    alignment = first.alignment
    for start, change in zip(alignment.restored_starts, alignment.changes, strict=True):
        between = Span(start, start + len(change.became))
        found.append(Part(between, Span(change.start, change.end), change))
    for change in second.alignment.changes:
        between = Span(change.start, change.end)
        found.append(Part(between, first.original_span(between), change))
    return sorted(found, key=lambda part: (part.between.start, part.between.end))


def groups(found: list[Part]) -> Iterator[list[Part]]:
    """What overlaps between the passes belongs together."""
    group: list[Part] = []
    end = 0
    for part in found:
        if group and part.between.start >= end:
            yield group
            group = []
        end = max(end, part.between.end) if group else part.between.end
        group.append(part)
    if group:
        yield group


def as_one(group: list[Part], first: Restoration, second: Restoration) -> Change:
    between = Span(group[0].between.start, max(part.between.end for part in group))
    became = (second.restored_span(between) if len(between) else None) or Span(0, 0)
    origins = tuple(
        first.original_span(second.original_span(Span(place, place + 1))) for place in range(became.start, became.end)
    )
    return Change(
        min(part.original.start for part in group),
        max(part.original.end for part in group),
        became.of(second.text),
        group[-1].change.why,
        min(part.change.confidence for part in group),
        origins=tuple((origin.start, origin.end) for origin in origins),
    )


def marks(first: Restoration, second: Restoration, applied: list[Change]) -> Iterator[Change]:
    """The marks of the second pass and then those of the first, as far as both passes left them alone."""
    taken = {place for change in applied for place in range(change.start, change.end)}
    place_of = Alignment(applied, len(first.original)).place_of
    for mark in [*marks_of_second(first, second), *(change for change in first.changes if not change.applied)]:
        left = [
            place
            for place in range(mark.start, mark.end)
            if place not in taken and first.original[place] == second.text[place_of(place)]
        ]
        taken.update(left)
        yield from [mark] if len(left) == mark.end - mark.start else without_proposal(mark, left, first)


def marks_of_second(first: Restoration, second: Restoration) -> Iterator[Change]:
    for change in second.changes:
        if not change.applied:
            span = first.original_span(Span(change.start, change.end))
            yield change._replace(start=span.start, end=span.end, origins=())


def without_proposal(mark: Change, left: list[int], first: Restoration) -> Iterator[Change]:
    """What is left of a mark, in stretches; nothing is supposed of a part of it."""
    for _, run in groupby(enumerate(left), key=lambda pair: pair[1] - pair[0]):
        places = [place for _, place in run]
        found = Span(places[0], places[-1] + 1)
        yield Change(found.start, found.end, found.of(first.original), mark.why, 0.0, applied=False)
