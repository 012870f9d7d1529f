"""Which decisions were taken in this session: on the pages only those can be undone."""

from collections.abc import Iterable

from django.http import HttpRequest

from diaodu.intake.decisions import DecisionRefused
from diaodu.intake.models import Draft, DraftState

_KEY = "collect.decided"


def decided_here(request: HttpRequest) -> frozenset[int]:
    """Ids of the drafts that were decided in this session."""
    return frozenset(request.session.get(_KEY, ()))


def remember_decided(request: HttpRequest, drafts: Iterable[Draft]) -> None:
    request.session[_KEY] = sorted(decided_here(request).union(draft.pk for draft in drafts))


def forget_decided(request: HttpRequest, draft: Draft) -> None:
    request.session[_KEY] = sorted(decided_here(request) - {draft.pk})


def refuse_earlier(request: HttpRequest, draft: Draft) -> None:
    """One's own decision of an earlier session stands."""
    if draft.decided_by_id == request.user.pk and draft.pk not in decided_here(request):
        raise DecisionRefused("earlier-rejection" if draft.state == DraftState.REJECTED else "earlier-session")
