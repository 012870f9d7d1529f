"""What changed on a record: who, when, from what to what, under which position."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from diaodu.accounts.known import Known
from diaodu.accounts.models import User
from diaodu.journal.models import Entry
from diaodu.web.records.verbs import words_of

Shown = dict[str, str]


@dataclass(frozen=True)
class Track:
    """The history rows of one model that belong to a record, and how a row reads: label → words."""

    rows: QuerySet[Any]
    shown: Callable[[Any], Shown]


@dataclass(frozen=True)
class Changed:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What one entry of the journal did to the record."""

    position: int
    at: datetime
    by: str
    verb: str
    reason: str
    fields: tuple[Changed, ...]


def changes_of(known: Known, *tracks: Track) -> list[Change]:
    """The changes known by then, the latest first."""
    found: dict[int, list[Changed]] = {}
    reasons: dict[int, str] = {}
    for track in tracks:
        before: dict[int, Shown] = {}
        rows = track.rows if known.position is None else track.rows.filter(position__lte=known.position)
        for row in rows.order_by("history_id"):
            after = {} if row.history_type == "-" else track.shown(row)
            found.setdefault(row.position, []).extend(_differences(before.get(row.id, {}), after))
            before[row.id] = after
            if row.history_change_reason:
                reasons[row.position] = row.history_change_reason
    entries = Entry.objects.in_bulk([position for position, fields in found.items() if fields])
    names = names_of(entry.by for entry in entries.values())
    return [
        Change(
            position=position,
            at=entry.recorded_at,
            by=names.get(entry.by, ""),
            verb=words_of(entry.verb),
            reason=reasons.get(position, ""),
            fields=tuple(found[position]),
        )
        for position, entry in sorted(entries.items(), reverse=True)
    ]


def _differences(before: Shown, after: Shown) -> Iterable[Changed]:
    for label in {**before, **after}:
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield Changed(label, old, new)


def names_of(user_ids: Iterable[int | None]) -> dict[int | None, str]:
    """The names of those who made entries, by id; one query. The system itself has none."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name"))
