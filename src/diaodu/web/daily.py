"""What is done once a day, in this order. Each task may run twice on a day: the server begins with them, too."""

from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from diaodu.assessment.tasks import recompute_everything
from diaodu.facts.tasks import seal_today
from diaodu.projects.tasks import open_due_periods
from diaodu.web.reports.reminders import remind_today

# After midnight, so that a day is over when its work is done.
BEGIN = time(0, 10)


@task()
def forget_what_is_over() -> None:
    """Sessions that have ended, and results of tasks older than a fortnight."""
    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)


DAILY = (open_due_periods, remind_today, recompute_everything, seal_today, forget_what_is_over)


def enqueue_daily() -> None:
    for each in DAILY:
        each.enqueue()


def seconds_to_next_day() -> float:
    """From now to the next day's beginning of daily work."""
    now = timezone.localtime()
    tomorrow = datetime.combine(now.date() + timedelta(days=1), BEGIN, tzinfo=now.tzinfo)
    return (tomorrow - now).total_seconds()
