"""Background work of projects."""

import logging

from django.utils import timezone
from django_tasks import task

from diaodu.projects.asking import open_periods

log = logging.getLogger(__name__)


@task()
def open_due_periods() -> int:
    """Asks for the periods that are over; returns how many submissions that made."""
    found = open_periods(today=timezone.localdate(), at=timezone.now())
    for unknown in found.unknown.values():
        log.error("%s", unknown)
    return len(found.opened)
