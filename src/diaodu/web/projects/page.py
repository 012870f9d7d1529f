"""What the page of one project shows."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diaodu.accounts.known import Known
from diaodu.projects.models import Listing, Programme, Project
from diaodu.web.meetings.hearings import Heard, Hearing, heard
from diaodu.web.projects.ledger import programmes_of
from diaodu.web.records.changes import Change, Shown, Track, changes_of
from diaodu.web.records.evidence import Cited, CitedSource


@dataclass(frozen=True)
class ProjectPage:
    project: Project
    known: Known

    @cached_property
    def _heard(self) -> Heard:
        project = self.project
        return heard(self.known, "project", pk=project.pk, subject_id=project.subject_id, name=project.name)

    @property
    def hearings(self) -> list[Hearing]:
        return self._heard.hearings

    @property
    def sources(self) -> list[CitedSource]:
        """What the project's own fields rest on."""
        return self._heard.evidence.sources_of(self.project.subject_id)

    @cached_property
    def name(self) -> Cited:
        return self._heard.evidence.cited(self.project.subject_id, "name", self.project.name)

    @cached_property
    def unit(self) -> str:
        return self.known.tree.name(self.project.unit_id)

    @cached_property
    def programmes(self) -> list[tuple[int, Cited]]:
        """By year, the latest first."""
        listed = programmes_of(self.known, [self.project.pk]).get(self.project.pk, [])
        subject, evidence = self.project.subject_id, self._heard.evidence
        return [(year, evidence.cited(subject, f"programme:{name}", name)) for year, name in listed]

    @cached_property
    def changes(self) -> list[Change]:
        own = Track(Project.history.filter(id=self.project.pk), self._shown)
        listed = Track(Listing.history.filter(project_id=self.project.pk), self._shown_listing)
        return changes_of(self.known, own, listed)

    def _shown(self, row: Project) -> Shown:
        return {
            pgettext("project", "Name"): row.name,
            _("Project code"): row.code or "",
            _("Managed by"): self.known.tree.name(row.unit_id),
        }

    @cached_property
    def _programme_names(self) -> dict[int, str]:
        return dict(Programme.objects.values_list("id", "name"))

    def _shown_listing(self, row: Listing) -> Shown:
        return {_("Programme"): f"{self._programme_names.get(row.programme_id, '')} {row.year}"}
