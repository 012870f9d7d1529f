"""The ledger of key projects: its filters and its rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.projects.models import Listing, Programme, Project
from diaodu.web.meetings.taken_up import Mention, taken_up
from diaodu.web.records.evidence import Cited, evidence_of
from diaodu.web.records.ledgers import LedgerForm


class ProjectLedgerForm(LedgerForm):
    programme = forms.ChoiceField(label=_("Programme"), required=False)

    field_order = ("name", "programme", "unit")

    def __init__(self, asked: QueryDict, *, known: Known) -> None:
        super().__init__(asked, known=known, kind="project", model=Project)
        programmes = known.rows(Programme).order_by("id").values_list("id", "name")
        self.fields["programme"].choices = [  # type: ignore[attr-defined]
            ("", _("All programmes")),
            *((str(pk), name) for pk, name in programmes),
        ]

    def narrowed(self, rows: QuerySet[Project]) -> QuerySet[Project]:  # type: ignore[override]
        rows = super().narrowed(rows)
        if "programme" in self.chosen:
            listed = self.known.rows(Listing).filter(programme_id=self.chosen["programme"])
            rows = rows.filter(id__in=listed.values("project_id"))
        return rows


@dataclass(frozen=True)
class ProjectRow:
    pk: int
    name: Cited
    code: str
    programmes: list[str]
    unit: str
    last: Mention | None


def project_rows(known: Known, projects: Iterable[Project]) -> list[ProjectRow]:
    """What the ledger says of these projects, in as many queries for fifty as for one."""
    projects = list(projects)
    pks = [project.pk for project in projects]
    programmes = programmes_of(known, pks)
    meetings = taken_up(known, "project", pks)
    evidence = evidence_of(known, [project.subject_id for project in projects])
    return [
        ProjectRow(
            pk=project.pk,
            name=evidence.cited(project.subject_id, "name", project.name),
            code=project.code or "",
            programmes=list(dict.fromkeys(name for _year, name in programmes.get(project.pk, ()))),
            unit=known.tree.name(project.unit_id),
            last=next(iter(meetings.get(project.pk, ())), None),
        )
        for project in projects
    ]


def programmes_of(known: Known, pks: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """The programmes that each project is listed on, as (year, name), the latest year first: two queries."""
    listings = list(known.rows(Listing).filter(project_id__in=list(pks)))
    wanted = {listing.programme_id for listing in listings}
    names = dict(known.rows(Programme).filter(id__in=wanted).values_list("id", "name"))
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for listing in sorted(listings, key=lambda one: (-one.year, one.programme_id)):
        found[listing.project_id].append((listing.year, names[listing.programme_id]))
    return found
