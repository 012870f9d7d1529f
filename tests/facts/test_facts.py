"""Facts: one line per key, one place, one value, and what was known when."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from diaodu.facts.models import Fact, FigureKind, Subject, SubjectKind
from diaodu.facts.queries import history, period_table
from diaodu.journal.writing import journal_entry
from tests.facts.evidence import MOMENT, citation, fact, found_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> dict[str, Any]:
    return found_ledger()


def report(world: dict[str, Any], number: int, *, days: int = 0, **changed: Any) -> Fact:
    with journal_entry(by=None, at=MOMENT + timedelta(days=days), verb="report"):
        return fact(world, number, **changed)


def test_as_of_shows_what_was_known_then(world: dict[str, Any]) -> None:
    first = report(world, 100)
    second = report(world, 120, days=1, supersedes=first)
    report(world, 130, days=2, supersedes=second)
    assert [known.number for known in Fact.objects.as_of(first.entry_id)] == [100]
    assert [known.number for known in Fact.objects.as_of(second.entry_id)] == [120]
    assert [known.number for known in Fact.objects.as_of(MOMENT + timedelta(days=1))] == [120]
    assert [known.number for known in Fact.objects.as_of(MOMENT - timedelta(days=1))] == []
    assert [known.number for known in Fact.objects.current()] == [130]


def test_a_key_has_one_line(world: dict[str, Any]) -> None:
    first = report(world, 100)
    report(world, 120, supersedes=first)
    for also in (None, first):
        with pytest.raises(IntegrityError):
            report(world, 140, supersedes=also)


@pytest.mark.parametrize("other", [{"period": "2024-06"}, {"source_kind": FigureKind.DEPARTMENT}])
def test_a_correction_keeps_the_key(world: dict[str, Any], other: dict[str, Any]) -> None:
    first = report(world, 100)
    with pytest.raises(IntegrityError, match="another key"):
        report(world, 120, supersedes=first, **other)


@pytest.mark.parametrize(
    "values",
    [
        {"number": None},
        {"text": "已开工"},
        {"not_reported": True},
        {"number": None, "text": ""},
        {"source_kind": 9},
    ],
)
def test_a_fact_has_exactly_one_value_and_a_standing(world: dict[str, Any], values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), journal_entry(by=None, at=MOMENT, verb="report"):
        fact(world, **{"number": 1} | values)


@pytest.mark.parametrize(
    ("place", "good"),
    [
        ({"start": 0, "end": 4}, True),
        ({"page": 3}, True),
        ({"sheet": "五月", "cell": "C7"}, True),
        ({"typed_by_id": 1, "source": None}, True),
        ({"typed_by_id": 1}, True),
        ({"start": 0}, False),
        ({"start": 4, "end": 4}, False),
        ({"sheet": "五月"}, False),
        ({"page": 3, "start": 0, "end": 4}, False),
        ({"page": 3, "source": None}, False),
        ({"source": None}, False),
    ],
)
def test_a_citation_has_exactly_one_place(world: dict[str, Any], place: dict[str, Any], good: bool) -> None:
    if "typed_by_id" in place:
        place = place | {"typed_by_id": world["user"].pk}
    try:
        with transaction.atomic(), journal_entry(by=None, at=MOMENT, verb="cite"):
            citation(world, **place)
    except IntegrityError:
        assert not good
    else:
        assert good


def test_history_and_period_table(world: dict[str, Any], django_assert_num_queries: Any) -> None:
    first = report(world, 100)
    report(world, 120, supersedes=first)
    report(world, 5, period="2024-06")
    with journal_entry(by=None, at=MOMENT, verb="other"):
        other = Subject.objects.create(kind=SubjectKind.PROJECT)
    with django_assert_num_queries(2):
        assert [(row.period, row.number) for row in history(world["subject"].pk)] == [
            ("2024-05", 100), ("2024-05", 120), ("2024-06", 5)]  # fmt: skip
    with django_assert_num_queries(1):
        table = period_table([world["subject"].pk, other.pk], "2024-05", position=first.entry_id)
    assert {subject: [row.number for row in rows.values()] for subject, rows in table.items()} == {
        world["subject"].pk: [100]
    }
