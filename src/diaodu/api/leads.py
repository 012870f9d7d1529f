"""Investment leads."""

from collections.abc import Sequence

from ninja import Field, Query, Router, Schema

from diaodu.api.access import Request
from diaodu.api.asking import AskedAsOf, AskedPage, Id, Name, Page, page_of
from diaodu.api.errors import answers
from diaodu.api.known import CitationOut, Known, UnitRef
from diaodu.leads.models import Lead
from diaodu.meetings.models import AgendaEntry, Meeting

router = Router(tags=["leads"])


class LeadOut(Schema):
    """An investment lead with its evidence."""

    id: int
    subject: int = Field(description="What its facts are about.")
    name: str
    unit: UnitRef
    citations: list[CitationOut]


class AskedLeads(AskedPage):
    unit: Id | None = Field(None, description="Followed by this unit or one below it.")
    name: Name | None = Field(None, description="The name contains this.")
    meeting: Id | None = Field(None, description="Was on the agenda of this meeting.")


@router.get("", response=answers(Page[LeadOut], refusals=(401, 403, 422)))
def leads(request: Request, asked: Query[AskedLeads]) -> Page[LeadOut]:
    """Leads that the caller may see, by name."""
    known = Known.at(request.auth, asked.as_of)
    rows = known.visible(Lead).order_by("name", "id")
    if asked.unit is not None:
        rows = rows.filter(unit_id__in=known.tree.beneath([asked.unit]))
    if asked.name is not None:
        rows = rows.filter(name__icontains=asked.name)
    if asked.meeting is not None:
        meetings = known.visible(Meeting).filter(id=asked.meeting).values("id")
        taken_up = known.rows(AgendaEntry).filter(meeting_id__in=meetings, lead_id__isnull=False)
        rows = rows.filter(id__in=taken_up.values("lead_id"))
    return page_of(rows, asked, lambda stretch: shown_leads(stretch, known))


@router.get("/{lead_id}", response=answers(LeadOut))
def lead(request: Request, lead_id: Id, asked: Query[AskedAsOf]) -> LeadOut:
    """One lead."""
    known = Known.at(request.auth, asked.as_of)
    return shown_leads([known.one(known.visible(Lead), lead_id)], known)[0]


def shown_leads(rows: Sequence[Lead], known: Known) -> list[LeadOut]:
    """Rows with their citations: one query however many rows."""
    cited = known.citations([row.subject_id for row in rows])
    return [
        LeadOut(
            id=row.pk,
            subject=row.subject_id,
            name=row.name,
            unit=known.unit(row.unit_id),
            citations=cited.get(row.subject_id, []),
        )
        for row in rows
    ]
