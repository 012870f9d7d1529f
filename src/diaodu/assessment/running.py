"""A run: every indicator and light of a period, computed from what was known at a position, and stored."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa
from django.db import transaction

from diaodu.assessment.judging import Judged, Judging
from diaodu.assessment.models import Finding, FindingKind, LightFinding, Run
from diaodu.assessment.reading import Groups, Ledger, groups_of
from diaodu.engine.catalogue import CATALOGUE
from diaodu.engine.computing import (
    THE_WHOLE,
    figures_in,
    figures_schema,
    group_figures_in,
    groups_figures,
    projects_figures,
    statements,
)
from diaodu.engine.periods import Period
from diaodu.engine.schemes import LIGHT_FILES
from diaodu.engine.tables import PROJECT_PERIOD
from diaodu.journal.bulk import write_rows
from diaodu.journal.models import Head

ROWS_AT_ONCE = 2_000
# What is the same for every project of a period need not be kept with each.
_CONSTANT = {"project_id", "period_to_on", "year_from_on", "year_to_on"}
INPUTS = tuple(name for name in PROJECT_PERIOD if name not in _CONSTANT)
Figures = dict[str, list[int | None]]
_LIGHT_COLUMNS = tuple(
    str(field.column) for field in LightFinding._meta.concrete_fields if field.column not in ("id", "run_id", "period")
)


@dataclass(frozen=True)
class ProjectFinding:
    """Everything found about one project."""

    project_id: int
    figures: Figures
    inputs: dict[str, Any]
    fact_ids: list[int]
    lights: list[Judged]


@dataclass(frozen=True)
class GroupFinding:
    kind: FindingKind
    owner_id: int
    figures: Figures


@dataclass(frozen=True)
class Computed:
    """A run before it is stored. `touched` are the projects it computed, None for all."""

    period: Period
    position: int
    projects: list[ProjectFinding]
    groups: list[GroupFinding]
    touched: frozenset[int] | None = None

    def digest(self) -> str:
        """SHA-256 of the findings: two runs of one position by one set of declarations have the same."""
        lines = [[one.project_id, one.figures, [light.row() for light in one.lights]] for one in self.projects]
        groups = [[one.kind, one.owner_id, one.figures] for one in self.groups]
        words = json.dumps([self.period.code, lines, groups], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()


def head() -> int:
    """The last position of the journal."""
    return Head.objects.values_list("position", flat=True).get(pk=1)


@cache
def declarations() -> str:
    """SHA-256 of what a run computes by: the statements of the catalogue and of gathering, and the light schemes."""
    gathering = files("diaodu.assessment").joinpath("gathering.sql").read_text(encoding="utf-8")
    folder = files("diaodu.engine.schemes")
    schemes = (folder.joinpath(name).read_text(encoding="utf-8") for name in LIGHT_FILES)
    return hashlib.sha256("\n".join((*statements(), gathering, *schemes)).encode()).hexdigest()


def compute(period: Period, *, position: int) -> Computed:
    """Everything about all projects. Reads what is committed: not inside a transaction."""
    ledger = Ledger(position)
    table = ledger.project_period(period)
    figures = projects_figures(table)
    groups = _groups(figures, groups_of(ledger, period))
    return Computed(period, position, _projects(table, figures, Judging.at(ledger, period)), groups)


def findings_then(period: Period, *, position: int, project_ids: Collection[int]) -> list[ProjectFinding]:
    """What was to be found about these projects at a position: for looking back, and stored nowhere."""
    ledger = Ledger(position, only=project_ids)
    table = ledger.project_period(period)
    return _projects(table, projects_figures(table), Judging.at(ledger, period))


def compute_touched(period: Period, *, position: int, project_ids: Collection[int]) -> Computed:
    """These projects anew, and every group with what is stored of the others."""
    projects, figures = compute_projects(period, position=position, project_ids=project_ids)
    others = Finding.objects.of_projects(period.code).exclude(owner_id__in=project_ids)
    stored = _as_table(others.values_list("owner_id", "figures").iterator(chunk_size=ROWS_AT_ONCE))
    groups = _groups(pa.concat_tables([figures, stored]), groups_of(Ledger(position), period))
    return Computed(period, position, projects, groups, frozenset(project_ids))


def compute_projects(
    period: Period, *, position: int, project_ids: Collection[int]
) -> tuple[list[ProjectFinding], pa.Table]:
    """These projects alone, as they stand or stood: what is found about each, and their figures for groups."""
    ledger = Ledger(position, only=project_ids)
    table = ledger.project_period(period)
    figures = projects_figures(table)
    return _projects(table, figures, Judging.at(ledger, period)), figures


def _projects(table: pa.Table, figures: pa.Table, judging: Judging) -> list[ProjectFinding]:
    found = []
    for row, numbers in zip(table.to_pylist(), figures.to_pylist(), strict=True):
        own = {one.code: [f.numerator, f.denominator] for one, f in figures_in(numbers) if f.numerator is not None}
        inputs = {name: _plain(row[name]) for name in INPUTS if row[name] is not None}
        found.append(ProjectFinding(row["project_id"], own, inputs, row["fact_ids"] or [], judging.lights(row)))
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _groups(figures: pa.Table, groups: Groups) -> list[GroupFinding]:
    named = [(FindingKind.WHOLE, THE_WHOLE, groups.whole)]
    named += [(FindingKind.UNIT, pk, projects) for pk, projects in sorted(groups.units.items())]
    named += [(FindingKind.PROGRAMME, pk, projects) for pk, projects in sorted(groups.programmes.items())]
    members = [(number, project) for number, (_, _, projects) in enumerate(named) for project in projects]
    table = pa.table(
        {
            "group_id": pa.array([group for group, _ in members], pa.int64()),
            "project_id": pa.array([project for _, project in members], pa.int64()),
        }
    )
    found = []
    for row in groups_figures(figures, table).to_pylist():
        kind, owner_id, _ = named[row["group_id"]]
        own = {
            indicator.code: [of.figure.numerator, of.figure.denominator, of.counted, of.members]
            for indicator, of in group_figures_in(row)
            if of.figure.numerator is not None
        }
        found.append(GroupFinding(kind, owner_id, own))
    return found


def _as_table(stored: Iterable[tuple[int, Figures]]) -> pa.Table:
    """Stored figures of projects as the engine gives them."""
    schema = figures_schema()
    columns: dict[str, list[int | None]] = {name: [] for name in schema.names}
    for project_id, figures in stored:
        columns["project_id"].append(project_id)
        for indicator in CATALOGUE:
            numerator, denominator = figures.get(indicator.code, (None, None))
            columns[f"n_{indicator.code}"].append(numerator)
            if f"d_{indicator.code}" in columns:
                columns[f"d_{indicator.code}"].append(denominator)
    return pa.table(columns, schema=schema)


def store(computed: Computed, *, at: datetime) -> Run:
    """Put the findings in the place of those of the period, or of the projects that were computed anew."""
    code = computed.period.code
    with transaction.atomic():
        # Two workers that store at once take turns.
        Head.objects.select_for_update().get(pk=1)
        run = Run.objects.create(
            period=code,
            position=computed.position,
            declarations=declarations(),
            computed_at=at,
            projects=len(computed.projects),
            is_whole=computed.touched is None,
        )
        earlier, lights = Finding.objects.filter(period=code), LightFinding.objects.filter(period=code)
        if computed.touched is not None:
            earlier = earlier.exclude(kind=FindingKind.PROJECT) | Finding.objects.of_projects(code).filter(
                owner_id__in=computed.touched
            )
            lights = lights.filter(project_id__in=computed.touched)
        earlier.delete()
        lights.delete()
        write_rows(Finding, _findings(run, computed))
        write_rows(LightFinding, _lights(run, computed))
    return run


def _findings(run: Run, computed: Computed) -> pa.Table:
    projects = [
        (FindingKind.PROJECT.value, one.project_id, one.figures, one.inputs, one.fact_ids) for one in computed.projects
    ]
    nothing: dict[str, Any] = {}
    groups = [(group.kind.value, group.owner_id, group.figures, nothing, list[int]()) for group in computed.groups]
    kinds, owners, figures, inputs, facts = zip(*projects, *groups, strict=True)
    columns = {"kind": kinds, "owner_id": owners}
    columns |= {name: _json(of) for name, of in (("figures", figures), ("inputs", inputs), ("fact_ids", facts))}
    return _of_run(run, columns)


def _lights(run: Run, computed: Computed) -> pa.Table:
    rows = [{"project_id": one.project_id, **light.row()} for one in computed.projects for light in one.lights]
    columns = {name: [row[name] for row in rows] for name in _LIGHT_COLUMNS}
    return _of_run(run, columns | {"contributions": _json(columns["contributions"])})


def _json(values: Iterable[Any]) -> list[str]:
    return [json.dumps(value, ensure_ascii=False) for value in values]


def _of_run(run: Run, columns: dict[str, Any]) -> pa.Table:
    count = len(next(iter(columns.values())))
    return pa.table({"run_id": [run.pk] * count, "period": [run.period] * count, **columns})
