"""Positions are handed out in commit order, and nothing is written outside an entry."""

from datetime import UTC, datetime, timedelta

import pytest

from diaodu.accounts.models import Unit
from diaodu.journal.histories import as_of
from diaodu.journal.models import Entry, Head
from diaodu.journal.writing import NoEntryOpen, journal_entry

MOMENT = datetime(2024, 5, 29, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_a_change_outside_an_entry_is_refused() -> None:
    with pytest.raises(NoEntryOpen):
        Unit.objects.create(code="410800")


@pytest.mark.django_db
def test_history_carries_position_moment_and_actor() -> None:
    with journal_entry(by=7, at=MOMENT, verb="found_unit") as entry:
        unit = Unit.objects.create(code="410800")
    row = unit.history.get()
    assert (row.position, row.history_date, row.history_user_id) == (entry.position, MOMENT, 7)


@pytest.mark.django_db
def test_a_clock_running_backwards_never_moves_a_moment_before_an_earlier_position() -> None:
    before = Head.objects.get().position
    with journal_entry(by=None, at=MOMENT, verb="first"):
        pass
    with journal_entry(by=None, at=MOMENT - timedelta(hours=1), verb="second") as second:
        pass
    assert second.recorded_at == MOMENT
    assert Entry.objects.position_at(MOMENT) == second.position
    assert Entry.objects.position_at(MOMENT - timedelta(minutes=1)) == before


@pytest.mark.django_db
def test_as_of_shows_what_stood_then() -> None:
    with journal_entry(by=None, at=MOMENT, verb="found_unit") as first:
        unit = Unit.objects.create(code="410800")
    with journal_entry(by=None, at=MOMENT, verb="recode_unit") as second:
        unit.code = "410801"
        unit.save()
    with journal_entry(by=None, at=MOMENT, verb="drop_unit") as third:
        unit.delete()
    codes = [[row.code for row in as_of(Unit, entry.position)] for entry in (first, second, third)]
    assert codes == [["410800"], ["410801"], []]
