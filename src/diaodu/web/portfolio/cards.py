"""Cards of projects: name, light with its reason, and what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from diaodu.assessment.models import FinishForecast, LightFinding
from diaodu.projects.models import Milestone, Project
from diaodu.web.portfolio.selecting import Selection


@dataclass(frozen=True)
class NextDue:
    """The open node that is due first, on the day of looking."""

    name: str
    on: date
    today: date

    @property
    def days_late(self) -> int:
        return max((self.today - self.on).days, 0)


@dataclass(frozen=True)
class Card:
    pk: int
    name: str
    unit: str
    phase: str
    is_starred: bool
    light: LightFinding | None
    next_due: NextDue | None
    forecast: FinishForecast | None


def cards_of(selection: Selection, projects: Iterable[Project]) -> list[Card]:
    """Three queries, however many projects."""
    projects = list(projects)
    pks = [project.pk for project in projects]
    lights = {light.project_id: light for light in selection.lights.filter(project_id__in=pks)} if pks else {}
    due = next_due(selection, pks)
    forecasts = {one.project_id: one for one in selection.finish_forecasts.filter(project_id__in=pks)}
    return [
        Card(
            project.pk,
            project.name,
            selection.known.tree.name(project.unit_id),
            project.get_phase_display() if project.phase else "",
            project.starred,
            lights.get(project.pk),
            due.get(project.pk),
            forecasts.get(project.pk),
        )
        for project in projects
    ]


def next_due(selection: Selection, pks: list[int]) -> dict[int, NextDue]:
    """By project, the earliest planned date of what is not done."""
    known = selection.known
    nodes: Any = known.rows(Milestone).filter(project_id__in=pks, actual_on__isnull=True, planned_on__isnull=False)
    found: dict[int, NextDue] = {}
    for project_id, name, day in nodes.order_by("planned_on", "order").values_list("project_id", "name", "planned_on"):
        found.setdefault(project_id, NextDue(name, day, known.day))
    return found
