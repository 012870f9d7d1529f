"""The nodes of a project: their dates in words, and the drawing of them on one line of time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from diaodu.accounts.known import Known
from diaodu.projects.models import Extension, ExtensionState, Milestone, NodeKind, Precedence
from diaodu.web.records.evidence import Cited, EvidenceOf

# The line of time begins and ends a little before and after what stands on it.
MARGIN = timedelta(days=15)
MOST_TICKS = 8


@dataclass(frozen=True)
class TimeLine:
    """From day to day, as shares of a width. What is drawn is placed in hundredths of a percent of it."""

    first: date
    last: date

    @classmethod
    def around(cls, days: Iterable[date]) -> "TimeLine | None":
        known = sorted(days)
        return cls(known[0] - MARGIN, known[-1] + MARGIN) if known else None

    def at(self, day: date) -> str:
        """Where a day stands: "37.50%"."""
        return _percent((day - self.first).days, (self.last - self.first).days)

    def width(self, first: date, last: date) -> str:
        return _percent((last - first).days, (self.last - self.first).days)

    @property
    def ticks(self) -> list[tuple[str, str]]:
        """Beginnings of months with their place, as many as can be read beside each other."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 10_000) if months < step * MOST_TICKS)
        found = []
        for number in range(1, months + 1):
            year, month = divmod(self.first.year * 12 + self.first.month - 1 + number, 12)
            if month % min(step, 12) == 0 and (step <= 12 or year % (step // 12) == 0):
                found.append((self.at(date(year, month + 1, 1)), f"{year}-{month + 1:02}"))
        return found


def _percent(part: int, whole: int) -> str:
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02}%"


@dataclass(frozen=True)
class NodeRow:
    """One node as known. `former` are the planned dates that extensions moved, the earliest first."""

    node: Milestone
    today: date
    unit: str
    planned: Cited
    forecast: Cited
    actual: Cited
    former: list[date] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    waits_for: list[Milestone] = field(default_factory=list)

    @property
    def days_late(self) -> int:
        """Days past the planned date: until it was done, or until today."""
        if self.node.planned_on is None:
            return 0
        return max(((self.node.actual_on or self.today) - self.node.planned_on).days, 0)

    @property
    def asked(self) -> Extension | None:
        """The extension that waits to be decided."""
        return next((row for row in self.extensions if row.state == ExtensionState.ASKED), None)

    @property
    def may_ask(self) -> bool:
        """Whether an extension can still be asked for."""
        node = self.node
        return bool(node.planned_on and node.actual_on is None and self.today <= node.planned_on and not self.asked)

    @property
    def begins_on(self) -> date | None:
        """When the last of those that it waits for is done, or planned to be: where its bar begins."""
        before = [row.actual_on or row.planned_on for row in self.waits_for]
        days = [day for day in before if day is not None]
        return max(days) if days and len(days) == len(before) else None

    @property
    def days(self) -> list[date]:
        dates = [self.node.planned_on, self.node.forecast_on, self.node.actual_on, self.begins_on, *self.former]
        return [day for day in dates if day is not None]


@dataclass(frozen=True)
class Nodes:
    """All nodes of one project, in their order: those before the start first."""

    rows: list[NodeRow]
    today: date

    @cached_property
    def line(self) -> TimeLine | None:
        days = [day for row in self.rows for day in row.days]
        return TimeLine.around([*days, self.today]) if days else None

    @property
    def late(self) -> list[NodeRow]:
        return [row for row in self.rows if row.days_late and row.node.actual_on is None]

    @property
    def waiting(self) -> list[NodeRow]:
        return [row for row in self.rows if row.asked]

    @cached_property
    def groups(self) -> list[tuple[str, list[NodeRow]]]:
        """By kind, under the words of the kind."""
        kinds = [(kind.label, [row for row in self.rows if row.node.kind == kind]) for kind in NodeKind]
        return [(str(label), rows) for label, rows in kinds if rows]


def nodes_of(known: Known, nodes: list[Milestone], evidence: EvidenceOf) -> Nodes:
    """Three queries, however many nodes."""
    by_id = {node.pk: node for node in nodes}
    former = _former(known, by_id)
    extensions: dict[int, list[Extension]] = {}
    for extension in known.rows(Extension).filter(milestone_id__in=by_id).order_by("asked_on", "id"):
        extensions.setdefault(extension.milestone_id, []).append(extension)
    waits: dict[int, list[Milestone]] = {}
    for link in known.rows(Precedence).filter(milestone_id__in=by_id):
        waits.setdefault(link.milestone_id, []).append(by_id[link.predecessor_id])

    def cited(node: Milestone, name: str) -> Cited:
        day = getattr(node, name)
        return evidence.cited(node.subject_id, name, day.isoformat() if day else "")

    rows = [
        NodeRow(
            node=node,
            today=known.day,
            unit=known.tree.name(node.unit_id),
            planned=cited(node, "planned_on"),
            forecast=cited(node, "forecast_on"),
            actual=cited(node, "actual_on"),
            former=former.get(node.pk, []),
            extensions=extensions.get(node.pk, []),
            waits_for=waits.get(node.pk, []),
        )
        for node in nodes
    ]
    return Nodes(rows, known.day)


def _former(known: Known, nodes: Mapping[int, Milestone]) -> dict[int, list[date]]:
    """The planned dates that each node had before the present one, in the order in which they stood."""
    history = Milestone.history.filter(id__in=nodes, planned_on__isnull=False)
    if known.position is not None:
        history = history.filter(position__lte=known.position)
    found: dict[int, list[date]] = {}
    for pk, day in history.order_by("history_id").values_list("id", "planned_on"):
        if day != nodes[pk].planned_on and day not in found.setdefault(pk, []):
            found[pk].append(day)
    return found
