"""Background work of the findings: bringing stored ones up to date after something changed, and the nightly whole."""

from django.utils import timezone
from django_tasks import task

from diaodu.assessment.forecasting import forecast_everything
from diaodu.assessment.keeping import bring_up_to_date, run_everything, run_whole
from diaodu.engine.periods import Period


@task()
def recompute_touched() -> int:
    """What the changes since the last run touch; returns how many projects were computed anew."""
    return bring_up_to_date(at=timezone.now())


@task()
def recompute_everything() -> int:
    """All projects of the periods in use; returns how many periods."""
    return run_everything(at=timezone.now())


@task()
def compute_period(code: str) -> int:
    """All projects of one period, and all forecasts; returns how many projects."""
    at = timezone.now()
    run = run_whole(Period.parse(code), at=at)
    forecast_everything(at=at)
    return run.projects
