"""What a figure is made of: its rule, the numbers it was worked out from, the facts beneath, and their places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from diaodu.accounts.known import Known
from diaodu.assessment.known import KnownFinding
from diaodu.assessment.models import Finding, FindingKind
from diaodu.engine.indicators.declaring import Figure, Indicator
from diaodu.engine.periods import Cadence, Period
from diaodu.engine.tables import PROJECT_PERIOD
from diaodu.facts.models import Fact, NumberUnit
from diaodu.projects.models import Programme, Project
from diaodu.web.collect.predicates import can_see_sources
from diaodu.web.indicators.shown import (
    column_unit,
    exact_wan,
    in_language,
    share_written_out,
    shown_column,
    shown_figure,
    written_out,
)
from diaodu.web.records.changes import names_of

_INVESTED = ("invested_ytd", "invested")
# Which reported measures a column rests on, in the order in which they are read.
MEASURES = {
    "invested_fen": ("invested", "invested_ytd"),
    "invested_ytd_fen": _INVESTED,
    "invested_ytd_last_year_fen": _INVESTED,
    "invested_total_fen": ("invested_total", "invested_before", *_INVESTED),
    "funds_in_place_fen": ("funds_in_place",),
    "registered": ("registered",),
}
SHOWN_PROJECTS = 20


@dataclass(frozen=True)
class ShownInput:
    label: str
    value: str
    unit: str
    is_missing: bool


@dataclass(frozen=True)
class ShownFact:
    """A reported value, where it stands, who reported it and when."""

    label: str
    period: str
    value: str
    unit: str
    sheet: str
    place: str
    href: str
    by: str
    at: datetime
    corrects: bool


@dataclass(frozen=True)
class Trail:
    """One indicator of one project or group in one period, and the way back to where it comes from."""

    indicator: Indicator
    period: Period
    known: Known
    found: KnownFinding

    @property
    def finding(self) -> Finding:
        return self.found.finding

    @property
    def is_group(self) -> bool:
        return self.finding.kind != FindingKind.PROJECT

    @property
    def figure(self) -> Figure:
        return self.finding.figure(self.indicator.code)

    @property
    def value(self) -> str:
        return shown_figure(self.indicator, self.figure)

    @property
    def label(self) -> str:
        return in_language(self.indicator.label)

    @property
    def unit(self) -> str:
        return in_language(self.indicator.unit.label)

    @property
    def rule(self) -> str:
        return in_language(self.indicator.rule)

    @property
    def missing(self) -> str:
        return in_language(self.indicator.missing)

    @property
    def source(self) -> str:
        return in_language(self.indicator.source)

    @property
    def period_words(self) -> str:
        return in_language(self.period.label)

    @cached_property
    def owner(self) -> str:
        """Whose figure it is, under the name it had."""
        kind, pk = self.finding.kind, self.finding.owner_id
        if kind == FindingKind.PROJECT:
            return str(self.known.rows(Project).get(id=pk))
        if kind == FindingKind.UNIT:
            return self.known.tree.name(pk)
        return str(self.known.rows(Programme).get(id=pk)) if kind == FindingKind.PROGRAMME else _("all projects")

    @property
    def arithmetic(self) -> str:
        if not self.value:
            return ""
        if self.is_group:
            return share_written_out(self.indicator, self.figure)
        return written_out(self.indicator, self.finding.inputs)

    @property
    def counted(self) -> int:
        """How many of a group's projects have the figure."""
        return int((self.finding.figures.get(self.indicator.code) or [0, 0, 0, 0])[2])

    @property
    def members(self) -> int:
        return int((self.finding.figures.get("projects") or [0, 0, 0, 0])[3])

    @property
    def left_out(self) -> int:
        return self.members - self.counted

    @property
    def inputs(self) -> list[ShownInput]:
        """What the rule was given about a project."""
        given = self.finding.inputs
        return [
            ShownInput(
                in_language(PROJECT_PERIOD[name].label),
                shown_column(name, given.get(name)),
                column_unit(PROJECT_PERIOD[name]),
                given.get(name) is None,
            )
            for name in self.indicator.columns
            if name not in ("project_id", "period_to_on", "year_from_on", "year_to_on")
        ]

    @cached_property
    def facts(self) -> list[ShownFact]:
        """The reported values beneath, newest period first."""
        rows = Fact.objects.filter(pk__in=self.finding.fact_ids).select_related(
            "measure", "source", "typed_by", "entry"
        )
        known = list(rows.order_by("-period", "measure__code"))
        used: dict[int, Fact] = {}
        for column in self.indicator.columns:
            used |= {fact.pk: fact for fact in self._beneath(column, known)}
        chosen = [fact for fact in known if fact.pk in used]
        people = names_of(fact.entry.by for fact in chosen)
        return [self._shown(fact, people) for fact in chosen]

    def _beneath(self, column: str, known: list[Fact]) -> Iterator[Fact]:
        """The facts that a column was read from: the sum as reported, or else the months that make it."""
        month = self.period.as_cadence(Cadence.MONTH)
        year = self.period.year - (1 if column == "invested_ytd_last_year_fen" else 0)
        now = Period(Cadence.MONTH, year, month.number).code
        for code in MEASURES.get(column, ()):
            of_code = [fact for fact in known if fact.measure.code == code and fact.number is not None]
            if code == "invested_before":
                yield from (fact for fact in of_code if fact.period == str(year - 1))
                continue
            direct = [fact for fact in of_code if fact.period == now]
            if code in ("registered", "funds_in_place"):
                yield from of_code[:1]
                return
            if direct and not (code == "invested" and column != "invested_fen"):
                yield from direct
                return
            yield from (fact for fact in of_code if code == "invested" and fact.period.startswith(f"{year}-"))

    def _shown(self, fact: Fact, people: Mapping[int | None, str]) -> ShownFact:
        is_money = fact.measure.unit == NumberUnit.FEN
        return ShownFact(
            label=str(fact.measure),
            period=in_language(Period.parse(fact.period).label),
            value=exact_wan(fact.number) if is_money and fact.number is not None else str(fact),
            unit=column_unit(PROJECT_PERIOD["invested_fen"]) if is_money else "",
            sheet=reverse("projects:figure", args=[fact.pk]),
            place=self._place(fact),
            href=self._address(fact),
            by=fact.typed_by.name if fact.typed_by else people.get(fact.entry.by, ""),
            at=fact.entry.recorded_at,
            corrects=fact.supersedes_id is not None,
        )

    @staticmethod
    def _place(fact: Fact) -> str:
        if fact.source is None:
            return _("typed in the form")
        if fact.sheet:
            return f"{fact.source.name} · {fact.sheet}!{fact.cell}"
        return f"{fact.source.name} · {_('page %(page)s') % {'page': fact.page}}" if fact.page else fact.source.name

    def _address(self, fact: Fact) -> str:
        """Where it can be read: the source that this person may open."""
        source: Any = fact.source
        if source is None or not can_see_sources(self.known.viewer):
            return ""
        if source.unit_id not in self.known.viewer.units():
            return ""
        if fact.start is not None:
            return f"{reverse('collect:passage', args=[source.pk])}?start={fact.start}&end={fact.end}"
        return reverse("collect:source", args=[source.pk])

    @cached_property
    def parts(self) -> list[tuple[Project, Finding]]:
        """The first projects of a group that have the figure, by name."""
        if not self.is_group or self.known.position is not None:
            return []
        rows = Project.objects.visible_to(self.known.viewer).order_by("name", "id")
        if self.finding.kind == FindingKind.UNIT:
            rows = rows.filter(unit_id__in=self.known.tree.beneath([self.finding.owner_id]))
        elif self.finding.kind == FindingKind.PROGRAMME:
            rows = rows.filter(listings__programme=self.finding.owner_id, listings__year=self.period.year)
        findings = Finding.objects.of_projects(self.period.code).filter(
            owner_id__in=rows.order_by().values("id"), figures__has_key=self.indicator.code
        )
        shown = {finding.owner_id: finding for finding in findings}
        return [(project, shown[project.pk]) for project in rows.filter(id__in=shown)[:SHOWN_PROJECTS]]
