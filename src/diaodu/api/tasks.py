"""Reporting tasks: what is asked of the units, how often, until when."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import StringConstraints

from diaodu.accounts.models import Unit
from diaodu.api.access import Request, may, may_for
from diaodu.api.asking import STORABLE, AskedAsOf, AskedPage, Day, Id, Page, page_of
from diaodu.api.errors import VERB_REFUSALS, Refused, answers, takes
from diaodu.api.known import Known, UnitRef
from diaodu.api.sources import JSON_BYTES
from diaodu.api.values import Code, measure_of
from diaodu.engine.dues import DueRule
from diaodu.engine.periods import Cadence
from diaodu.facts.models import REVIEWING_ROLES
from diaodu.facts.reporting import AskedMeasure, ReportingTask, TypedIn
from diaodu.projects.asking import Scope, Terms, change_terms, set_up_task
from diaodu.projects.models import Phase, Programme

router = Router(tags=["reporting tasks"])
Often = Literal["ten_days", "week", "month", "quarter"]
Distances = Annotated[list[Annotated[int, Field(ge=0, le=99)]], Field(max_length=10)]
TaskName = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=STORABLE)]


class AskedMeasureOut(Schema):
    """A measure that a task asks for, and the unit in which people type its amounts. Programs send fen."""

    measure: str
    typed_in: TypedIn


class TaskOut(Schema):
    """A standing request: which measures are reported for which kind of period, and until when."""

    id: int
    name: str
    unit: UnitRef
    cadence: Often
    measures: list[AskedMeasureOut]
    due_rule: DueRule
    due_number: int
    remind_before: list[int] = Field(description="Working days before it is due.")
    remind_after: list[int] = Field(description="Working days after it was due.")
    from_on: date
    to_on: date | None = Field(description="The first day without it.")


class TermsIn(Schema, extra="forbid"):
    """What of a task may be changed later."""

    name: TaskName
    due_rule: DueRule
    due_number: int = Field(ge=0, le=60, strict=True)
    remind_before: Distances = Field(default_factory=list)
    remind_after: Distances = Field(default_factory=list)
    to_on: Day | None = None


class TaskIn(TermsIn):
    """A new task. What it asks about, and how often, never changes."""

    unit: Id = Field(description="The government that asks.")
    cadence: Often
    measures: list[Code] = Field(min_length=1, max_length=40)
    typed_in: TypedIn = TypedIn.WAN
    programmes: list[Id] = Field(default_factory=list, max_length=50, description="None: all projects.")
    phases: list[Phase] = Field(default_factory=list, max_length=len(Phase))
    units: list[Id] = Field(default_factory=list, max_length=200, description="With those below them; none: all.")
    from_on: Day


@router.get("", response=answers(Page[TaskOut], refusals=(401, 403, 422)))
def tasks(request: Request, asked: Query[AskedPage]) -> Page[TaskOut]:
    """Tasks that concern the caller, by name."""
    known = Known.at(request.auth, asked.as_of)
    rows = known.visible(ReportingTask).order_by("name", "id")
    return page_of(rows, asked, lambda stretch: shown_tasks(stretch, known))


@router.get("/{task_id}", response=answers(TaskOut))
def task(request: Request, task_id: Id, asked: Query[AskedAsOf]) -> TaskOut:
    """One task."""
    known = Known.at(request.auth, asked.as_of)
    return shown_tasks([known.one(known.visible(ReportingTask), task_id)], known)[0]


@router.post("", response=answers(TaskOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def new_task(request: Request, given: TaskIn) -> TaskOut:
    """Set up a task. Its periods open with the daily work."""
    caller = request.auth
    may(caller, REVIEWING_ROLES)
    for unit_id in (given.unit, *given.units):
        may_for(caller, REVIEWING_ROLES, unit_id)
    measures = [(measure_of(code, where="body.measures"), given.typed_in) for code in dict.fromkeys(given.measures)]
    programmes = list(Programme.objects.filter(pk__in=given.programmes))
    made = set_up_task(
        _terms(given, from_on=given.from_on),
        unit=Unit.objects.get(pk=given.unit),
        cadence=Cadence(given.cadence),
        measures=measures,
        scope=Scope(programmes, given.phases, list(Unit.objects.filter(pk__in=given.units))),
        from_on=given.from_on,
        by=caller.user,
        at=timezone.now(),
    )
    return shown_tasks([made], Known.at(caller, None))[0]


@router.post("/{task_id}/terms", response=answers(TaskOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def other_terms(request: Request, task_id: Id, given: TermsIn) -> TaskOut:
    """Other terms for the periods that open from now on."""
    caller = request.auth
    may(caller, REVIEWING_ROLES)
    known = Known.at(caller, None)
    row = known.one(ReportingTask.objects.visible_to(caller), task_id)
    may_for(caller, REVIEWING_ROLES, row.unit_id)
    change_terms(row, _terms(given, from_on=row.from_on), by=caller.user, at=timezone.now())
    return shown_tasks([row], known)[0]


def _terms(given: TermsIn, *, from_on: date) -> Terms:
    if given.to_on is not None and given.to_on <= from_on:
        raise Refused(422, "too_short", _("The task must last at least one day."), "body.given.to_on")
    distances = {"remind_before": sorted(set(given.remind_before)), "remind_after": sorted(set(given.remind_after))}
    return Terms(given.name, given.due_rule, given.due_number, **distances, to_on=given.to_on)


def shown_tasks(rows: Sequence[ReportingTask], known: Known) -> list[TaskOut]:
    """Rows with their measures: one query however many rows."""
    columns: dict[int, list[AskedMeasureOut]] = defaultdict(list)
    for asked in AskedMeasure.objects.filter(task_id__in=[row.pk for row in rows]).select_related("measure"):
        columns[asked.task_id].append(AskedMeasureOut(measure=asked.measure.code, typed_in=TypedIn(asked.typed_in)))
    return [
        TaskOut(
            unit=known.unit(row.unit_id),
            measures=columns[row.pk],
            **{name: getattr(row, name) for name in TaskOut.model_fields if name not in ("unit", "measures")},
        )
        for row in rows
    ]
