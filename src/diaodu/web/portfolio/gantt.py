"""The portfolio on one line of time: a row a project, planned beside actual, former dates as ghosts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.projects.models import Extension, ExtensionState, Milestone, Phase, Project
from diaodu.web.portfolio.selecting import PortfolioForm

ROWS = 30
# The drawing is this many units wide; a row is this high, with the months above.
WIDTH, ROW, HEAD = 1000, 30, 22
MARGIN = timedelta(days=20)


class GanttForm(PortfolioForm):
    phase = forms.ChoiceField(label=_("Phase"), choices=[("", _("All phases")), *Phase.choices], required=False)

    field_order = ("unit", "programme", "phase")

    def __init__(self, asked: QueryDict, *, known: Known) -> None:
        super().__init__(asked, known=known)
        del self.fields["period"]


@dataclass(frozen=True)
class TimeLine:
    """From day to day, as places on the width of the drawing."""

    first: date
    last: date

    def at(self, day: date) -> int:
        return (day - self.first).days * WIDTH // max((self.last - self.first).days, 1)

    @property
    def years(self) -> list[tuple[int, str, int]]:
        """Beginnings of years with their place, in units of the drawing and in percent of its width."""
        years = range(self.first.year + 1, self.last.year + 1)
        places = [(self.at(date(year, 1, 1)), year) for year in years]
        return [(at, f"{at // 10}.{at % 10}%", year) for at, year in places]


@dataclass(frozen=True)
class Bar:
    x: int
    width: int
    words: str


@dataclass(frozen=True)
class Mark:
    """A node: done, overdue or to come."""

    x: int
    state: str
    name: str
    day: date


@dataclass(frozen=True)
class Line:
    """One project with its bars; days that nobody stated are not drawn."""

    pk: int
    name: str
    unit: str
    y: int
    planned: Bar | None
    actual: Bar | None
    marks: list[Mark]
    ghosts: list[int]
    planned_on: tuple[date | None, date | None]
    actual_on: tuple[date | None, date | None]


@dataclass(frozen=True)
class Gantt:
    lines: list[Line]
    time: TimeLine | None
    today: date

    @property
    def height(self) -> int:
        return HEAD + len(self.lines) * ROW + 4

    @property
    def today_at(self) -> int | None:
        inside = self.time is not None and self.time.first <= self.today <= self.time.last
        return self.time.at(self.today) if inside and self.time else None


def gantt_of(known: Known, projects: Iterable[Project]) -> Gantt:
    """Two queries, however many projects."""
    projects = list(projects)
    pks = [project.pk for project in projects]
    nodes: dict[int, list[Milestone]] = defaultdict(list)
    for node in known.rows(Milestone).filter(project_id__in=pks).order_by("order", "id"):
        nodes[node.project_id].append(node)
    of_node = {node.pk: node.project_id for rows in nodes.values() for node in rows}
    ghosts: dict[int, list[date]] = defaultdict(list)
    granted: Any = known.rows(Extension).filter(milestone_id__in=of_node, state=ExtensionState.GRANTED)
    for milestone_id, day in granted.order_by("id").values_list("milestone_id", "from_on"):
        ghosts[of_node[milestone_id]].append(day)
    days = [day for one in projects for day in _days(one, nodes[one.pk], ghosts[one.pk])]
    if not days:
        return Gantt([], None, known.day)
    time = TimeLine(min(days) - MARGIN, max(days) + MARGIN)
    lines = [_line(known, time, at, one, nodes[one.pk], ghosts[one.pk]) for at, one in enumerate(projects)]
    return Gantt(lines, time, known.day)


def _days(project: Project, nodes: list[Milestone], ghosts: list[date]) -> list[date]:
    own = [project.planned_start_on, project.planned_finish_on, project.actual_start_on, project.actual_finish_on]
    own += [day for node in nodes for day in (node.planned_on, node.actual_on)]
    return [day for day in (*own, *ghosts) if day is not None]


def _line(known: Known, time: TimeLine, at: int, project: Project, nodes: list[Milestone], ghosts: list[date]) -> Line:
    running_until = project.actual_finish_on or min(known.day, time.last)
    return Line(
        project.pk,
        project.name,
        known.tree.name(project.unit_id),
        HEAD + at * ROW,
        _bar(time, project.planned_start_on, project.planned_finish_on),
        _bar(time, project.actual_start_on, running_until),
        [mark for node in nodes if (mark := _mark(time, node, known.day))],
        [time.at(day) for day in dict.fromkeys(ghosts)],
        (project.planned_start_on, project.planned_finish_on),
        (project.actual_start_on, project.actual_finish_on),
    )


def _bar(time: TimeLine, first: date | None, last: date | None) -> Bar | None:
    if first is None or last is None or last < first:
        return None
    return Bar(time.at(first), max(time.at(last) - time.at(first), 2), f"{first} – {last}")


def _mark(time: TimeLine, node: Milestone, today: date) -> Mark | None:
    day = node.actual_on or node.planned_on
    if day is None:
        return None
    state = "done" if node.actual_on else "overdue" if day < today else "coming"
    return Mark(time.at(day), state, node.name, day)
