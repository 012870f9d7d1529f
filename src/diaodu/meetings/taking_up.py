"""Projects and leads by the meetings that took them up: narrowing and ordering lists of them."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeVar

from django.db.models import F, Model, OuterRef, QuerySet, Subquery

from diaodu.accounts.known import Known
from diaodu.meetings.models import AgendaEntry, Meeting

Row = TypeVar("Row", bound=Model)
Kind = Literal["project", "lead"]


def never_taken_up(rows: QuerySet[Row], known: Known, kind: Kind) -> QuerySet[Row]:
    """Those that no meeting has taken up."""
    entries = known.rows(AgendaEntry).filter(**{f"{kind}_id__isnull": False})
    return rows.exclude(id__in=entries.values(f"{kind}_id"))


def taken_up_at(rows: QuerySet[Row], known: Known, kind: Kind, meeting_id: int) -> QuerySet[Row]:
    """Those on the agenda of a meeting that the viewer may see."""
    meetings = known.visible(Meeting).filter(id=meeting_id).order_by().values("id")
    entries = known.rows(AgendaEntry).filter(meeting_id__in=meetings, **{f"{kind}_id__isnull": False})
    return rows.filter(id__in=entries.order_by().values(f"{kind}_id"))


def by_last_meeting(rows: QuerySet[Row], known: Known, kind: Kind, *, is_descending: bool) -> QuerySet[Row]:
    """By the day of the last meeting that the viewer may see; those that were never taken up come last."""
    entries = known.rows(AgendaEntry).filter(**{f"{kind}_id": OuterRef(OuterRef("id"))}).values("meeting_id")
    days = known.visible(Meeting).filter(id__in=entries).order_by(F("held_on").desc(nulls_last=True))
    last = F("last_taken_up_on")
    by_day = last.desc(nulls_last=True) if is_descending else last.asc(nulls_last=True)
    dated: QuerySet[Row] = rows.annotate(last_taken_up_on=Subquery(days.values("held_on")[:1]))  # type: ignore[assignment]
    return dated.order_by(by_day, "name", "id")


def last_meetings(known: Known, kind: Kind, pks: Iterable[int]) -> dict[int, Meeting]:
    """The last meeting that took up each of these records, among those that the viewer may see: two queries."""
    key = f"{kind}_id"
    pairs = list(known.rows(AgendaEntry).filter(**{f"{key}__in": list(pks)}).values_list(key, "meeting_id"))
    meetings = {row.pk: row for row in known.visible(Meeting).filter(id__in={meeting for _pk, meeting in pairs})}
    found: dict[int, Meeting] = {}
    for pk, meeting_id in pairs:
        if (meeting := meetings.get(meeting_id)) and (pk not in found or _order(meeting) > _order(found[pk])):
            found[pk] = meeting
    return found


def _order(meeting: Meeting) -> tuple[date, int]:
    return meeting.held_on or date.min, meeting.pk
