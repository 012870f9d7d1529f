"""Background work of the ledger."""

from django.utils import timezone
from django_tasks import task

from diaodu.facts.ledger import seal_day


@task()
def seal_today() -> str | None:
    """The daily seal; returns its hash, None when nothing was new."""
    seal = seal_day(timezone.now())
    return seal.hash if seal else None
