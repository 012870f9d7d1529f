"""Two transactions at once: whoever commits later has the higher position, whatever the clocks say."""

import sqlite3
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.db.utils import OperationalError

from diaodu.facts.models import Fact
from diaodu.journal.models import Entry, Head
from diaodu.journal.writing import journal_entry
from tests.facts.evidence import MOMENT, fact, found_ledger

pytestmark = pytest.mark.django_db(transaction=True)
EARLIER, LATER = MOMENT + timedelta(minutes=1), MOMENT + timedelta(minutes=2)


class Reporter(threading.Thread):
    """Reports one number in a transaction of its own connection, and commits when told."""

    def __init__(self, world: dict[str, Any], number: int, period: str, at: Any) -> None:
        super().__init__()
        self.values, self.at = (world, number, period), at
        self.written, self.may_commit = threading.Event(), threading.Event()
        self.position: int | None = None

    def run(self) -> None:
        world, number, period = self.values
        try:
            with journal_entry(by=None, at=self.at, verb="report") as entry:
                fact(world, number, period=period)
                self.position = entry.position
                self.written.set()
                self.may_commit.wait(10)
        finally:
            connections.close_all()


@pytest.mark.postgres
def test_the_earlier_stamped_that_commits_later_cannot_slip_under_a_known_position() -> None:
    world = found_ledger()
    slow, quick = Reporter(world, 1, "2024-05", LATER), Reporter(world, 2, "2024-06", EARLIER)
    slow.start()
    assert slow.written.wait(10)
    quick.start()
    assert not quick.written.wait(0.5), "the head is locked until the first transaction ends"
    known = Head.objects.get().position
    before = list(Fact.objects.as_of(known).values_list("number", flat=True))
    slow.may_commit.set()
    assert quick.written.wait(10)
    in_between = Head.objects.get().position
    bulletin = list(Fact.objects.as_of(in_between).values_list("number", flat=True))
    quick.may_commit.set()
    for reporter in (slow, quick):
        reporter.join(10)
    assert (before, bulletin, in_between) == ([], [1], slow.position)
    assert list(Fact.objects.as_of(known).values_list("number", flat=True)) == before
    assert list(Fact.objects.as_of(in_between).values_list("number", flat=True)) == bulletin
    assert quick.position == in_between + 1
    assert Entry.objects.get(position=quick.position).recorded_at == LATER, "moments never run backwards"


@pytest.mark.postgres
def test_many_at_once_get_positions_without_gaps_in_commit_order() -> None:
    world = found_ledger()
    first = Head.objects.get().position + 1
    reporters = [Reporter(world, number, f"2024-{number:02d}", MOMENT) for number in range(1, 9)]
    for reporter in reporters:
        reporter.may_commit.set()
        reporter.start()
    for reporter in reporters:
        reporter.join(20)
    assert sorted(reporter.position or 0 for reporter in reporters) == list(range(first, first + 8))
    assert not Head.objects.get().is_open


def other_connection() -> sqlite3.Connection:
    """What another process has: a connection of its own to the same file."""
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0.2, isolation_level=None)
    other.execute("PRAGMA busy_timeout = 200")
    return other


@pytest.mark.sqlite
def test_another_process_waits_for_the_head_and_sees_only_what_is_committed() -> None:
    world = found_ledger()
    other = other_connection()
    with journal_entry(by=None, at=MOMENT, verb="report") as entry:
        fact(world, 1)
        assert other.execute("SELECT count(*) FROM facts_fact").fetchone() == (0,)
        assert other.execute("SELECT position, is_open FROM journal_head").fetchone() == (entry.position - 1, 0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    assert other.execute("SELECT position, is_open FROM journal_head").fetchone() == (entry.position, 0)
    other.close()


@pytest.mark.sqlite
def test_while_another_process_writes_no_position_is_handed_out() -> None:
    found_ledger()
    position, other = Head.objects.get().position, other_connection()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 200")
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(OperationalError, match="locked"), journal_entry(by=None, at=MOMENT, verb="report"):
            pass
    finally:
        other.execute("ROLLBACK")
        other.close()
        connection.close()
    with journal_entry(by=None, at=MOMENT, verb="report") as entry:
        assert entry.position == position + 1
