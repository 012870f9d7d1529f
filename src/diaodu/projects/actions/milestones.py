"""Verbs of milestones: laying them from a template, planning, forecasting, recording what happened."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from diaodu.accounts.models import Unit, User
from diaodu.facts.actions import cite_typed
from diaodu.facts.models import Subject, SubjectKind
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Milestone, NodeKind, NodeTemplate, Precedence, Project
from diaodu.projects.refusals import Refused, check_fields


def lay_milestones(
    project: Project,
    template: NodeTemplate,
    *,
    by: User,
    at: datetime,
    planned: Mapping[str, date] | None = None,
    unit: Unit | None = None,
) -> list[Milestone]:
    """The nodes of a template become milestones, with planned dates by node name. One that is there already stays."""
    with journal_entry(by=by.pk, at=at, verb="lay_milestones"):
        known = {(row.kind, row.name): row for row in project.milestones.all()}
        laid: dict[int, Milestone] = {}
        added = []
        for node in template.nodes.order_by("order", "id"):
            row = known.get((node.kind, node.name))
            if row is None:
                row = _add(project, node.name, NodeKind(node.kind), unit, (planned or {}).get(node.name), by)
                added.append(row)
            laid[node.pk] = row
            if node.follows_id in laid:
                Precedence.objects.get_or_create(milestone=row, predecessor=laid[node.follows_id])
        return added


def add_milestone(
    project: Project,
    name: str,
    kind: NodeKind,
    *,
    by: User,
    at: datetime,
    unit: Unit | None = None,
    planned_on: date | None = None,
) -> Milestone:
    """One more node of a project."""
    with journal_entry(by=by.pk, at=at, verb="add_milestone"):
        if project.milestones.filter(kind=kind, name=name).exists():
            raise Refused(_("The project has a node of this name."), "name")
        return _add(project, name, kind, unit, planned_on, by)


def _add(
    project: Project, name: str, kind: NodeKind, unit: Unit | None, planned_on: date | None, by: User
) -> Milestone:
    last = project.milestones.order_by("-order").first()
    row = Milestone(project=project, name=name, kind=kind, unit=unit, planned_on=planned_on)
    row.order = last.order + 1 if last else 1
    check_fields(row, "name", "kind")
    row.subject = Subject.objects.create(kind=SubjectKind.MILESTONE)
    row.save()
    if planned_on is not None:
        cite_typed(row.subject, "planned_on", None, typed=planned_on.isoformat(), by=by)
    return row


def plan_milestone(milestone: Milestone, *, on: date, by: User, at: datetime) -> Milestone:
    """The planned date, where there is none yet. From then on only a granted extension moves it."""
    with journal_entry(by=by.pk, at=at, verb="plan_milestone"):
        row = _locked(milestone)
        if row.planned_on is not None and row.planned_on != on:
            raise Refused(_("A planned date moves only by an extension. Ask for one."), "on")
        return _set_date(row, "planned_on", on, by)


def forecast_milestone(milestone: Milestone, *, on: date | None, by: User, at: datetime) -> Milestone:
    """When those who build expect it; None takes the expectation back."""
    with journal_entry(by=by.pk, at=at, verb="forecast_milestone"):
        row = _locked(milestone)
        if row.actual_on is not None:
            raise Refused(_("The node is done: there is nothing to expect."), "on")
        return _set_date(row, "forecast_on", on, by)


def record_actual_date(milestone: Milestone, *, on: date, by: User, at: datetime, reason: str = "") -> Milestone:
    """The day on which it was done. Another day than the one on record needs a reason."""
    with journal_entry(by=by.pk, at=at, verb="record_actual_date"):
        row = _locked(milestone)
        if on > localdate(at):
            raise Refused(_("What is done was done by today."), "on")
        if row.actual_on not in (None, on) and not reason.strip():
            raise Refused(_("Another day is on record. Say why this one is right."), "reason")
        row._change_reason = reason or None  # type: ignore[attr-defined]
        return _set_date(row, "actual_on", on, by)


def _locked(milestone: Milestone) -> Milestone:
    row: Milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    return row


def _set_date(row: Milestone, field: str, on: date | None, by: User) -> Milestone:
    if getattr(row, field) != on:
        setattr(row, field, on)
        row.save()
        cite_typed(row.subject, field, None, typed=on.isoformat() if on else "", by=by)
    return row


def assign_milestone(milestone: Milestone, *, unit: Unit | None, person: str, by: User, at: datetime) -> Milestone:
    """Which unit and who in it answers for the node."""
    with journal_entry(by=by.pk, at=at, verb="assign_milestone"):
        row = _locked(milestone)
        if (row.unit_id, row.person) != (unit.pk if unit else None, person):
            row.unit, row.person = unit, person
            check_fields(row, "person")
            row.save()
            cite_typed(row.subject, "person", None, typed=person, by=by)
        return row


def wait_for(milestone: Milestone, predecessors: Collection[Milestone], *, by: User, at: datetime) -> None:
    """Which nodes of the same project have to be done before this one."""
    with journal_entry(by=by.pk, at=at, verb="wait_for"):
        if any(before.project_id != milestone.project_id for before in predecessors):
            raise Refused(_("A node waits for nodes of its own project."), "predecessors")
        links = Precedence.objects.filter(milestone__project=milestone.project_id)
        above: dict[int, set[int]] = {}
        for link in links.exclude(milestone=milestone):
            above.setdefault(link.milestone_id, set()).add(link.predecessor_id)
        if any(milestone.pk in _all_before(before.pk, above) for before in predecessors):
            raise Refused(_("These nodes would wait for each other."), "predecessors")
        kept = {link.predecessor_id: link for link in links.filter(milestone=milestone)}
        for before in predecessors:
            if kept.pop(before.pk, None) is None:
                Precedence.objects.create(milestone=milestone, predecessor=before)
        for link in kept.values():
            link.delete()


def _all_before(node: int, above: Mapping[int, Collection[int]]) -> set[int]:
    """A node and all that it waits for."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(above.get(current, ()))
    return seen
