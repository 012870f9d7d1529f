"""Facts in bulk: COPY or one prepared statement in, Arrow out, the guards standing."""

from typing import Any

import pyarrow as pa
import pytest
from django.db import IntegrityError, transaction

from diaodu.bench.facts_ledger import Ledger
from diaodu.facts.arrow import SCHEMA, numbers_as_of
from diaodu.facts.bulk import record_facts
from diaodu.facts.models import Fact, FigureKind
from diaodu.journal.writing import journal_entry
from tests.facts.evidence import MOMENT, fact, found_ledger

pytestmark = pytest.mark.django_db(transaction=True)


def bulk(world: dict[str, Any], numbers: list[int | None], **columns: Any) -> pa.Table:
    rows = len(numbers)
    values: dict[str, Any] = {
        "subject_id": [world["subject"].pk] * rows,
        "measure_id": [world["measure"].pk] * rows,
        "period": [f"2024-{month + 1:02d}" for month in range(rows)],
        "source_kind": [1] * rows,
        "number": numbers,
        "not_reported": [number is None for number in numbers],
        "source_id": [world["source"].pk] * rows,
        "sheet": ['五月 "甲", 乙'] * rows,
        "cell": [f"C{row}" for row in range(rows)],
    }
    return pa.table(values | columns)


def test_what_goes_in_in_bulk_stands_as_if_written_one_by_one() -> None:
    world = found_ledger()
    with journal_entry(by=None, at=MOMENT, verb="import") as entry:
        ids = record_facts(bulk(world, [7, None, 0]))
        after = fact(world, 9, period="2024-12")
    assert [row.pk for row in Fact.objects.order_by("pk")] == [*ids, after.pk]
    first, silent, zero = Fact.objects.filter(pk__in=ids).order_by("pk")
    assert (first.number, first.sheet, first.cell, first.entry) == (7, '五月 "甲", 乙', "C0", entry)
    assert (silent.number, silent.not_reported, zero.number, zero.text) == (None, True, 0, None)


def test_numbers_as_of_now_and_before() -> None:
    world = found_ledger()
    with journal_entry(by=None, at=MOMENT, verb="import") as then:
        ids = record_facts(bulk(world, [7, None]))
        fact(world, None, period="2024-03", text="已开工")
        fact(world, 4, period="2024-03", source_kind=FigureKind.STATISTICS)
    with journal_entry(by=None, at=MOMENT, verb="correct") as now:
        record_facts(bulk(world, [8], supersedes_id=[ids[0]], reason=["核对"]))
    old, new = numbers_as_of(then.position), numbers_as_of(now.position)
    assert old.schema == new.schema == SCHEMA
    assert sorted(old.to_pydict()["number"], key=str) == [7, None]
    assert sorted(new.to_pydict()["number"], key=str) == [8, None]


@pytest.mark.parametrize("spoilt", [{"subject_id": [424242]}, {"supersedes_id": [424242]}, {"cell": [None]}])
def test_the_guards_stand_for_bulk_too(spoilt: dict[str, Any]) -> None:
    world = found_ledger()
    with pytest.raises(IntegrityError), journal_entry(by=None, at=MOMENT, verb="import"):
        record_facts(bulk(world, [7], **spoilt))
    assert not Fact.objects.exists()


def test_inside_a_transaction_its_own_changes_would_be_missing_so_it_refuses() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="after commit"):
        numbers_as_of(1)


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert Ledger(40, 4_000, seed=7).digest() == Ledger(40, 4_000, seed=7).digest()
    assert Ledger(40, 4_000, seed=7).digest() != Ledger(40, 4_000, seed=8).digest()
