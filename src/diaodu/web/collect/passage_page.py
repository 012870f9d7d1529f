"""What a piece of evidence shows: the words of a source in their context, and what was recorded from them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise

from diaodu.accounts.models import User
from diaodu.facts.models import Citation, Source
from diaodu.intake.models import Reading
from diaodu.web.collect.columns import Place, Row, SideBySide
from diaodu.web.collect.draft_forms import label_of

_AROUND = 300  # characters shown on either side of the words, at most to the ends of their lines


@dataclass(frozen=True)
class Resting:
    """A field of a record whose evidence these words are."""

    citation: Citation
    by: str

    @property
    def label(self) -> str | Promise:
        return label_of(self.citation.subject.kind, self.citation.field)

    @property
    def value(self) -> str:
        """What was typed in place of the words, or the name that the field is about, else the words."""
        return self.citation.typed or self.citation.field.partition(":")[2] or self.citation.words

    @property
    def at(self) -> datetime:
        return self.citation.entry.recorded_at


@dataclass(frozen=True)
class PassagePage:
    """Characters [start, end) of a source's text, in the lines around them, as known now or at a position."""

    reading: Reading
    start: int
    end: int
    position: int | None = None

    @property
    def source(self) -> Source:
        return self.reading.source

    @property
    def address(self) -> str:
        """The page of the whole text, at these words."""
        return f"{reverse('collect:source', args=[self.source.pk])}?at={self.start}"

    @property
    def is_there(self) -> bool:
        return self.start < self.end <= len(self.reading.original)

    @cached_property
    def rows(self) -> list[Row]:
        side = SideBySide(self.reading.original, self.reading.edits, [Place(self.start, self.end, 0)])
        return side.rows(*self._bounds)

    @property
    def _bounds(self) -> tuple[int, int]:
        text, first = self.reading.original, max(self.start - _AROUND, 0)
        last = text.find("\n", self.end, self.end + _AROUND)
        return text.rfind("\n", first, self.start) + 1 or first, last if last >= 0 else min(
            self.end + _AROUND, len(text)
        )

    @property
    def has_edits(self) -> bool:
        return any(piece.change for row in self.rows for run in row.original for piece in run.pieces)

    @cached_property
    def resting(self) -> list[Resting]:
        """What was recorded from these words, by whom and when."""
        rows = Citation.objects.standing().filter(source=self.source, start__lt=self.end, end__gt=self.start)
        if self.position is not None:
            rows = rows.filter(entry_id__lte=self.position)
        citations = list(rows.select_related("entry", "subject").order_by("start", "pk"))
        names = dict(User.objects.filter(pk__in={each.entry.by for each in citations}).values_list("pk", "name"))
        return [Resting(citation, names.get(citation.entry.by or 0, "")) for citation in citations]
