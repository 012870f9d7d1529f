"""What restoring did: edits, marks, and the way from every restored character back to the original."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from diaodu.text.restoring.alignment import Alignment, Change
from diaodu.text.span import Span

SCRIPT_CONFIDENCE = 0.99


class Why(StrEnum):
    """The reason of an edit, with its words for the reader."""

    READING = "reading", "插入的拼音", "inserted reading"
    SHIFT = "shift", "拼音插断的错位字节", "bytes shifted by an inserted reading"
    CUT = "cut", "标点切断的错位字节", "bytes shifted by a cut at a punctuation mark"
    SCRIPT = "script", "机器转换的繁体字", "character converted to traditional"
    COMMA = "comma", "多余的逗号", "added comma"
    REPEAT = "repeat", "重复的段落", "repeated paragraph"
    FURNITURE = "furniture", "网页装饰", "page furniture"

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> "Why":
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member


REASONS: dict[str, Why] = {why.value: why for why in Why}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change; or, when not applied, one mark: damage that was left as it is because no reading is sure enough."""

    span: Span  # in the original text
    found: str
    became: str
    why: Why
    confidence: float
    applied: bool


@dataclass(frozen=True)
class Restoration:
    """A text as it came and as it is read, with everything in between."""

    original: str
    text: str
    damaged: bool
    changes: tuple[Change, ...] = ()

    @cached_property
    def alignment(self) -> Alignment:
        return Alignment([change for change in self.changes if change.applied], len(self.original))

    def original_span(self, span: Span) -> Span:
        """Where a stretch of the restored text stands in the original."""
        return self.alignment.original(span)

    def restored_span(self, span: Span) -> Span | None:
        """Where a stretch of the original stands in the restored text; None if nothing of it is left."""
        return self.alignment.restored(span)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        return tuple(self._edits())

    @cached_property
    def marks(self) -> tuple[Edit, ...]:
        return tuple(self._edit(change) for change in self.changes if not change.applied)

    def _edit(self, change: Change) -> Edit:
        span = Span(change.start, change.end)
        return Edit(span, span.of(self.original), change.became, REASONS[change.why], change.confidence, change.applied)

    def _edits(self) -> Iterator[Edit]:
        place = 0
        for change in self.changes:
            yield from self._converted(place, change.start)
            yield self._edit(change)
            place = change.end
        yield from self._converted(place, len(self.original))

    def _converted(self, start: int, end: int) -> Iterator[Edit]:
        """The runs of characters between two changes that were put back into simplified script."""
        if start >= end:
            return
        first = self.alignment.place_of(start)
        old, new = self.original[start:end], self.text[first : first + end - start]
        place = 0
        while old != new and place < len(old):
            if old[place] == new[place]:
                place += 1
                continue
            stop = place
            while stop < len(old) and old[stop] != new[stop]:
                stop += 1
            span = Span(start + place, start + stop)
            yield Edit(span, old[place:stop], new[place:stop], Why.SCRIPT, SCRIPT_CONFIDENCE, applied=True)
            place = stop
