"""The ledger's own history as the forecasts want it: tracks of dates, and past years of money."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.utils.timezone import localdate

from diaodu.assessment.reading import Ledger
from diaodu.engine.forecast import Look, PastYear, Track
from diaodu.engine.periods import Cadence, NotAPeriod, Period
from diaodu.facts.models import Fact, FigureKind, Measure
from diaodu.projects.models import AnnualPlan, Extension, ExtensionState, Milestone, Project

# Half of the shortest step: a plan that nobody extended is looked at this often.
LOOK_EVERY_DAYS = 75
PROJECT, MILESTONE = "project", "milestone"
Keys = dict[str, str]
# Invested since January by the end of each month, by (project, year).
YearToDate = dict[tuple[int, int], dict[int, int]]


@dataclass(frozen=True)
class Dated:
    """A row as the history tells it: what stood from a day on."""

    on: date
    planned_on: date | None
    phase: str = ""


@dataclass(frozen=True)
class PastOfLedger:
    """What the ledger knew at a position, read once for all forecasts."""

    ledger: Ledger
    today: date

    @cached_property
    def projects(self) -> dict[int, Project]:
        return {project.pk: project for project in self.ledger.rows(Project)}

    @cached_property
    def milestones(self) -> dict[int, Milestone]:
        return {node.pk: node for node in self.ledger.rows(Milestone)}

    @cached_property
    def extensions(self) -> dict[int, list[Extension]]:
        """By milestone, those that were granted."""
        found: dict[int, list[Extension]] = defaultdict(list)
        granted = self.ledger.rows(Extension).filter(state=ExtensionState.GRANTED, decided_on__isnull=False)
        for extension in granted.order_by("decided_on", "id"):
            found[extension.milestone_id].append(extension)
        return found

    @cached_property
    def phases(self) -> dict[int, list[Dated]]:
        """By project, its planned finish and its phase as they were recorded."""
        rows = Project.history.filter(position__lte=self.ledger.position).order_by("history_id")
        found: dict[int, list[Dated]] = defaultdict(list)
        for pk, at, planned_on, phase in rows.values_list("id", "history_date", "planned_finish_on", "phase"):
            found[pk].append(Dated(localdate(at), planned_on, phase))
        return found

    def keys(self, project_id: int, *, on: date, node: str = "") -> Keys:
        """What classes a date by: the phase of that day, the node, the construction type, the unit."""
        project = self.projects[project_id]
        phase = next((row.phase for row in reversed(self.phases[project_id]) if row.on <= on), "")
        found = {"phase": phase, "node": node, "category": project.construction_type, "unit": str(project.unit_id)}
        return {key: value for key, value in found.items() if value}

    def finishes(self) -> Iterator[Track]:
        """One track for each project whose finish was ever planned."""
        for pk, project in self.projects.items():
            looks = [
                Look(row.on, row.planned_on, self.keys(pk, on=row.on)) for row in self.phases[pk] if row.planned_on
            ]
            yield self._track(f"{PROJECT}:{pk}", looks, project.actual_finish_on, self.keys(pk, on=self.today))

    def nodes(self) -> Iterator[Track]:
        """One track for each milestone that ever had a planned date."""
        rows = Milestone.history.filter(position__lte=self.ledger.position, planned_on__isnull=False)
        first: dict[int, Dated] = {}
        for pk, at, planned_on in rows.order_by("history_id").values_list("id", "history_date", "planned_on"):
            first.setdefault(pk, Dated(localdate(at), planned_on))
        for pk, node in self.milestones.items():
            if pk in first:
                yield self._node(node, first[pk])

    def _node(self, node: Milestone, first: Dated) -> Track:
        said = [(first.on, first.planned_on, "")]
        said += [(row.decided_on, row.to_on, row.words) for row in self.extensions.get(node.pk, ()) if row.decided_on]
        looks = [
            Look(on, says_on, self.keys(node.project_id, on=on, node=node.name), words=words)
            for on, says_on, words in said
        ]
        keys = self.keys(node.project_id, on=self.today, node=node.name)
        return self._track(f"{MILESTONE}:{node.pk}", looks, node.actual_on, keys)

    def _track(self, whose: str, looks: Iterable[Look], actual_on: date | None, keys: Keys) -> Track:
        """The looks before it was done, and the finish; carried forward to today while it is open."""
        known = [look for look in looks if actual_on is None or look.on < actual_on]
        if known and actual_on is not None:
            known.append(Look(actual_on, actual_on, keys, finished=True))
        track = Track.of(whose, known).until(self.today)
        return track.carried_forward(self.today, LOOK_EVERY_DAYS) if track.looks else track

    @cached_property
    def plans(self) -> dict[tuple[int, int], AnnualPlan]:
        """The standing annual plan by (project, year)."""
        rows = self.ledger.rows(AnnualPlan).filter(amount_fen__isnull=False).order_by("version")
        return {(plan.project_id, plan.year): plan for plan in rows}

    @cached_property
    def year_to_date(self) -> YearToDate:
        return _year_to_date(self.ledger, {project.subject_id: pk for pk, project in self.projects.items()})

    def money_keys(self, project_id: int) -> Keys:
        project = self.projects[project_id]
        found = {"category": project.construction_type, "unit": str(project.unit_id)}
        return {key: value for key, value in found.items() if value}

    def past_years(self) -> Iterator[PastYear]:
        """Each project's earlier years that had a plan and a report."""
        for (project_id, year), ytd_fen in self.year_to_date.items():
            plan = self.plans.get((project_id, year))
            if year < self.today.year and plan is not None and plan.amount_fen is not None:
                keys = self.money_keys(project_id)
                yield PastYear(f"{PROJECT}:{project_id}", year, keys, plan.amount_fen, ytd_fen)


def _year_to_date(ledger: Ledger, projects: Mapping[int, int]) -> YearToDate:
    """As reported; where only the months were, and none is missing, their sum. `projects` by subject."""
    measures = dict(Measure.objects.filter(code__in=("invested", "invested_ytd")).values_list("id", "code"))
    facts = Fact.objects.filter(measure_id__in=measures, number__isnull=False).exclude(
        source_kind=FigureKind.STATISTICS
    )
    told: dict[str, YearToDate] = {code: defaultdict(dict) for code in measures.values()}
    rows: Any = facts.as_of(ledger.position).values_list("subject_id", "measure_id", "period", "number")
    for subject_id, measure_id, code, number in rows.iterator(chunk_size=10_000):
        period = _month(code)
        if subject_id in projects and period is not None:
            told[measures[measure_id]][projects[subject_id], period.year][period.number] = number
    months, ytd = told.get("invested", {}), told.get("invested_ytd", {})
    return {key: _added_up(months.get(key, {})) | ytd.get(key, {}) for key in {*months, *ytd}}


def _month(code: str) -> Period | None:
    try:
        period = Period.parse(code)
    except NotAPeriod:
        return None
    return period if period.cadence is Cadence.MONTH else None


def _added_up(months: Mapping[int, int]) -> dict[int, int]:
    """Sums since January as far as no month is missing."""
    whole = next((number - 1 for number in range(1, 14) if number not in months), 12)
    return dict(enumerate(accumulate(months[number] for number in range(1, whole + 1)), start=1))
