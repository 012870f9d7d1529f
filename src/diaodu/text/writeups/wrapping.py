"""Lines broken in the middle of a sentence: joined for reading, and every name put back where it stands."""

import re
from bisect import bisect_right
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar, cast

from diaodu.text.span import Span
from diaodu.text.writeups.values import Named

_Value = TypeVar("_Value")
_LINE = re.compile(r"[^\r\n]*(?:\r?\n|\r|$)")
_STOPS = "。！？!?：:；;”）)"
_GOES_ON = "，,、"
_NEW_PARAGRAPH = re.compile(
    r"[\s\u3000]|[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.．、]|[|#*>·•-]"
    "|(?:本报|本网|责任编辑|责编|编辑|编审|审核|记者|来源|作者|时间|日期|地点|主持|出席|参加|列席)[^，。]{0,8}[:： ]"
)
_MARK_INSIDE = re.compile("[，,、。；;]")
_SHORTEST_LINE = 15
_RAGGED = 2


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text without its breaks inside sentences; `starts` and `shifts` say how far each stretch has moved."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> "Unwrapped":
        pieces: list[str] = []
        starts, shifts = [0], [0]
        length = 0
        lines = [line for line in _LINE.findall(source) if line]
        for line, below in zip(lines, [*lines[1:], ""], strict=False):
            bare = line.rstrip("\r\n")
            joins = _is_broken(bare, below.rstrip("\r\n"))
            pieces.append(bare if joins else line)
            length += len(pieces[-1])
            if joins:
                starts.append(length)
                shifts.append(shifts[-1] + len(line) - len(bare))
        return cls("".join(pieces), tuple(starts), tuple(shifts))

    def original_span(self, span: Span) -> Span:
        """The same words in the text as given, breaks between them included."""
        start = self._original_place(span.start)
        return Span(start, self._original_place(span.end - 1) + 1 if len(span) else start)

    def _original_place(self, place: int) -> int:
        return place + self.shifts[bisect_right(self.starts, place) - 1]


def _is_broken(line: str, below: str) -> bool:
    """A full line without a stop, with a line below that is no wider and begins no paragraph of its own."""
    if len(line) < _SHORTEST_LINE or line[-1] in _STOPS or not below or _NEW_PARAGRAPH.match(below):
        return False
    fits = len(below) <= len(line) + _RAGGED
    return line[-1] in _GOES_ON or (fits and _MARK_INSIDE.search(line + below) is not None)


def put_back(value: _Value, unwrapped: Unwrapped, source: str) -> _Value:
    """`value` with every name and span as it stands in the text before its lines were joined."""
    moved: Any = value
    if isinstance(value, Span):
        moved = unwrapped.original_span(value)
    elif isinstance(value, Named):
        moved = Named.at(source, unwrapped.original_span(value.span))
    elif isinstance(value, tuple):
        moved = tuple(put_back(item, unwrapped, source) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: put_back(getattr(value, field.name), unwrapped, source) for field in fields(value)}
        moved = type(value)(**parts)
    return cast(_Value, moved)
