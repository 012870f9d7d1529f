"""Many rows at once: each with its history, on both engines, exactly as `save()` would have left them."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from django.db import IntegrityError, transaction

from diaodu.accounts.models import Unit, UnitKind, UnitState
from diaodu.facts.actions import receive_source
from diaodu.facts.bulk import cite_cells
from diaodu.facts.models import Citation, SourceKind, Subject, SubjectKind
from diaodu.journal.bulk import append_rows, change_with_histories, create_with_histories
from diaodu.journal.histories import as_of
from diaodu.journal.writing import NoEntryOpen, journal_entry
from tests.world import NOW, a_city

pytestmark = pytest.mark.django_db
HISTORY = ("history_type", "history_user_id", "history_change_reason", "history_date", "position")


def states(units: list[int], names: list[str], **columns: Any) -> pa.Table:
    """States of units, some without a parent, one with marks that a CSV has to quote."""
    count = len(units)
    given: dict[str, Any] = {
        "unit_id": units,
        "name": names,
        "kind": [UnitKind.ZONE.value] * count,
        "parent_id": pa.array([None] * count, pa.int64()),
        "region_code": [""] * count,
        "assessment_group": ["甲组"] * count,
        "from_on": [date(2024, 1, 1)] * count,
        "to_on": pa.array([None] * count, pa.date32()),
    }
    return pa.table(given | columns)


def two_units() -> list[int]:
    with journal_entry(by=None, at=NOW, verb="found_unit"):
        return list(create_with_histories(Unit, pa.table({"code": ["z1", "z2"]})))


def test_created_rows_and_their_histories_are_those_of_save() -> None:
    with journal_entry(by=7, at=NOW, verb="found_unit") as entry:
        create_with_histories(UnitState, states(two_units(), ['城"东", 新区', "城西区"]))
    by_bulk = UnitState.objects.get(name='城"东", 新区')
    with journal_entry(by=7, at=NOW, verb="found_unit") as again:
        other = UnitState.objects.get(name="城西区")
        other.save()
    assert (by_bulk.parent, by_bulk.region_code, by_bulk.from_on, by_bulk.to_on) == (None, "", date(2024, 1, 1), None)
    told, saved = by_bulk.history.get(), other.history.first()
    assert [getattr(told, name) for name in HISTORY] == ["+", 7, None, NOW, entry.position]
    assert [getattr(saved, name) for name in HISTORY] == ["~", 7, None, NOW, again.position]
    assert (told.name, told.unit_id, told.region_code) == (by_bulk.name, by_bulk.unit_id, "")


def test_changed_rows_keep_what_was_known_before() -> None:
    with journal_entry(by=None, at=NOW, verb="found_unit") as first:
        ids = create_with_histories(UnitState, states(two_units(), ["城东区", "城西区"]))
    with journal_entry(by=7, at=NOW, verb="change_unit") as second:
        units = list(UnitState.objects.filter(pk__in=ids).order_by("pk").values_list("unit_id", flat=True))
        changed = states(units, ["东城区", "西城区"]).append_column("id", pa.array(ids, pa.int64()))
        change_with_histories(UnitState, changed, reason="更名")
    assert list(UnitState.objects.filter(pk__in=ids).order_by("pk").values_list("name", flat=True)) == [
        "东城区",
        "西城区",
    ]
    known = {position: as_of(UnitState, position).filter(id=ids[0]).get().name for position in (first.pk, second.pk)}
    assert known == {first.pk: "城东区", second.pk: "东城区"}
    assert UnitState.history.filter(id=ids[1], history_type="~").get().history_change_reason == "更名"


def test_rows_after_bulk_rows_get_ids_of_their_own() -> None:
    ids = two_units()
    with journal_entry(by=None, at=NOW, verb="found_unit"):
        assert Unit.objects.create(code="z3").pk > max(ids)


def test_it_wants_an_open_entry() -> None:
    with pytest.raises(NoEntryOpen):
        create_with_histories(Unit, pa.table({"code": ["z1"]}))


def test_cited_cells_stand_where_they_stood() -> None:
    city = a_city()
    who = {"unit": city.unit, "by": city.dispatcher, "at": NOW}
    source, _ = receive_source([b"x"], kind=SourceKind.FILE, name="台账.xlsx", **who)
    with journal_entry(by=None, at=NOW, verb="import_ledger") as entry:
        subject = append_rows(Subject, pa.table({"kind": [SubjectKind.PROJECT.value]}))[0]
        cell = {"sheet": ["在建"], "cell": ["C7"], "field": ["name"], "words": ["东区\n供水"]}
        cite_cells(pa.table(cell | {"subject_id": [subject], "source_id": [source.pk]}))
    cited = Citation.objects.standing().get(subject_id=subject)
    assert (cited.sheet, cited.cell, cited.words, cited.typed, cited.entry_id) == (
        "在建", "C7", "东区\n供水", "", entry.position,
    )  # fmt: skip


def test_a_citation_without_its_source_is_refused() -> None:
    nowhere = {"source_id": pa.array([None], pa.int64()), "sheet": ["在建"], "cell": ["C7"]}
    with journal_entry(by=None, at=NOW, verb="import_ledger"):
        subject = append_rows(Subject, pa.table({"kind": [SubjectKind.PROJECT.value]}))[0]
        cells = pa.table({"subject_id": [subject], "field": ["name"], "words": ["东区"], **nowhere})
        with pytest.raises(IntegrityError), transaction.atomic():
            cite_cells(cells)
