"""Punctuality as numbers: how many reports were asked for and due, and how many of them came in time."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from diaodu.facts.reporting import Submission


class Punctuality(NamedTuple):
    """Reports that should have come by now, and those of them that came by the end of the day that they were due."""

    asked: int
    in_time: int


def punctuality_of(submissions: Iterable[Submission], *, now: datetime) -> dict[int, Punctuality]:
    """Of each unit, over these submissions, as they stand or as they were known."""
    due: Counter[int] = Counter()
    in_time: Counter[int] = Counter()
    for row in submissions:
        due[row.unit_id] += row.due_at <= now or row.submitted_at is not None
        in_time[row.unit_id] += row.submitted_at is not None and not row.is_late
    return {unit_id: Punctuality(due[unit_id], in_time[unit_id]) for unit_id in due}
