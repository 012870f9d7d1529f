"""A withdrawn citation counts no more and still is there; leftovers of uploads are swept."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from diaodu.facts.actions import cite, cite_typed, withdraw_citations
from diaodu.facts.blobs import sweep_incoming
from diaodu.facts.models import Citation
from diaodu.journal.writing import journal_entry
from tests.facts.evidence import MOMENT, found_ledger


@pytest.mark.django_db
def test_a_withdrawn_citation_counts_no_more_and_stays() -> None:
    ledger = found_ledger()
    with journal_entry(by=None, at=MOMENT, verb="cite"):
        first, second = (
            cite(ledger["subject"], "name", ledger["source"], start=start, end=start + 4, words="储备基地")
            for start in (0, 9)
        )
    with journal_entry(by=None, at=MOMENT, verb="undo") as undo:
        withdraw_citations([first])
    assert list(Citation.objects.standing()) == [second]
    assert (Citation.objects.count(), first.withdrawal.entry) == (2, undo)


@pytest.mark.django_db
def test_a_typed_value_is_cited_as_typed_by_somebody() -> None:
    ledger = found_ledger()
    with journal_entry(by=None, at=MOMENT, verb="cite"):
        cited = cite_typed(ledger["subject"], "chair", ledger["source"], typed="刘冰", by=ledger["user"])
    assert (cited.start, cited.typed_by, cited.words) == (None, ledger["user"], "刘冰")


def test_only_old_leftovers_are_swept() -> None:
    incoming = settings.DATA_DIR / "incoming"
    now = datetime(2024, 5, 30, tzinfo=UTC)
    for name, age in (("blob-old", timedelta(hours=2)), ("blob-new", timedelta(minutes=1))):
        (incoming / name).write_bytes(b"half")
        os.utime(incoming / name, times=((now - age).timestamp(),) * 2)
    assert sweep_incoming(now - timedelta(hours=1)) == 1
    assert not (incoming / "blob-old").exists()
    (incoming / "blob-new").unlink()
