"""Verbs of kept views: keeping one, sharing it, dropping it."""

from datetime import datetime

from django.utils.translation import gettext as _

from diaodu.accounts.viewer import Viewer
from diaodu.journal.writing import journal_entry
from diaodu.ledger.models import KeptView, SharedWith
from diaodu.projects.refusals import Refused, check_fields


def keep_view(name: str, *, query: str, shared_with: SharedWith, viewer: Viewer, at: datetime) -> KeptView:
    """Keep a question under a name; one's own view of that name says this from now on."""
    with journal_entry(by=viewer.user.pk, at=at, verb="keep_view"):
        kept = KeptView.objects.select_for_update().filter(owner=viewer.user, name=name).first()
        view = kept or KeptView(owner=viewer.user, name=name)
        view.query, view.shared_with = query, shared_with
        view.unit_id = _unit(viewer) if shared_with == SharedWith.UNIT else None
        check_fields(view, "name", "query", "shared_with")
        view.save()
    return view


def drop_view(view: KeptView, *, viewer: Viewer, at: datetime) -> None:
    """Nobody finds it any more; the journal keeps what it said."""
    if view.owner_id != viewer.user.pk:
        raise Refused(_("Only who keeps a view can drop it."))
    with journal_entry(by=viewer.user.pk, at=at, verb="drop_view"):
        view.delete()


def _unit(viewer: Viewer) -> int:
    if not viewer.own_units:
        raise Refused(_("You belong to no unit that a view could be shared with."), "shared_with")
    return viewer.own_units[0]
