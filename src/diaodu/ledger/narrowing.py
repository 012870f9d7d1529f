"""Which projects fit a filter of the ledger."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from diaodu.accounts.known import Known
from diaodu.assessment.models import LightFinding
from diaodu.engine.periods import Period
from diaodu.facts.models import Fact, FactQuerySet, FigureKind
from diaodu.ledger.columns import Column, Kind, Origin
from diaodu.ledger.figures_in_store import projects_between
from diaodu.ledger.stretches import as_day, exact_bounds, kept_bounds
from diaodu.projects.models import AnnualPlan, Firm, Listing, Project

Rows = QuerySet[Project]
YES = ("1", "yes", "是")


class NotNow(ValueError):
    """Findings are kept as computed from what is known now: the past is not narrowed by them."""


def narrowed(rows: Rows, column: Column, values: Sequence[str], *, known: Known, period: Period) -> Rows:
    """Those that fit one of the values. Raises NotAFigure for what is no number or day, NotNow for the past."""
    return _BY_ORIGIN[column.origin](rows, column, values, known, period)


def facts_then(known: Known, period: Period) -> FactQuerySet:
    """What was reported of a period by then. Statistical figures are not among them."""
    facts = Fact.objects.filter(period=period.code).exclude(source_kind=FigureKind.STATISTICS)
    return facts.current() if known.position is None else facts.as_of(known.position)


def plan_of_project(known: Known, period: Period) -> Subquery:
    """The amount of the plan that stands for the year, for each project of the query around it."""
    plans = known.rows(AnnualPlan).filter(project_id=OuterRef("id"), year=period.year)
    return Subquery(plans.order_by("-version").values("amount_fen")[:1])


def _by_field(rows: Rows, column: Column, values: Sequence[str], known: Known, period: Period) -> Rows:
    if column.kind is Kind.CHOICE:
        return rows.filter(**{f"{column.name}__in": values})
    if column.kind is Kind.YES_NO:
        return rows.filter(**{column.name: values[-1] in YES})
    fitting: Rows = (
        _any_of(rows, [Q(**{f"{column.name}__icontains": words}) for words in values])
        if column.kind is Kind.WORDS
        else _within(rows, column, values, column.name)
    )
    return fitting


def _within(rows: Any, column: Column, values: Sequence[str], name: str) -> Any:
    asked = []
    for words in values:
        least, most = kept_bounds(column, words)
        low, high = (as_day(least), as_day(most)) if column.origin is Origin.FIELD and column.kind is Kind.DAY else (
            least, most
        )  # fmt: skip
        stretch = Q() if low is None else Q(**{f"{name}__gte": low})
        asked.append(stretch if high is None else stretch & Q(**{f"{name}__lte": high}))
    return _any_of(rows, asked)


def _any_of(rows: Any, asked: list[Q]) -> Any:
    fits = Q()
    for one in asked:
        fits |= one
    return rows.filter(fits)


def _numbers(values: Sequence[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 10]


def _by_unit(rows: Rows, column: Column, values: Sequence[str], known: Known, period: Period) -> Rows:
    return rows.filter(unit_id__in=known.tree.beneath(_numbers(values))) if _numbers(values) else rows


def _by_programme(rows: Rows, column: Column, values: Sequence[str], known: Known, period: Period) -> Rows:
    listed = known.rows(Listing).filter(programme_id__in=_numbers(values))
    return rows.filter(id__in=listed.order_by().values("project_id")) if _numbers(values) else rows


def _by_firm(rows: Rows, column: Column, values: Sequence[str], known: Known, period: Period) -> Rows:
    firms = _any_of(known.rows(Firm), [Q(name__icontains=words) for words in values])
    return rows.filter(owner_id__in=firms.order_by().values("id"))


def _by_plan(rows: Rows, column: Column, values: Sequence[str], known: Known, period: Period) -> Rows:
    planned: Any = rows.annotate(standing_plan_fen=plan_of_project(known, period))
    return _within(planned, column, values, "standing_plan_fen")  # type: ignore[no-any-return]


def _by_measure(rows: Rows, column: Column, values: Sequence[str], known: Known, period: Period) -> Rows:
    facts = facts_then(known, period).filter(measure__code=column.name)
    if column.kind is Kind.WORDS:
        facts = _any_of(facts, [Q(text__icontains=words) for words in values])
    else:
        facts = _within(facts, column, values, "number")
    return rows.filter(subject_id__in=facts.order_by().values("subject_id"))


def _by_indicator(rows: Rows, column: Column, values: Sequence[str], known: Known, period: Period) -> Rows:
    if known.position is not None:
        raise NotNow(column.code)
    found = [projects_between(column.name, period.code, exact_bounds(column, words)) for words in values]
    return _any_of(rows, [Q(id__in=projects) for projects in found])  # type: ignore[no-any-return]


def _by_light(rows: Rows, column: Column, values: Sequence[str], known: Known, period: Period) -> Rows:
    if known.position is not None:
        raise NotNow(column.code)
    lights = LightFinding.objects.filter(period=period.code, scheme=column.name, token__in=values)
    return rows.filter(id__in=lights.values("project_id"))


_BY_ORIGIN: dict[Origin, Callable[[Rows, Column, Sequence[str], Known, Period], Rows]] = {
    Origin.FIELD: _by_field,
    Origin.UNIT: _by_unit,
    Origin.PROGRAMMES: _by_programme,
    Origin.FIRM: _by_firm,
    Origin.PLAN: _by_plan,
    Origin.MEASURE: _by_measure,
    Origin.INDICATOR: _by_indicator,
    Origin.LIGHT: _by_light,
}
