"""What waits at the desk: drafts to confirm, texts that could not be read, and what was confirmed lately."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.functional import Promise

from diaodu.accounts.known import Known
from diaodu.intake.models import COLLECTING_ROLES, Draft, DraftKind, DraftState, Reading, ReadingState
from diaodu.intake.words import Words
from diaodu.journal.models import Entry
from diaodu.web.collect.inbox_page import words_of_refusal
from diaodu.web.records.changes import names_of

SHOWN = 8
# A text that could not be read and that nobody took up for a month is no news.
REFUSED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """A text with drafts that nobody has decided on."""

    source_id: int
    name: str
    drafts: int


@dataclass(frozen=True)
class Unread:
    source_id: int
    name: str
    words: Words | None


@dataclass(frozen=True)
class Confirmed:
    """What one person made of one text at one go."""

    source_id: int
    name: str
    by: str
    at: datetime
    counts: list[tuple[Promise | str, int]]


def waiting_texts(known: Known) -> list[Waiting]:
    """The texts that this person decides on, the longest-waiting first."""
    drafts = Draft.objects.filter(
        state=DraftState.PROPOSED, reading__source__unit_id__in=known.viewer.units(COLLECTING_ROLES)
    )
    rows = drafts.order_by("reading__source_id").values_list("reading__source_id", "reading__source__name")
    return [Waiting(*row) for row in rows.annotate(Count("pk"))]


def unread_texts(known: Known, *, now: datetime) -> list[Unread]:
    refused = Reading.objects.filter(
        state=ReadingState.REFUSED,
        source__unit_id__in=known.viewer.units(COLLECTING_ROLES),
        source__entry__recorded_at__gte=now - REFUSED_FOR,
    )
    rows = refused.defer("original", "restored", "edits").select_related("source").order_by("-source_id")
    return [Unread(row.source_id, row.source.name, words_of_refusal(row)) for row in rows]


def confirmed_lately(known: Known) -> list[Confirmed]:
    """The latest confirmations, those of one text and one entry together."""
    readings = Reading.objects.visible_to(known.viewer).order_by().values("pk")
    decided = Draft.history.filter(state=DraftState.CONFIRMED, reading_id__in=readings)
    # Undone since, or confirmed anew: only what stands now was confirmed.
    standing = decided.filter(id__in=Draft.objects.filter(state=DraftState.CONFIRMED).order_by().values("pk"))
    goes = standing.order_by("-position", "reading_id").values_list("position", "reading_id").distinct()[:SHOWN]
    return _told(list(goes))


def _told(goes: list[tuple[int, int]]) -> list[Confirmed]:
    positions = {position for position, _reading in goes}
    rows = Draft.history.filter(position__in=positions, state=DraftState.CONFIRMED)
    counts = Counter(rows.values_list("position", "reading_id", "kind"))
    entries = Entry.objects.in_bulk(list(positions))
    wanted = {reading_id for _position, reading_id in goes}
    sources = {pk: (source, name) for pk, source, name in _sources(wanted)}
    names = names_of(entry.by for entry in entries.values())
    return [
        Confirmed(
            *sources[reading_id],
            by=names.get(entries[position].by, ""),
            at=entries[position].recorded_at,
            counts=[(k.label, counts[position, reading_id, k]) for k in DraftKind if counts[position, reading_id, k]],
        )
        for position, reading_id in goes
    ]


def _sources(readings: Iterable[int]) -> Iterable[tuple[int, int, str]]:
    return Reading.objects.filter(pk__in=readings).values_list("pk", "source_id", "source__name")
