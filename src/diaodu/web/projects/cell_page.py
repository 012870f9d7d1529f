"""What a cell of the ledger rests on: who typed it, which fact says so, from which figures it was computed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from diaodu.accounts.known import Known
from diaodu.assessment.models import Finding, LightFinding
from diaodu.engine.catalogue import BY_CODE as INDICATORS
from diaodu.engine.indicators.declaring import Indicator
from diaodu.engine.periods import Period
from diaodu.facts.models import Fact
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

    @cached_property
    def facts(self) -> list[Fact]:
        """The reported values of the cell, a dispatch figure first."""
        if self.column.origin is not Origin.MEASURE or self.said.is_hidden:
            return []
        facts = facts_then(self.known, self.period).filter(
            subject_id=self.project.subject_id, measure__code=self.column.name
        )
        return list(facts.select_related("source", "entry", "typed_by", "submission").order_by("source_kind"))

    @property
    def indicator(self) -> Indicator | None:
        return INDICATORS.get(self.column.name) if self.column.origin is Origin.INDICATOR else None

    @property
    def rule(self) -> str:
        return in_words(self.indicator.rule) if self.indicator else ""

    @property
    def published(self) -> str:
        return in_words(self.indicator.source) if self.indicator else ""

    def inputs(self) -> Iterator[tuple[str, str]]:
        """What the figure was computed from, by the names of its arithmetic."""
        if self.indicator is None or self.known.position is not None:
            return
        found = Finding.objects.of_projects(self.period.code).filter(owner_id=self.project.pk).first()
        for name in self.indicator.columns:
            if found is not None and name in found.inputs:
                yield name, str(found.inputs[name])

    def contributions(self) -> Iterator[tuple[str, str]]:
        """What a light was judged by, in the scheme's own words."""
        if self.column.origin is not Origin.LIGHT or self.known.position is not None:
            return
        language = "zh" if self.label == self.column.label.zh else "en"
        lights = LightFinding.objects.filter(period=self.period.code, project=self.project).exclude(
            scheme=self.column.name
        )
        for light in lights:
            yield light.words, light.reason
            for one in light.contributions:
                yield one[language], one[f"is_{language}"]

    @property
    def elsewhere(self) -> str:
        """Where its evidence is told, when not here."""
        return _("Its evidence stands on the project's page.") if self.column.origin in ON_THE_PAGE else ""
