"""What a piece of evidence shows: the words of a source in their context, and what was recorded from them."""

import re
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

_SENTENCE_END = re.compile("[。！？]")


@dataclass(frozen=True)
class Resting:
    """A field of a record whose evidence these words are."""

    citation: Citation
    by: str
    restored: str

    @property
    def label(self) -> str | Promise:
        return label_of(self.citation.subject.kind, self.citation.field)

    @property
    def value(self) -> str:
        """What was typed in place of the words, or the name that the field is about, else the words as restored."""
        return self.citation.typed or self.citation.field.partition(":")[2] or self.restored

    @property
    def as_it_came(self) -> str:
        """The words of the source, where they read otherwise."""
        return self.citation.words if self.citation.words != self.value else ""

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
        """To the ends of the lines; of a long line, to the outermost sentence ends within reach, if there are any."""
        text = self.reading.original
        first, last = max(self.start - _AROUND, 0), min(self.end + _AROUND, len(text))
        line_start, line_end = text.rfind("\n", first, self.start) + 1, text.find("\n", self.end, last)
        if not line_start and first:
            found = _SENTENCE_END.search(text, first, self.start)
            line_start = found.end() if found else first
        if line_end < 0:
            ends = [found.end() for found in _SENTENCE_END.finditer(text, self.end, last)]
            line_end = ends[-1] if ends and last < len(text) else last
        return line_start, line_end

    @property
    def is_cut_before(self) -> bool:
        """Whether the line begins before what is shown of it."""
        start = self._bounds[0]
        return start > 0 and self.reading.original[start - 1] != "\n"

    @property
    def is_cut_after(self) -> bool:
        end = self._bounds[1]
        return end < len(self.reading.original) and self.reading.original[end] != "\n"

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
        return [Resting(each, names.get(each.entry.by or 0, ""), self._restored(each)) for each in citations]

    def _restored(self, citation: Citation) -> str:
        if citation.start is None or citation.end is None:
            return citation.words
        rows = SideBySide(self.reading.original, self.reading.edits).rows(citation.start, citation.end)
        return "".join(piece.text for row in rows for run in row.restored for piece in run.pieces)
