"""Directives: what meetings demanded of somebody."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema

from diaodu.api.access import Request
from diaodu.api.asking import AskedAsOf, AskedPage, Day, Id, Name, Page, page_of
from diaodu.api.errors import answers
from diaodu.api.known import CitationOut, Known
from diaodu.meetings.models import Directive, DirectiveKind, Meeting

router = Router(tags=["directives"])


class DirectiveOut(Schema):
    """What a meeting demanded, in its own words, with its evidence."""

    id: int
    subject: int = Field(description="What its facts are about.")
    meeting: int = Field(description="Id of the meeting.")
    order: int
    kind: DirectiveKind
    number: int | None = Field(description="Its number in the text, where it has one.")
    party: str = Field(description="Who it addresses; empty when the text names nobody.")
    text: str
    due_words: str
    due_on: date | None
    citations: list[CitationOut]


class AskedDirectives(AskedPage):
    unit: Id | None = Field(None, description="Of meetings convened by this unit or one below it.")
    meeting: Id | None = Field(None, description="Of this meeting.")
    kind: DirectiveKind | None = None
    party: Name | None = Field(None, description="The words for whom it addresses contain this.")
    text: Name | None = Field(None, description="The text contains this.")
    due_until: Day | None = Field(None, description="Due on this day or earlier.")


@router.get("", response=answers(Page[DirectiveOut], refusals=(401, 403, 422)))
def directives(request: Request, asked: Query[AskedDirectives]) -> Page[DirectiveOut]:
    """Directives of meetings that the caller may see, in the order of the meetings and of their texts."""
    known = Known.at(request.auth, asked.as_of)
    meetings = known.visible(Meeting)
    if asked.unit is not None:
        meetings = meetings.filter(unit_id__in=known.tree.beneath([asked.unit]))
    if asked.meeting is not None:
        meetings = meetings.filter(id=asked.meeting)
    rows = _of_meetings(known, meetings).order_by("meeting_id", "order", "id")
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind)
    if asked.party is not None:
        rows = rows.filter(party__icontains=asked.party)
    if asked.text is not None:
        rows = rows.filter(text__icontains=asked.text)
    if asked.due_until is not None:
        rows = rows.filter(due_on__lte=asked.due_until)
    return page_of(rows, asked, lambda stretch: shown_directives(stretch, known))


@router.get("/{directive_id}", response=answers(DirectiveOut))
def directive(request: Request, directive_id: Id, asked: Query[AskedAsOf]) -> DirectiveOut:
    """One directive."""
    known = Known.at(request.auth, asked.as_of)
    return shown_directives([known.one(_of_meetings(known, known.visible(Meeting)), directive_id)], known)[0]


def _of_meetings(known: Known, meetings: QuerySet[Meeting]) -> QuerySet[Directive]:
    return known.rows(Directive).filter(meeting_id__in=meetings.values("id"))


def shown_directives(rows: Sequence[Directive], known: Known) -> list[DirectiveOut]:
    """Rows with their citations: one query however many rows."""
    cited = known.citations([row.subject_id for row in rows])
    return [
        DirectiveOut(
            id=row.pk,
            subject=row.subject_id,
            meeting=row.meeting_id,
            order=row.order,
            kind=DirectiveKind(row.kind),
            number=row.number,
            party=row.party,
            text=row.text,
            due_words=row.due_words,
            due_on=row.due_on,
            citations=cited.get(row.subject_id, []),
        )
        for row in rows
    ]
