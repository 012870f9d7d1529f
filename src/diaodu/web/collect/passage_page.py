"""What a piece of evidence shows: the words of a source in their context, and what rests on them."""


from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from diaodu.accounts.models import User
from diaodu.facts.models import Citation
from diaodu.intake.models import Reading
from diaodu.web.collect.columns import Place, Row, SideBySide

_AROUND = 300  # characters shown on either side of the words, at most to the ends of their lines


@dataclass(frozen=True)
class Resting:
    """A field of a record whose evidence these words are."""

    citation: Citation
    by: str
    at: datetime


@dataclass(frozen=True)
class PassagePage:
    """Characters [start, end) of a source's text, in the lines around them."""

    reading: Reading
    start: int
    end: int

    @property
    def is_there(self) -> bool:
        return self.start < self.end <= len(self.reading.original)

    @cached_property
    def bounds(self) -> tuple[int, int]:
        text = self.reading.original
        first = text.rfind("\n", max(self.start - _AROUND, 0), self.start) + 1 or max(self.start - _AROUND, 0)
        last = text.find("\n", self.end, self.end + _AROUND)
        return first, last if last >= 0 else min(self.end + _AROUND, len(text))

    @cached_property
    def rows(self) -> list[Row]:
        side = SideBySide(self.reading.original, self.reading.edits, [Place(self.start, self.end, 0)])
        return side.rows(*self.bounds)

    @cached_property
    def resting(self) -> list[Resting]:
        """What was recorded from these words, by whom and when."""
        citations = Citation.objects.filter(source=self.reading.source, start__lt=self.end, end__gt=self.start)
        rows = list(citations.select_related("entry", "subject").order_by("start", "pk"))
        names = dict(User.objects.filter(pk__in={row.entry.by for row in rows}).values_list("pk", "name"))
        return [Resting(row, names.get(row.entry.by or 0, ""), row.entry.recorded_at) for row in rows]
