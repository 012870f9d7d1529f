"""What the page of one lead shows."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diaodu.accounts.known import Known
from diaodu.leads.models import Lead
from diaodu.web.meetings.hearings import Heard, Hearing, heard
from diaodu.web.records.changes import Change, Shown, Track, changes_of
from diaodu.web.records.evidence import Cited, CitedSource


@dataclass(frozen=True)
class LeadPage:
    lead: Lead
    known: Known

    @cached_property
    def _heard(self) -> Heard:
        lead = self.lead
        return heard(self.known, "lead", pk=lead.pk, subject_id=lead.subject_id, name=lead.name)

    @property
    def hearings(self) -> list[Hearing]:
        return self._heard.hearings

    @property
    def sources(self) -> list[CitedSource]:
        return self._heard.evidence.sources_of(self.lead.subject_id)

    @cached_property
    def name(self) -> Cited:
        return self._heard.evidence.cited(self.lead.subject_id, "name", self.lead.name)

    @cached_property
    def unit(self) -> str:
        return self.known.tree.name(self.lead.unit_id)

    @cached_property
    def changes(self) -> list[Change]:
        return changes_of(self.known, Track(Lead.history.filter(id=self.lead.pk), self._shown))

    def _shown(self, row: Lead) -> Shown:
        return {pgettext("lead", "Name"): row.name, _("Followed by"): self.known.tree.name(row.unit_id)}
