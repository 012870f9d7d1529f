"""Reads from the ledger what the engine computes from, as it was known at a position."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import pyarrow as pa
from django.db import connection
from django.db.models import Model, QuerySet

from diaodu.accounts.models import UnitState
from diaodu.accounts.tree import UnitTree
from diaodu.assessment.gathering import CurvePoint, gather, wanted
from diaodu.engine.curves import planned_by
from diaodu.engine.periods import Cadence, Period
from diaodu.facts.arrow import numbers_as_of, numbers_of_periods
from diaodu.facts.models import Measure
from diaodu.facts.reporting import Submission
from diaodu.journal.histories import as_of
from diaodu.journal.models import Entry
from diaodu.projects.models import AnnualPlan, CurveKind, FundingLine, Listing, Milestone, Project, Share, ShareKind

_PROJECT = (
    "id",
    "subject_id",
    "unit_id",
    "phase",
    "construction_type",
    "starred",
    "total_investment_fen",
    "planned_start_on",
    "actual_start_on",
    "planned_finish_on",
    "actual_finish_on",
)


class StandingPlan(NamedTuple):
    """What a year's plan asks for."""

    project_id: int
    amount_fen: int | None
    curve_kind: str
    points: dict[str, int]


@dataclass(frozen=True)
class Ledger:
    """The ledger as known at a position; with `only`, no more of it than is about these projects."""

    position: int
    only: Collection[int] | None = None

    def rows(self, model: type[Model]) -> QuerySet[Any]:
        return as_of(model, self.position)

    def of_projects(self, model: type[Model], key: str = "project_id") -> QuerySet[Any]:
        rows = self.rows(model)
        return rows if self.only is None else rows.filter(**{f"{key}__in": self.only})

    def project_period(self, period: Period) -> pa.Table:
        """The table of projects in a period, ready for the engine."""
        funding = list(self.of_projects(FundingLine).values_list("project_id", "subject_id", "planned_fen"))
        projects = list(self.of_projects(Project, "id").values_list(*_PROJECT))
        plans = self._plans(period.year)
        return gather(
            period,
            numbers=self._numbers(period, [row[1] for row in (*projects, *funding)]),
            rows={
                "measures": Measure.objects.values_list("id", "code"),
                "projects": projects,
                "plans": [(plan.project_id, plan.amount_fen, plan.curve_kind == CurveKind.OWN) for plan in plans],
                "funding": funding,
                "milestones": self.of_projects(Milestone).values_list("project_id", "planned_on", "actual_on"),
                "submissions": self._submissions(period),
            },
            curve=_curve(plans, period),
        )

    def _plans(self, year: int) -> list[StandingPlan]:
        """The standing plan of each project: its highest version."""
        rows = self.of_projects(AnnualPlan).filter(year=year).order_by("version")
        found = (StandingPlan(*row) for row in rows.values_list("project_id", "amount_fen", "curve_kind", "points"))
        return list({plan.project_id: plan for plan in found}.values())

    def _numbers(self, period: Period, subject_ids: list[int]) -> pa.Table:
        if self.only is None and connection.vendor == "postgresql" and not connection.in_atomic_block:
            return numbers_as_of(self.position)
        periods = wanted(period)["period"].to_pylist()
        about = None if self.only is None else subject_ids
        return numbers_of_periods(periods, position=self.position, subject_ids=about)

    def _submissions(self, period: Period) -> Iterator[tuple[int, bool]]:
        """(unit, in time) for each report of this year that was handed in, or was due by the moment of the position."""
        periods = [code for code in wanted(period)["period"].to_pylist() if code.startswith(f"{period.year}-")]
        moment = self.moment
        for row in self.rows(Submission).filter(period__in=periods):
            if row.submitted_at is not None or (moment is not None and row.due_at < moment):
                yield row.unit_id, row.submitted_at is not None and not row.is_late

    @property
    def moment(self) -> datetime | None:
        return Entry.objects.filter(pk=self.position).values_list("recorded_at", flat=True).first()

    def tree(self, period: Period) -> UnitTree:
        """The units on the last day of the period, as they were known."""
        states = self.rows(UnitState).order_by("region_code", "unit_id")
        valid = [
            row for row in states if row.from_on <= period.last_day and not (row.to_on and row.to_on <= period.last_day)
        ]
        return UnitTree(period.last_day, {row.unit_id: row for row in valid})


def _curve(plans: list[StandingPlan], period: Period) -> Iterator[CurvePoint]:
    """What the projects' own curves ask for by the end of each month so far."""
    months = range(1, period.as_cadence(Cadence.MONTH).number + 1)
    for plan in plans:
        if plan.curve_kind != CurveKind.OWN or plan.amount_fen is None:
            continue
        for number in months:
            asked = planned_by(plan.amount_fen, plan.points, Period(Cadence.MONTH, period.year, number))
            if asked is not None:
                yield CurvePoint(plan.project_id, number, asked)


@dataclass(frozen=True)
class Groups:
    """Who belongs where: by unit with those above it, by programme of the year, and the whole."""

    units: dict[int, frozenset[int]]
    programmes: dict[int, frozenset[int]]
    whole: frozenset[int]


def groups_of(ledger: Ledger, period: Period) -> Groups:
    """A project belongs to every unit that manages it or has a share in managing it, and to all units above these.

    A part of a project that stands in the same group is left out: its money is in the whole project's.
    """
    tree = ledger.tree(period)
    projects = list(ledger.rows(Project).values_list("id", "unit_id", "parent_id"))
    parents = {project_id: parent_id for project_id, _, parent_id in projects}
    managing = {(unit_id, project_id) for project_id, unit_id, _ in projects}
    managing |= set(ledger.rows(Share).filter(kind=ShareKind.MANAGED).values_list("unit_id", "project_id"))
    units: dict[int, set[int]] = {}
    above: dict[int, list[int]] = {}
    for unit_id, project_id in managing:
        for one in above.setdefault(unit_id, list(with_those_above(tree, unit_id))):
            units.setdefault(one, set()).add(project_id)
    programmes: dict[int, set[int]] = {}
    for programme_id, project_id in (
        ledger.rows(Listing).filter(year=period.year).values_list("programme_id", "project_id")
    ):
        programmes.setdefault(programme_id, set()).add(project_id)

    def without_parts(projects: Collection[int]) -> frozenset[int]:
        return frozenset(one for one in projects if parents.get(one) not in projects)

    return Groups(
        {unit_id: without_parts(projects) for unit_id, projects in units.items()},
        {programme_id: without_parts(projects) for programme_id, projects in programmes.items()},
        without_parts(parents),
    )


def with_those_above(tree: UnitTree, unit_id: int) -> Iterator[int]:
    """A unit, the one above it, and so on to the top."""
    seen: set[int] = set()
    current: int | None = unit_id
    while current is not None and current not in seen:
        seen.add(current)
        yield current
        state = tree.states.get(current)
        current = state.parent_id if state else None
