"""Seals: the daily hash chain over everything recorded, for those who watch over the whole."""

from datetime import datetime

from django.db.models import QuerySet
from ninja import Field, Query, Router, Schema

from diaodu.api.access import Request
from diaodu.api.asking import AskedAsOf, AskedPage, Id, Page, page_of
from diaodu.api.errors import answers
from diaodu.api.known import Known
from diaodu.facts.models import Seal

router = Router(tags=["seals"])


class SealOut(Schema):
    """One link of the chain, over the positions `first` to `last`."""

    id: int
    number: int
    previous: str = Field(description="Hash of the seal before; empty for the first.")
    first: int
    last: int
    sealed_at: datetime
    position: int = Field(description="Of the entry that recorded the seal.")
    hash: str


class WholeSealOut(SealOut):
    """A seal with everything that its hash is made of."""

    shape: dict[str, list[str]] = Field(description="The columns that count, by table.")
    digests: list[str] = Field(description="One for each position from `first` to `last`.")


@router.get("", response=answers(Page[SealOut], refusals=(401, 403, 422)))
def seals(request: Request, asked: Query[AskedPage]) -> Page[SealOut]:
    """Seals, the latest first. Nobody sees any but dispatchers, auditors and administrators."""
    rows = _visible(Known.at(request.auth, asked.as_of)).defer("shape", "digests").order_by("-number")
    return page_of(rows, asked, lambda stretch: [_shown(row) for row in stretch])


@router.get("/{seal_id}", response=answers(WholeSealOut))
def seal(request: Request, seal_id: Id, asked: Query[AskedAsOf]) -> WholeSealOut:
    """One seal, whole: its hash can be computed again from this answer."""
    known = Known.at(request.auth, asked.as_of)
    row = known.one(_visible(known), seal_id)
    return WholeSealOut(**_shown(row).dict(), shape=row.shape, digests=row.digests)


def _visible(known: Known) -> QuerySet[Seal]:
    rows = Seal.objects.visible_to(known.viewer)
    return rows if known.position is None else rows.filter(entry_id__lte=known.position)


def _shown(row: Seal) -> SealOut:
    return SealOut(
        id=row.pk,
        number=row.number,
        previous=row.previous,
        first=row.first,
        last=row.last,
        sealed_at=row.sealed_at,
        position=row.entry_id,
        hash=row.hash,
    )
