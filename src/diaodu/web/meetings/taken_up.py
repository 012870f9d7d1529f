"""At which meetings projects and leads were taken up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from diaodu.accounts.known import Known
from diaodu.meetings.models import AgendaEntry, Meeting


@dataclass(frozen=True)
class Mention:
    """A meeting named in a line: its ordinal and day, with the whole title at hand."""

    pk: int
    subject_id: int
    title: str
    ordinal: int | None
    held_on: date | None
    series_id: int | None

    @property
    def words(self) -> str:
        """Its number in its series; its title where it has none."""
        return ordinal_words(self.ordinal) if self.ordinal else self.title

    @property
    def order(self) -> tuple[date, int]:
        return self.held_on or date.min, self.pk


def ordinal_words(ordinal: int) -> str:
    return _("No. %(number)d") % {"number": ordinal}


def mention(meeting: Meeting) -> Mention:
    return Mention(meeting.pk, meeting.subject_id, meeting.title, meeting.ordinal, meeting.held_on, meeting.series_id)


def taken_up(known: Known, kind: str, pks: Iterable[int]) -> dict[int, list[Mention]]:
    """The meetings that took up each of these records of a kind, project or lead, the latest first: two queries."""
    key = f"{kind}_id"
    pairs = list(known.rows(AgendaEntry).filter(**{f"{key}__in": list(pks)}).values_list(key, "meeting_id"))
    wanted = {meeting_id for _pk, meeting_id in pairs}
    meetings = {row.pk: mention(row) for row in known.visible(Meeting).filter(id__in=wanted)}
    found: dict[int, list[Mention]] = defaultdict(list)
    for pk, meeting_id in pairs:
        if meeting_id in meetings:
            found[pk].append(meetings[meeting_id])
    for mentions in found.values():
        mentions.sort(key=lambda one: one.order, reverse=True)
    return found
