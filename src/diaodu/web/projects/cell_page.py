"""What a cell of the ledger rests on: its own sheet, where figures and lights have one; else who typed it."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from diaodu.accounts.known import Known
from diaodu.assessment.models import FindingKind
from diaodu.engine.periods import Period
from diaodu.ledger.cells import Shown, cells_of
from diaodu.ledger.columns import Column, Origin
from diaodu.ledger.narrowing import facts_then
from diaodu.projects.models import Project
from diaodu.web.projects.ledger import in_words
from diaodu.web.records.evidence import Cited, evidence_of

# What stands beside the project in rows of its own is told on its page.
ON_THE_PAGE = (Origin.UNIT, Origin.FIRM, Origin.PROGRAMMES, Origin.PLAN, Origin.MEETING)


@dataclass(frozen=True)
class CellPage:
    project: Project
    column: Column
    known: Known
    period: Period

    @property
    def label(self) -> str:
        return in_words(self.column.label)

    @property
    def unit(self) -> str:
        return in_words(self.column.unit) if self.column.unit else ""

    @property
    def period_words(self) -> str:
        is_of_period = self.column.origin in (Origin.MEASURE, Origin.INDICATOR, Origin.LIGHT)
        return in_words(self.period.label) if is_of_period else ""

    @cached_property
    def said(self) -> Shown:
        cells = cells_of([self.project], [self.column], known=self.known, period=self.period)
        return cells[self.project.pk][self.column.code]

    @cached_property
    def value(self) -> Cited:
        """The value with the latest citation of the field."""
        words = self.said.words or ""
        if self.column.origin is not Origin.FIELD:
            return Cited(words)
        subject = self.project.subject_id
        return evidence_of(self.known, [subject]).cited(subject, self.column.name, words)

    def sheet(self) -> str:
        """The address of the sheet that a figure or light has of its own; empty where there is none."""
        if self.said.words is None:
            return ""
        if self.column.origin is Origin.MEASURE:
            facts = facts_then(self.known, self.period).filter(
                subject_id=self.project.subject_id, measure__code=self.column.name
            )
            fact = facts.order_by("source_kind").values_list("pk", flat=True).first()
            return reverse("projects:figure", args=[fact]) if fact else ""
        if self.column.origin is Origin.INDICATOR:
            return reverse(
                "indicators:figure", args=[self.period.code, FindingKind.PROJECT, self.project.pk, self.column.name]
            )
        if self.column.origin is Origin.LIGHT:
            return reverse("indicators:light", args=[self.period.code, self.project.pk, self.column.name])
        return ""

    @property
    def elsewhere(self) -> str:
        """Where its evidence is told, when not here."""
        return _("Its evidence stands on the project's page.") if self.column.origin in ON_THE_PAGE else ""
