"""Reads of facts that have a name: a subject's history, a period's table."""

from collections.abc import Iterable

from django.db import connection

from diaodu.facts.models import PERIODS_IN_USE, Fact, FactQuerySet


def history(subject_id: int) -> FactQuerySet:
    """Everything ever reported about a subject, each value with its source and its entry, corrections after what
    they correct."""
    facts = Fact.objects.of_subject(subject_id)
    return facts.select_related("measure", "source", "entry").order_by("period", "measure", "source_kind", "id")


def periods_in_use() -> list[str]:
    """The codes of all periods that something was reported for, in their order; one hop through the index for each."""
    with connection.cursor() as cursor:
        cursor.execute(PERIODS_IN_USE)
        return [period for (period,) in cursor.fetchall()]


def period_table(subject_ids: Iterable[int], period: str, *, position: int) -> dict[int, dict[tuple[int, int], Fact]]:
    """What was known at a position about one period: by subject, then by (measure, standing). Two subjects or two
    hundred, one query. What is not in it was not reported."""
    table: dict[int, dict[tuple[int, int], Fact]] = {}
    facts = Fact.objects.filter(period=period, subject__in=list(subject_ids)).as_of(position)
    for fact in facts.select_related("submission__task"):
        table.setdefault(fact.subject_id, {})[fact.measure_id, fact.source_kind] = fact
    return table
