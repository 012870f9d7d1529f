"""Verbs of reporting tasks: setting one up, changing its terms, opening the periods that are over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils.timezone import make_aware

from diaodu.accounts.calendar import work_calendar
from diaodu.accounts.models import Unit, User
from diaodu.accounts.tree import UnitTree
from diaodu.engine.dues import DueRule, due_on
from diaodu.engine.periods import Cadence, Period
from diaodu.engine.workdays import UnknownYear
from diaodu.facts.models import Measure
from diaodu.facts.reporting import AskedMeasure, ReportingTask, Submission, TypedIn
from diaodu.facts.submitting import open_submission
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Listing, Phase, Programme, Project
from diaodu.projects.scopes import TaskScope

END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class Terms:
    """What of a task may be changed: its name, when it is due, when it reminds, until when it runs."""

    name: str
    due_rule: DueRule
    due_number: int
    remind_before: list[int]
    remind_after: list[int]
    to_on: date | None = None


@dataclass(frozen=True)
class Scope:
    """Which projects are asked about; an empty part narrows nothing."""

    programmes: Sequence[Programme] = ()
    phases: Sequence[Phase] = ()
    units: Sequence[Unit] = ()


@dataclass
class Opening:
    """What opening found to do: new submissions, and years whose workdays nobody can count yet."""

    opened: list[Submission] = field(default_factory=list)
    unknown: dict[int, UnknownYear] = field(default_factory=dict)


def set_up_task(
    terms: Terms,
    *,
    unit: Unit,
    cadence: Cadence,
    measures: Iterable[tuple[Measure, TypedIn]],
    scope: Scope,
    from_on: date,
    by: User | None,
    at: datetime,
) -> ReportingTask:
    """A new task, asked by the government of a unit about the projects of its area."""
    with journal_entry(by=by.pk if by else None, at=at, verb="set_up_task"):
        task = ReportingTask.objects.create(unit=unit, cadence=cadence.value, from_on=from_on, **asdict(terms))
        for order, (measure, typed_in) in enumerate(measures):
            AskedMeasure.objects.create(task=task, measure=measure, order=order, typed_in=typed_in)
        kept = TaskScope.objects.create(task=task, phases=[phase.value for phase in scope.phases])
        kept.programmes.set(scope.programmes)
        kept.units.set(scope.units)
    return task


def change_terms(task: ReportingTask, terms: Terms, *, by: User, at: datetime) -> None:
    """Other terms for the periods that open from now on; what is asked already stays due as it was."""
    with journal_entry(by=by.pk, at=at, verb="change_terms"):
        for name, value in asdict(terms).items():
            setattr(task, name, value)
        task.save()


def open_periods(*, today: date, at: datetime, by: User | None = None) -> Opening:
    """Ask for every period that is over and was not asked for yet. Running it again asks for nothing twice."""
    found = Opening()
    calendar = work_calendar()
    for task in ReportingTask.objects.select_related("unit", "scope").order_by("id"):
        open_already = set(task.submissions.order_by().values_list("period", flat=True).distinct())
        for period in periods_over(task, today):
            if period.code in open_already:
                continue
            try:
                due = _end_of(due_on(period, DueRule(task.due_rule), task.due_number, calendar))
            except UnknownYear as unknown:
                found.unknown[unknown.year] = unknown
                continue
            found.opened += _open(task, period, due, by=by, at=at)
    return found


def periods_over(task: ReportingTask, today: date) -> Iterator[Period]:
    """The task's periods that ended before today, from the one that holds its first day."""
    period = Period.holding(task.from_on, Cadence(task.cadence))
    while period.last_day < today and (task.to_on is None or period.last_day < task.to_on):
        yield period
        period = period.next()


def asked_projects(scope: TaskScope, period: Period, tree: UnitTree) -> QuerySet[Project]:
    """The projects that a scope names in a period."""
    projects = Project.objects.filter(unit_id__in=tree.beneath([scope.task.unit_id]))
    if programmes := list(scope.programmes.values_list("pk", flat=True)):
        listed = Listing.objects.filter(programme_id__in=programmes, year=period.year)
        projects = projects.filter(pk__in=listed.values("project_id"))
    if units := list(scope.units.values_list("pk", flat=True)):
        projects = projects.filter(unit_id__in=tree.beneath(units))
    if scope.phases:
        projects = projects.filter(phase__in=scope.phases)
    return projects.order_by("name", "id")


def _open(task: ReportingTask, period: Period, due_at: datetime, *, by: User | None, at: datetime) -> list[Submission]:
    tree = UnitTree.on(period.last_day)
    subjects: dict[int, list[int]] = defaultdict(list)
    for unit_id, subject_id in asked_projects(task.scope, period, tree).values_list("unit_id", "subject_id"):
        subjects[unit_id].append(subject_id)
    units = Unit.objects.in_bulk(list(subjects))
    with journal_entry(by=by.pk if by else None, at=at, verb="open_period"):
        return [
            open_submission(units[unit_id], period=period.code, due_at=due_at, task=task, subjects=asked, by=by, at=at)
            for unit_id, asked in sorted(subjects.items())
        ]


def _end_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, END_OF_DAY))
