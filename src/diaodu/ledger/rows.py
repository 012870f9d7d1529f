"""The rows of the ledger: those that fit, in their order, a page of them with their cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from diaodu.accounts.known import Known
from diaodu.assessment.models import LightFinding
from diaodu.engine.lights import SEVERITY
from diaodu.facts.figures import NotAFigure
from diaodu.journal.models import Head
from diaodu.ledger.asking import NEVER, Asked
from diaodu.ledger.cells import Shown, cells_of
from diaodu.ledger.columns import Column, Origin
from diaodu.ledger.figures_in_store import figure_of_project
from diaodu.ledger.narrowing import NotNow, facts_then, narrowed, plan_of_project
from diaodu.meetings.taking_up import by_last_meeting, never_taken_up, taken_up_at
from diaodu.projects.models import Project
from diaodu.projects.rights import may_keep


@dataclass(frozen=True)
class Row:
    """One project with what the asked columns say of it, by their codes; None says that nothing was stated."""

    project: Project
    cells: dict[str, Shown]
    may_edit: bool

    @property
    def pk(self) -> int:
        return self.project.pk


@dataclass
class ProjectLedger:
    """The ledger that one person may see, narrowed to what is asked. `ignored` tells of filters that could not be
    read, each with its column and words."""

    known: Known
    asked: Asked
    ignored: list[tuple[Column, str]] = field(default_factory=list)
    past: list[Column] = field(default_factory=list)

    @cached_property
    def position(self) -> int:
        """The position of the journal that the rows are read at: edits say that they have seen it."""
        if self.known.position is not None:
            return self.known.position
        return Head.objects.values_list("position", flat=True).get(pk=1)

    @property
    def everything(self) -> QuerySet[Project]:
        return self.known.visible(Project)

    @cached_property
    def narrowed(self) -> QuerySet[Project]:
        rows, asked = self.everything, self.asked
        if asked.meeting == NEVER:
            rows = never_taken_up(rows, self.known, "project")
        elif asked.meeting:
            rows = taken_up_at(rows, self.known, "project", int(asked.meeting))
        for column, values in asked.filtered:
            try:
                rows = narrowed(rows, column, values, known=self.known, period=asked.period)
            except NotAFigure:
                self.ignored.append((column, "、".join(values)))
            except NotNow:
                self.past.append(column)
        return rows

    def sorted(self) -> QuerySet[Project]:
        column, is_descending = self.asked.sorted_by, self.asked.is_descending
        if column.origin is Origin.FIELD and column.name == "name":
            return self.narrowed.order_by(self.asked.sort, "-id" if is_descending else "id")
        if column.origin is Origin.MEETING:
            return by_last_meeting(self.narrowed, self.known, "project", is_descending=is_descending)
        key = self._key(column)
        if key is None:
            self.past.append(column)
            return self.narrowed.order_by("name", "id")
        keyed = self.narrowed if isinstance(key, F) else self.narrowed.annotate(sorted_by=key)
        order = key if isinstance(key, F) else F("sorted_by")
        by_key = order.desc(nulls_last=True) if is_descending else order.asc(nulls_last=True)
        return keyed.order_by(by_key, "name", "id")

    def _key(self, column: Column) -> Any:
        """What the rows are ordered by; None for what is only known of now."""
        period = self.asked.period
        if column.origin is Origin.FIELD:
            return F(column.name)
        if column.origin is Origin.PLAN:
            return plan_of_project(self.known, period)
        if column.origin is Origin.MEASURE:
            facts = facts_then(self.known, period).filter(measure__code=column.name, subject_id=OuterRef("subject_id"))
            return Subquery(facts.order_by("source_kind").values("number")[:1])
        if self.known.position is not None:
            return None
        if column.origin is Origin.INDICATOR:
            return figure_of_project(column.name, period.code)
        return _severity(column, period.code)

    def stretch(self, first: int, count: int) -> list[Row]:
        """Some rows in their order, in as many queries however many they are."""
        self.position  # noqa: B018  # read before the rows, so that nothing slips in between unseen
        return self.shown(self.sorted()[first : first + count])

    def shown(self, projects: Iterable[Project], columns: Sequence[Column] | None = None) -> list[Row]:
        projects = list(projects)
        cells = cells_of(projects, columns or self.asked.columns, known=self.known, period=self.asked.period)
        is_now = self.known.position is None
        viewer = self.known.viewer
        return [Row(row, cells[row.pk], is_now and may_keep(viewer, row)) for row in projects]


def _severity(column: Column, period: str) -> Subquery:
    whens = [When(token=token, then=Value(rank)) for rank, token in enumerate(SEVERITY)]
    rank = Case(*whens, output_field=IntegerField())
    lights = LightFinding.objects.filter(period=period, scheme=column.name, project_id=OuterRef("id"))
    return Subquery(lights.annotate(rank=rank).values("rank")[:1])
