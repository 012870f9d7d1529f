"""Keeping stored findings up to date: which projects the changes since a run touch, and computing these anew."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from diaodu.assessment.forecasting import forecast_everything, forecast_touched
from diaodu.assessment.gathering import wanted
from diaodu.assessment.models import LightChoice, LightDecision, Run
from diaodu.assessment.running import compute, compute_touched, declarations, head, store
from diaodu.engine.periods import Cadence, Period
from diaodu.facts.models import Fact
from diaodu.facts.reporting import Submission
from diaodu.projects.models import AnnualPlan, FundingLine, Listing, Milestone, Project, Share

# Models whose every row is about one project, with the field that says which.
_ABOUT_PROJECTS: tuple[tuple[Any, str], ...] = (
    (Project, "id"),
    (AnnualPlan, "project_id"),
    (Milestone, "project_id"),
    (FundingLine, "project_id"),
    (Share, "project_id"),
    (Listing, "project_id"),
    (LightDecision, "project_id"),
)

# Beyond these, all projects are sooner computed than some.
MOST_TOUCHED = 500


def latest_runs() -> dict[str, Run]:
    """The last run of each period that has one."""
    last = Run.objects.order_by().values("period").annotate(last=Max("id")).values("last")
    return {run.period: run for run in Run.objects.filter(id__in=last)}


def periods_in_use() -> list[Period]:
    """The latest month that was reported about, and what has runs of its year; nobody works in earlier ones."""
    reported = [Period.parse(code) for code in Fact.objects.periods()]
    latest = max((period for period in reported if period.cadence is Cadence.MONTH), default=None)
    run = [Period.parse(code) for code in latest_runs()]
    periods = set(run) if latest is None else {latest, *run}
    return sorted(period for period in periods if period.year == max(one.year for one in periods))


def touched_since(run: Run, *, until: int) -> frozenset[int] | None:
    """The projects that changes after a run, up to a position, touch; None when they may be all of them."""
    since = {"position__gt": run.position, "position__lte": until}
    if run.declarations != declarations() or LightChoice.history.filter(**since).exists():
        return None
    touched: set[int] = set()
    for model, key in _ABOUT_PROJECTS:
        touched |= set(model.history.filter(**since).values_list(key, flat=True))
    facts = Fact.objects.filter(entry_id__gt=run.position, entry_id__lte=until)
    subjects = facts.filter(period__in=wanted(Period.parse(run.period))["period"].to_pylist()).values("subject_id")
    touched |= set(Project.objects.filter(subject_id__in=subjects).order_by().values_list("id", flat=True))
    touched |= set(FundingLine.objects.filter(subject_id__in=subjects).order_by().values_list("project_id", flat=True))
    reports = Submission.history.filter(**since).filter(Q(period__startswith=run.period[:4]))
    units = set(reports.values_list("unit_id", flat=True))
    return frozenset(touched) | frozenset(
        Project.objects.filter(unit_id__in=units).order_by().values_list("id", flat=True)
    )


def bring_up_to_date(*, at: datetime) -> int:
    """Compute anew what changes since the last runs touch: (how many projects). Nothing changed, nothing done."""
    runs, computed = latest_runs(), 0
    changed: set[int] = set()
    is_whole = False
    for period in periods_in_use():
        position = head()
        touched = touched_since(runs[period.code], until=position) if period.code in runs else None
        if touched is None or len(touched) > MOST_TOUCHED:
            computed += run_whole(period, at=at).projects
            is_whole = True
        elif touched:
            computed += _run_touched(period, touched, position=position, at=at).projects
            changed |= touched
    if is_whole:
        forecast_everything(at=at)
    elif changed:
        forecast_touched(changed, at=at)
    return computed


def _run_touched(period: Period, touched: Collection[int], *, position: int, at: datetime) -> Run:
    return store(compute_touched(period, position=position, project_ids=touched), at=at)


def run_whole(period: Period, *, at: datetime) -> Run:
    """Compute and store all findings of a period, from what is known now."""
    return store(compute(period, position=head()), at=at)


def run_everything(*, at: datetime) -> int:
    """All projects of all periods in use, and all forecasts: (how many periods)."""
    periods = periods_in_use()
    for period in periods:
        run_whole(period, at=at)
    forecast_everything(at=at)
    return len(periods)
