"""Rows that a viewer may see, as they stand now or as they were known at a position."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from ninja import Field, Schema

from diaodu.accounts.known import Known as Knowledge
from diaodu.accounts.viewer import Viewer
from diaodu.api.errors import not_found
from diaodu.facts.models import Citation
from diaodu.journal.models import Entry

Row = TypeVar("Row", bound=Model)


class UnitRef(Schema):
    """A unit under the name it had then."""

    id: int
    name: str


class PersonRef(Schema):
    """A person under their name."""

    id: int
    name: str


class PlaceOut(Schema):
    """Where something is said: one place – characters of the text before restoring, a cell, a page – or a typist."""

    source: int | None = Field(
        description="Id of the source. It follows its own row scope: not every reader may open it."
    )
    start: int | None
    end: int | None
    sheet: str | None
    cell: str | None
    page: int | None
    typed_by: PersonRef | None = Field(description="Who typed it, where it stands in no source.")


class CitationOut(PlaceOut):
    """The evidence of a field: its place and the words there."""

    field: str
    words: str
    typed: str = Field(description="What a person put in place of the words; empty where they were kept.")
    position: int


class Known(Knowledge):
    """What one caller may know, with the words of the interface for it."""

    @classmethod
    def at(cls, viewer: Viewer, asked: int | datetime | None) -> "Known":
        if asked is None:
            return cls(viewer, None, viewer.day)
        position = asked if isinstance(asked, int) else Entry.objects.position_at(asked)
        last = Entry.objects.filter(position__lte=position).order_by("-position").first()
        return cls(viewer, position, timezone.localdate(last.recorded_at) if last else viewer.day)

    def unit(self, unit_id: int) -> UnitRef:
        return UnitRef(id=unit_id, name=self.tree.name(unit_id))

    def one(self, rows: QuerySet[Row], wanted: int, *, key: str = "id") -> Row:
        """The row with this key, or the refusal that tells nothing of what is out of scope."""
        found = rows.filter(**{key: wanted}).first()
        if found is None:
            raise not_found()
        return found

    def citations(self, subject_ids: Iterable[int]) -> dict[int, list[CitationOut]]:
        """The latest citation of each field by subject, in the order of the fields; one query."""
        rows = Citation.objects.filter(subject_id__in=subject_ids).select_related("typed_by")
        if self.position is None:
            rows = rows.standing()
        else:
            rows = rows.filter(entry_id__lte=self.position).exclude(withdrawal__entry_id__lte=self.position)
        latest = {(row.subject_id, row.field): row for row in rows.order_by("field", "id")}
        found: dict[int, list[CitationOut]] = {}
        for row in latest.values():
            found.setdefault(row.subject_id, []).append(_shown(row))
        return found


def _shown(row: Citation) -> CitationOut:
    return CitationOut(
        field=row.field,
        source=row.source_id,
        start=row.start,
        end=row.end,
        sheet=row.sheet,
        cell=row.cell,
        page=row.page,
        typed_by=PersonRef(id=row.typed_by.pk, name=row.typed_by.name) if row.typed_by else None,
        words=row.words,
        typed=row.typed,
        position=row.entry_id,
    )
