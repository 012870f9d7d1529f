"""Key projects and programmes."""

from collections.abc import Sequence

from ninja import Field, Query, Router, Schema

from diaodu.api.access import Request
from diaodu.api.asking import AskedAsOf, AskedPage, Id, Name, Page, page_of
from diaodu.api.errors import answers
from diaodu.api.known import CitationOut, Known, UnitRef
from diaodu.meetings.models import AgendaEntry, Meeting
from diaodu.projects.models import Listing, Programme, Project

router = Router(tags=["projects"])
programmes_router = Router(tags=["projects"])


class ProgrammeOut(Schema):
    """A list that projects stand on, such as 三十工程."""

    id: int
    name: str


class ListingOut(Schema):
    """A project's place on a programme's list for a year."""

    programme: ProgrammeOut
    year: int


class ProjectOut(Schema):
    """A key project with its evidence."""

    id: int
    subject: int = Field(description="What its facts are about.")
    code: str | None
    name: str
    unit: UnitRef
    listings: list[ListingOut]
    citations: list[CitationOut]


class AskedProjects(AskedPage):
    unit: Id | None = Field(None, description="Managed by this unit or one below it.")
    name: Name | None = Field(None, description="The name contains this.")
    programme: Id | None = Field(None, description="Stands on this programme's list in some year.")
    meeting: Id | None = Field(None, description="Was on the agenda of this meeting.")


@router.get("", response=answers(Page[ProjectOut], refusals=(401, 403, 422)))
def projects(request: Request, asked: Query[AskedProjects]) -> Page[ProjectOut]:
    """Projects that the caller may see, by name."""
    known = Known.at(request.auth, asked.as_of)
    rows = known.visible(Project).order_by("name", "id")
    if asked.unit is not None:
        rows = rows.filter(unit_id__in=known.tree.beneath([asked.unit]))
    if asked.name is not None:
        rows = rows.filter(name__icontains=asked.name)
    if asked.programme is not None:
        rows = rows.filter(id__in=known.rows(Listing).filter(programme_id=asked.programme).values("project_id"))
    if asked.meeting is not None:
        meetings = known.visible(Meeting).filter(id=asked.meeting).values("id")
        taken_up = known.rows(AgendaEntry).filter(meeting_id__in=meetings, project_id__isnull=False)
        rows = rows.filter(id__in=taken_up.values("project_id"))
    return page_of(rows, asked, lambda stretch: shown_projects(stretch, known))


@router.get("/{project_id}", response=answers(ProjectOut))
def project(request: Request, project_id: Id, asked: Query[AskedAsOf]) -> ProjectOut:
    """One project."""
    known = Known.at(request.auth, asked.as_of)
    return shown_projects([known.one(known.visible(Project), project_id)], known)[0]


@programmes_router.get("", response=answers(Page[ProgrammeOut], refusals=(401, 403, 422)))
def programmes(request: Request, asked: Query[AskedPage]) -> Page[ProgrammeOut]:
    """Programmes that a project the caller may see stands on, by name."""
    known = Known.at(request.auth, asked.as_of)
    listed = known.rows(Listing).filter(project_id__in=known.visible(Project).values("id"))
    rows = known.rows(Programme).filter(id__in=listed.values("programme_id")).order_by("name", "id")
    return page_of(rows, asked, lambda stretch: [ProgrammeOut(id=row.pk, name=row.name) for row in stretch])


def shown_projects(rows: Sequence[Project], known: Known) -> list[ProjectOut]:
    """Rows with their listings and citations: three queries however many rows."""
    listings = list(known.rows(Listing).filter(project_id__in=[row.pk for row in rows]).order_by("-year", "id"))
    named = {row.pk: row.name for row in known.rows(Programme).filter(id__in={row.programme_id for row in listings})}
    cited = known.citations([row.subject_id for row in rows])
    return [
        ProjectOut(
            id=row.pk,
            subject=row.subject_id,
            code=row.code,
            name=row.name,
            unit=known.unit(row.unit_id),
            listings=[
                ListingOut(programme=ProgrammeOut(id=on.programme_id, name=named[on.programme_id]), year=on.year)
                for on in listings
                if on.project_id == row.pk
            ],
            citations=cited.get(row.subject_id, []),
        )
        for row in rows
    ]
