"""The latest entries of the journal, for who watches over it."""

from dataclasses import dataclass
from datetime import datetime

from diaodu.accounts.known import Known
from diaodu.accounts.models import Membership
from diaodu.journal.models import Entry
from diaodu.web.home.permissions import WATCHING
from diaodu.web.records.changes import names_of
from diaodu.web.records.verbs import words_of

SHOWN = 20


@dataclass(frozen=True)
class Told:
    """One entry: what somebody did, and when."""

    position: int
    at: datetime
    by: str
    verb: str


def latest_entries(known: Known) -> list[Told]:
    """What people of the units in the watcher's area did, the latest first."""
    people = Membership.objects.filter(unit_id__in=known.viewer.units(WATCHING)).order_by().values("user_id")
    entries = Entry.objects.filter(by__in=people)
    if known.position is not None:
        entries = entries.filter(position__lte=known.position)
    rows = list(entries.order_by("-position")[:SHOWN])
    names = names_of(entry.by for entry in rows)
    return [Told(row.position, row.recorded_at, names.get(row.by, ""), words_of(row.verb)) for row in rows]
