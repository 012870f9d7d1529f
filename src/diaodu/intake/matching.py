"""Which existing records a draft may be about: ranked by likeness of name, the own unit's first."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from diaodu.accounts.models import UnitKind
from diaodu.accounts.tree import UnitTree
from diaodu.accounts.viewer import Viewer
from diaodu.intake.models import COLLECTING_ROLES, Draft, DraftKind, DraftState
from diaodu.leads.models import Lead
from diaodu.meetings.models import Directive, Meeting
from diaodu.projects.models import Project

SAME = 100
PERHAPS_SAME = 95  # the same number or name, but the day does not settle it
_LEAST_LIKENESS, _MOST_CANDIDATES = 60, 5
_SAME_DAY_LIKENESS = 80
_SIGNS = re.compile(r"[\s()\[\]【】〔〕《》“”\"'‘’·、,。.—-]+")
_ENDINGS = re.compile("(?:建设)?项目$")
_LONGEST_PLACE = 12
_LEAST_REST = 3  # 修武县城 is not 城
_AREAS = ("市", "县", "区")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An existing record that a draft may be about; `likeness` is 0–100, where 100 is the same plain name or number.

    A draft joins it only where the person collects for its unit.
    """

    subject_id: int
    name: str
    unit_id: int
    unit_name: str
    likeness: int
    may_join: bool
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    subject_id: int
    name: str
    unit_id: int
    plain: str
    series: str = ""
    ordinal: int | None = None
    held_on: date | None = None


def candidates(draft: Draft, viewer: Viewer) -> list[Candidate]:
    """The records of its kind that this person may see and the draft resembles, the likeliest first."""
    return candidates_of([draft], viewer)[draft.pk]


def candidates_of(drafts: Iterable[Draft], viewer: Viewer) -> dict[int, list[Candidate]]:
    """Candidates of many drafts by draft id; the names of each kind are fetched once."""
    places = place_names(viewer.tree)
    known: dict[str, list[_Known]] = {}
    found = {}
    for draft in drafts:
        if draft.kind == DraftKind.DIRECTIVE:
            rows = _known_directives(draft, viewer)
        else:
            if draft.kind not in known:
                known[draft.kind] = _known(DraftKind(draft.kind), viewer, places)
            rows = known[draft.kind]
        found[draft.pk] = _ranked(draft, rows, viewer, places)
    return found


def plain_name(name: str, places: frozenset[str] = frozenset()) -> str:
    """A name as it is compared: one width, no brackets and marks, without the place before it and 项目 behind it."""
    plain = _unmarked(name)
    ahead = next((size for size in range(_LONGEST_PLACE, 1, -1) if plain[:size] in places), 0)
    without = plain[ahead:] if len(plain) - ahead >= _LEAST_REST else plain
    return without[1:] if without[:1] in _AREAS and len(without) > _LEAST_REST else without


@lru_cache(maxsize=2**17)
def _unmarked(name: str) -> str:
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return _ENDINGS.sub("", plain) or plain


def place_names(tree: UnitTree) -> frozenset[str]:
    """Names of areas that may stand before a project's name, such as 焦作市."""
    return frozenset(state.name for state in tree.states.values() if UnitKind(state.kind).is_government)


def _known(kind: DraftKind, viewer: Viewer, places: frozenset[str]) -> list[_Known]:
    if kind == DraftKind.MEETING:
        meetings = Meeting.objects.visible_to(viewer).select_related("series")
        return [
            _Known(
                meeting.subject_id,
                meeting.title,
                meeting.unit_id,
                plain_name(meeting.title, places),
                plain_name(meeting.series.name, places) if meeting.series else "",
                meeting.ordinal,
                meeting.held_on,
            )
            for meeting in meetings
        ]
    rows = (Project.objects if kind == DraftKind.PROJECT else Lead.objects).visible_to(viewer)
    named = rows.order_by().values_list("subject_id", "name", "unit_id")
    return [_Known(subject_id, name, unit_id, plain_name(name, places)) for subject_id, name, unit_id in named]


def _known_directives(draft: Draft, viewer: Viewer) -> list[_Known]:
    """Directives of the meeting that this reading was joined to: only there can the same one stand twice."""
    own = draft.reading.drafts.filter(kind=DraftKind.MEETING, state=DraftState.CONFIRMED).values("record")
    rows = Directive.objects.filter(meeting__subject__in=own, meeting__in=Meeting.objects.visible_to(viewer))
    named = rows.order_by().values_list("subject_id", "text", "meeting__unit_id")
    return [_Known(subject_id, text, unit_id, plain_name(text)) for subject_id, text, unit_id in named]


def _ranked(draft: Draft, known: list[_Known], viewer: Viewer, places: frozenset[str]) -> list[Candidate]:
    field = {DraftKind.MEETING: "title", DraftKind.DIRECTIVE: "text"}.get(DraftKind(draft.kind), "name")
    name = draft.fields.get(field, {}).get("value", "")
    likeness = _likeness(plain_name(name, places), [row.plain for row in known])
    if draft.kind == DraftKind.MEETING:
        likeness = [
            _meeting_likeness(draft, row, by_name, places) for row, by_name in zip(known, likeness, strict=True)
        ]
    own = draft.reading.source.unit_id
    scored = [(row, int(like)) for row, like in zip(known, likeness, strict=True) if like >= _LEAST_LIKENESS]
    scored.sort(key=lambda pair: (-pair[1], pair[0].unit_id != own, pair[0].name, pair[0].subject_id))
    collects_for = viewer.units(COLLECTING_ROLES)
    return [
        Candidate(
            row.subject_id,
            row.name,
            row.unit_id,
            viewer.tree.name(row.unit_id),
            like,
            may_join=row.unit_id in collects_for,
            held_on=row.held_on,
        )
        for row, like in scored[:_MOST_CANDIDATES]
    ]


def _likeness(plain: str, others: list[str]) -> list[float]:
    """100 only for equals; a name inside a longer one, 焦作吉利新能源 for 吉利新能源商用车, still is alike."""
    if not plain or not others:
        return [0.0] * len(others)
    likeness = [0.0] * len(others)
    alike = process.extract(plain, others, scorer=fuzz.WRatio, score_cutoff=_LEAST_LIKENESS, limit=None)
    for other, score, index in alike:
        likeness[index] = SAME if other == plain else min(score, SAME - 1)
    return likeness


def _same_day(draft: Draft, held_on: date | None) -> bool | None:
    """Whether the days agree; None where one is not known, or its year is only guessed from the day of receipt."""
    read = draft.fields.get("held_on")
    if held_on is None or read is None:
        return None
    known = held_on.isoformat()
    year_is_guessed = read.get("year_from") == "received" and read["value"][4:] == known[4:]
    return read["value"] == known or (None if year_is_guessed else False)


def _meeting_likeness(draft: Draft, row: _Known, by_name: float, places: frozenset[str]) -> float:
    """Two meetings are one if held on one day under one name, or the same number of one series; never on two days."""
    values = {name: field["value"] for name, field in draft.fields.items()}
    same_day = _same_day(draft, row.held_on)
    if same_day is False:
        return min(by_name, _LEAST_LIKENESS) if by_name == SAME else 0
    same_number = (
        row.ordinal is not None
        and str(row.ordinal) == values.get("ordinal")
        and row.series == plain_name(values.get("series", ""), places)
    )
    if same_day and (same_number or by_name == SAME):
        return SAME
    if same_number or by_name == SAME:
        return PERHAPS_SAME
    return max(by_name, _SAME_DAY_LIKENESS if same_day else 0)
