"""What a piece of a name finds, among what the person who asks may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q

from diaodu.accounts.known import Known
from diaodu.search.bigrams import normalised
from diaodu.search.models import Indexed
from diaodu.search.pairs import records_holding
from diaodu.search.searched import SEARCHED, Searched

LOOKED_AT_ONCE = 100


@dataclass(frozen=True)
class Found:
    """The records of one kind, those first whose present words begin with what was asked, then the shorter ones."""

    kind: str
    records: list[Any]
    has_more: bool


def find(asked: str, *, known: Known, most: int) -> list[Found]:
    """Records whose words hold what was asked, at most so many of each kind; kinds without any are left out."""
    wanted = normalised(asked)
    if not wanted:
        return []
    found = (_find(searched, asked.strip(), wanted, known, most) for searched in SEARCHED)
    return [each for each in found if each.records]


def _find(searched: Searched, asked: str, wanted: str, known: Known, most: int) -> Found:
    candidates = _candidates(searched, asked, wanted, known.position)
    records: dict[int, Any] = {}
    while len(records) <= most and (batch := list(islice(candidates, LOOKED_AT_ONCE))):
        for record in known.visible(searched.model).filter(id__in=batch):
            records[record.pk] = record
    ranked = sorted(records.values(), key=lambda record: _rank(searched, record, wanted))
    return Found(searched.kind, ranked[:most], len(records) > most)


def _rank(searched: Searched, record: Any, wanted: str) -> tuple[bool, int, int]:
    texts = [normalised(getattr(record, name) or "") for name in searched.fields]
    begins = any(text.startswith(wanted) for text in texts)
    return not begins, len(texts[0]), record.pk


def _candidates(searched: Searched, asked: str, wanted: str, position: int | None) -> Iterator[int]:
    """Ids of records that were called so at some time up to the position: first those not yet indexed."""
    indexed = Indexed.objects.filter(pk=1).values_list("position", flat=True).first() or 0
    fresh = searched.model.history.order_by().filter(position__gt=indexed)
    if position is not None:
        fresh = fresh.filter(position__lte=position)
    holds = Q()
    for name in searched.fields:
        holds |= Q(**{f"{name}__icontains": asked})
    yield from fresh.filter(holds).values_list("id", flat=True)
    yield from records_holding(searched.kind, wanted, until=indexed if position is None else position)
