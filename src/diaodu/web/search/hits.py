"""How what was found stands on the page: its name, where it leads, who has it, and the former name that found it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.known import Known
from diaodu.meetings.models import Meeting
from diaodu.search.bigrams import normalised
from diaodu.search.finding import Found
from diaodu.search.searched import SEARCHED

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST = 60


@dataclass(frozen=True)
class Hit:
    name: str
    href: str
    beside: str
    former: str


@dataclass(frozen=True)
class Group:
    label: "_StrPromise"
    hits: list[Hit]
    has_more: bool


LABELS = {
    "project": _("Key projects"),
    "lead": pgettext_lazy("search", "Leads"),
    "meeting": pgettext_lazy("search", "Meetings"),
    "directive": _("Demands"),
}
PAGES = {"project": "projects:project", "lead": "leads:lead", "meeting": "meetings:meeting"}
FIELDS = {searched.kind: searched for searched in SEARCHED}


def groups(found: Iterable[Found], asked: str, known: Known) -> list[Group]:
    return [Group(LABELS[each.kind], _hits(each, normalised(asked), known), each.has_more) for each in found]


def _hits(found: Found, wanted: str, known: Known) -> list[Hit]:
    if found.kind == "directive":
        held = dict(
            known.rows(Meeting).filter(id__in=[row.meeting_id for row in found.records]).values_list("id", "title")
        )
        return [
            Hit(
                str(row),
                f"{reverse('meetings:meeting', args=[row.meeting_id])}#directive-{row.pk}",
                held[row.meeting_id],
                "",
            )
            for row in found.records
        ]
    former = _former(found, wanted)
    return [
        Hit(str(row), reverse(PAGES[found.kind], args=[row.pk]), known.tree.name(row.unit_id), former.get(row.pk, ""))
        for row in found.records
    ]


def _former(found: Found, wanted: str) -> dict[int, str]:
    """For each record whose present words do not hold what was asked: those that once did, the latest of them."""
    searched = FIELDS[found.kind]
    renamed = [row.pk for row in found.records if not _holds(row, searched.fields, wanted)]
    rows: Iterable[Any] = searched.model.history.filter(id__in=renamed).order_by("history_id") if renamed else ()
    return {row.id: getattr(row, searched.fields[0]) for row in rows if _holds(row, searched.fields, wanted)}


def _holds(row: Any, fields: tuple[str, ...], wanted: str) -> bool:
    return any(wanted in normalised(getattr(row, name) or "") for name in fields)
