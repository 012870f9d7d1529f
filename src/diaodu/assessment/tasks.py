"""Background work of the findings: bringing stored ones up to date after something changed, and the nightly whole."""

from django.utils import timezone
from django_tasks import task

from diaodu.assessment.keeping import bring_up_to_date, run_everything


@task()
def recompute_touched() -> int:
    """What the changes since the last run touch; returns how many projects were computed anew."""
    return bring_up_to_date(at=timezone.now())


@task()
def recompute_everything() -> int:
    """All projects of the periods in use; returns how many periods."""
    return run_everything(at=timezone.now())
