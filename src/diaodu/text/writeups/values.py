"""What a write-up says, as values; every name carries the characters it stands on."""

import re
from dataclasses import dataclass

from diaodu.text.span import Span

_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """Words exactly as they stand in the text, with their place."""

    text: str
    span: Span

    @classmethod
    def at(cls, source: str, span: Span) -> "Named":
        """The words of `source` at `span`: a name that does not stand in the text cannot be made this way."""
        return cls(span.of(source), span)

    @property
    def words(self) -> str:
        """The text in one line: a page may break its lines inside a name."""
        return _LINE_BREAK.sub("", self.text)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """第十次 → 10, with the place of the words."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class DateWords:
    """The meeting's day as written; what the words leave out (often the year, rarely the month) is None."""

    text: str
    span: Span
    year: int | None
    month: int | None
    day: int
    part_of_day: str | None


@dataclass(frozen=True, slots=True)
class ProjectMention:
    """A project that the meeting took up, and the programme the sentence puts it in."""

    name: Named
    programme: Named | None


@dataclass(frozen=True, slots=True)
class Directive:
    """One demand. `carried` tells that the party was named in an earlier sentence of the same speech."""

    party: Named | None
    text: Named
    due: Named | None
    number: int | None
    speaker: Named
    act: Named
    carried: bool


@dataclass(frozen=True, slots=True)
class WriteUp:
    """Everything read from one write-up. What is not there is None or empty, never guessed."""

    meeting: Named | None = None
    ordinal: Ordinal | None = None
    series: tuple[Named, ...] = ()
    date: DateWords | None = None
    chair: Named | None = None
    attendees: tuple[Named, ...] = ()
    projects: tuple[ProjectMention, ...] = ()
    leads: tuple[Named, ...] = ()
    directives: tuple[Directive, ...] = ()
    asks: tuple[Named, ...] = ()
