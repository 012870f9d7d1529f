"""Completeness and lateness by unit: who was asked for how much, and what came when."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from diaodu.accounts.known import Known
from diaodu.facts.models import Fact, FigureKind
from diaodu.facts.punctuality import Punctuality, punctuality_of
from diaodu.facts.reporting import AskedMeasure, AskedSubject, Submission
from diaodu.journal.models import Head
from diaodu.web.reports.listing import STATES


@dataclass(frozen=True)
class UnitRow:
    unit_id: int
    unit: str
    reports: int
    owed: int
    punctuality: Punctuality
    overdue: int
    cells: int
    reported: int
    silent: int
    links: dict[str, str]

    @property
    def link(self) -> str:
        return self.links[""]

    @property
    def late(self) -> int:
        """Came, but after the day that they were due."""
        return self.punctuality.asked - self.punctuality.in_time - self.overdue

    @property
    def open_cells(self) -> int:
        return self.cells - self.reported - self.silent


@dataclass(frozen=True)
class Completeness:
    """The reports to tasks in these rows, unit by unit."""

    known: Known
    rows: QuerySet[Submission]
    now: datetime
    # Which task and period they are narrowed to, and the past day looked at: links keep them.
    asked: Mapping[str, str]

    @cached_property
    def units(self) -> list[UnitRow]:
        rows = list(self.rows.filter(task__isnull=False).order_by())
        punctual = punctuality_of(rows, now=self.now)
        overdue = Counter(row.unit_id for row in rows if row.submitted_at is None and row.due_at < self.now)
        reports, owed = Counter(row.unit_id for row in rows), Counter(row.unit_id for row in rows if row.is_owed)
        cells, reported, silent = self._cells(rows)
        found = [
            UnitRow(
                unit_id=unit_id,
                unit=self.known.tree.name(unit_id),
                reports=n,
                owed=owed[unit_id],
                punctuality=punctual.get(unit_id, Punctuality(0, 0)),
                overdue=overdue[unit_id],
                cells=cells[unit_id],
                reported=reported[unit_id],
                silent=silent[unit_id],
                links={state: self._link(unit_id, state) for state in ("", *STATES)},
            )
            for unit_id, n in reports.items()
        ]
        return sorted(found, key=lambda row: (-row.overdue, -row.late, -row.open_cells, row.unit))

    def _link(self, unit_id: int, state: str) -> str:
        """The reports behind a count."""
        words = {**self.asked, "unit": str(unit_id)} | ({"state": state} if state else {})
        return f"{reverse('reports:list')}?{urlencode(words)}"

    def _cells(self, rows: list[Submission]) -> tuple[Counter[int], Counter[int], Counter[int]]:
        """Asked cells, those with a value, and those said to be not reported, by unit: three queries."""
        tasks: dict[int, list[int]] = defaultdict(list)
        for task_id, measure_id in AskedMeasure.objects.values_list("task_id", "measure_id"):
            tasks[task_id].append(measure_id)
        asked: dict[int, list[int]] = defaultdict(list)
        pks = [row.pk for row in rows]
        for pk, subject_id in AskedSubject.objects.filter(submission_id__in=pks).values_list(
            "submission_id", "subject_id"
        ):
            asked[pk].append(subject_id)
        known = self._facts({row.period for row in rows}, {s for subjects in asked.values() for s in subjects})
        cells: Counter[int] = Counter()
        reported: Counter[int] = Counter()
        silent: Counter[int] = Counter()
        for row in rows:
            for subject_id in asked[row.pk]:
                for measure_id in tasks[row.task_id or 0]:
                    cells[row.unit_id] += 1
                    said = known.get((row.period, subject_id, measure_id))
                    reported[row.unit_id] += said is False
                    silent[row.unit_id] += said is True
        return cells, reported, silent

    def _facts(self, periods: set[str], subjects: set[int]) -> dict[tuple[str, int, int], bool]:
        position = self.known.position
        if position is None:
            position = Head.objects.values_list("position", flat=True).get()
        facts = Fact.objects.filter(period__in=periods, subject__in=subjects, source_kind=FigureKind.DISPATCH)
        rows = facts.as_of(position).values_list("period", "subject_id", "measure_id", "not_reported")
        return {(period, subject, measure): silent for period, subject, measure, silent in rows}
