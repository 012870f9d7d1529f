"""What a few characters find."""

from typing import Annotated

from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from diaodu.api.access import Request
from diaodu.api.asking import STORABLE, AskedAsOf
from diaodu.api.errors import answers
from diaodu.api.known import Known
from diaodu.facts.models import SubjectKind
from diaodu.search.finding import find

router = Router(tags=["search"])
MOST = 50


class AskedWords(AskedAsOf):
    q: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=STORABLE)] = Field(
        description="A piece of a name, of one character or more; spaces and punctuation do not count."
    )


class HitOut(Schema):
    """A record whose present or former words hold what was asked."""

    kind: SubjectKind
    id: int
    words: str


class HitsOut(Schema):
    total: int = Field(description="How many are given here.")
    items: list[HitOut]


@router.get("", response=answers(HitsOut, refusals=(401, 403, 422)))
def search(request: Request, asked: Query[AskedWords]) -> HitsOut:
    """Projects, leads, meetings and directives that the caller may see, at most fifty of each kind."""
    found = find(asked.q, known=Known.at(request.auth, asked.as_of), most=MOST)
    hits = [HitOut(kind=SubjectKind(each.kind), id=row.pk, words=str(row)) for each in found for row in each.records]
    return HitsOut(total=len(hits), items=hits)
