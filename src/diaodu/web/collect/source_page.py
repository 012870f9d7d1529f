"""What the page of one source shows: the text in two columns, and its drafts as cards."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import SourceKind, Subject
from diaodu.intake.matching import SAME, Candidate, candidates_of
from diaodu.intake.models import Draft, DraftKind, DraftState, Reading, ReadingState
from diaodu.intake.values import Note
from diaodu.intake.words import note_words
from diaodu.journal.histories import as_of
from diaodu.meetings.models import DirectiveKind
from diaodu.web.collect.columns import Edit, Grade, Place, Row, SideBySide, Window, grade, graded, window, words_of
from diaodu.web.collect.draft_forms import DraftForm, form_of

_DOUBTS_SHOWN = 40
_NAMED_BY = {DraftKind.MEETING: "title", DraftKind.DIRECTIVE: "text"}
_REASONS = (_("not a record"), _("stands twice"), _("read wrongly"))
_RECORDS = ("record__project", "record__lead", "record__meeting", "record__directive__meeting")


@dataclass(frozen=True)
class Doubt:
    """An edit that a person should look at, or a mark."""

    line: int
    edit: Edit

    @property
    def why(self) -> str:
        return words_of([self.edit["why"]])

    @property
    def percent(self) -> int:
        return int(self.edit["confidence"] * 100)


@dataclass(frozen=True)
class Card:
    """One draft: what it says, which records it may be about, and what became of it."""

    draft: Draft
    form: DraftForm
    line: int | None
    is_elsewhere: bool
    is_chosen: bool
    may_undo: bool
    candidates: Sequence[Candidate] = ()
    refused: str = ""

    @property
    def name(self) -> str:
        key = _NAMED_BY.get(DraftKind(self.draft.kind), "name")
        return str(self.draft.fields.get(key, {}).get("value", ""))

    @property
    def at(self) -> int | None:
        return first_character(self.draft)

    @property
    def is_open(self) -> bool:
        return self.draft.state == DraftState.PROPOSED

    @property
    def details(self) -> list[tuple[str | Promise | None, str]]:
        """The other fields that were read, with their labels."""
        named = _NAMED_BY.get(DraftKind(self.draft.kind), "name")
        values = [
            (bound.field.label, self.form.initial.get(bound.name, ""))
            for bound in self.form.shown
            if bound.name not in (named, "kind")
        ]
        return [(label, value) for label, value in values if value]

    @property
    def match(self) -> int | None:
        """The record chosen beforehand: only one of the very same name that this person may add to."""
        same = (each.subject_id for each in self.candidates if each.likeness == SAME and each.may_join)
        return next(same, None)

    @property
    def record(self) -> Model | None:
        return record_of(self.draft.record) if self.draft.record else None

    @property
    def year_from(self) -> str:
        return str(self.draft.fields.get("held_on", {}).get("year_from", ""))


@dataclass(frozen=True)
class Group:
    """The cards of one kind, in the order of working through them."""

    code: str
    label: str | Promise
    cards: Sequence[Card]

    @property
    def left(self) -> int:
        return sum(card.is_open for card in self.cards)


@dataclass
class SourcePage:
    """One source as its page shows it to one viewer, at one stretch of the text."""

    reading: Reading
    viewer: Viewer
    at: int | None = None
    chosen: int | None = None
    may_decide: bool = False
    decided_here: frozenset[int] = frozenset()
    position: int | None = None
    refused: Mapping[int, str] = field(default_factory=dict)
    typed: Mapping[int, Any] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)  # what every address on the page carries on

    @cached_property
    def drafts(self) -> list[Draft]:
        """As they are now, or as they stood at a position of the journal."""
        rows = Draft.objects.filter(reading=self.reading).select_related("decided_by", *_RECORDS)
        drafts = list(rows)
        for draft in drafts:
            draft.reading = self.reading
        if self.position is None:
            return drafts
        known = {draft.pk: draft for draft in as_of(Draft, self.position).filter(reading_id=self.reading.pk)}
        return [_as_it_stood(draft, known[draft.pk]) for draft in drafts if draft.pk in known]

    @property
    def reasons(self) -> tuple[str | Promise, ...]:
        """Why drafts are mostly rejected."""
        return _REASONS

    @cached_property
    def counts(self) -> dict[str, int]:
        found = Counter(draft.state for draft in self.drafts)
        return {state.value: found[state.value] for state in DraftState}

    @cached_property
    def grades(self) -> dict[str, int]:
        return graded(self.reading.edits)

    @cached_property
    def doubts(self) -> list[Doubt]:
        unsure = (edit for edit in self.reading.edits if grade(edit) is not Grade.SURE)
        shown = list(islice(unsure, _DOUBTS_SHOWN))
        lines = self._lines(edit["start"] for edit in shown)
        return [Doubt(lines[edit["start"]], edit) for edit in shown]

    @cached_property
    def window(self) -> Window:
        return window(self.reading.original, self._first_shown)

    @property
    def _first_shown(self) -> int:
        """The character asked for, else the beginning of the chosen draft, else of the text."""
        if self.at is not None:
            return self.at
        starts = (first_character(draft) for draft in self.drafts if draft.pk == self.chosen)
        return next(starts, None) or 0

    @cached_property
    def rows(self) -> list[Row]:
        places = [place for draft in self.drafts if draft.state != DraftState.REJECTED for place in places_of(draft)]
        waiting = frozenset(draft.pk for draft in self.drafts if draft.state == DraftState.PROPOSED)
        side = SideBySide(self.reading.original, self.reading.edits, places, waiting)
        return side.rows(self.window.start, self.window.end)

    @property
    def address(self) -> str:
        return reverse("collect:source", args=[self.reading.source_id])

    @property
    def is_being_read(self) -> bool:
        return self.reading.state in (ReadingState.WAITING, ReadingState.RUNNING)

    @property
    def notes(self) -> list[str]:
        """What the person should know about how the text was read."""
        return [note_words(Note(note["code"], note["values"])) for note in self.reading.notes]

    @property
    def unsure(self) -> int:
        return self.grades[Grade.DOUBTFUL] + self.grades[Grade.MARK]

    @property
    def more_doubts(self) -> int:
        return self.unsure - len(self.doubts)

    @property
    def has_edits(self) -> bool:
        return bool(self.reading.edits)

    @property
    def may_read_again(self) -> bool:
        if self.is_being_read or not self.reading.encoding or self.reading.source.kind != SourceKind.FILE:
            return False
        return self.may_decide and self.counts[DraftState.PROPOSED] == len(self.drafts)

    @cached_property
    def groups(self) -> list[Group]:
        """The meeting first, since directives belong to it; then what it took up, what it demanded and asked for."""
        cards = list(self._cards())
        labelled = (
            ("meeting", _("Meeting")),
            ("project", _("Projects")),
            ("lead", _("Investment leads")),
            ("directive", _("Directives")),
            ("ask", _("Asks for policy")),
        )
        groups = [
            Group(code, label, [card for card in cards if _group_of(card.draft) == code]) for code, label in labelled
        ]
        return [group for group in groups if group.cards]

    def _cards(self) -> Iterator[Card]:
        starts = {draft.pk: first_character(draft) for draft in self.drafts}
        lines = self._lines(start for start in starts.values() if start is not None)
        candidates = self._candidates()
        for draft in self.drafts:
            start = starts[draft.pk]
            yield Card(
                draft,
                form=form_of(draft, self.typed.get(draft.pk)),
                line=lines[start] if start is not None else None,
                is_elsewhere=start is not None and not self.window.start <= start < self.window.end,
                is_chosen=draft.pk == self.chosen,
                may_undo=self._may_undo(draft),
                candidates=candidates.get(draft.pk, ()),
                refused=self.refused.get(draft.pk, ""),
            )

    def _may_undo(self, draft: Draft) -> bool:
        return self.may_decide and draft.decided_by_id == self.viewer.user.pk and draft.pk in self.decided_here

    def _candidates(self) -> dict[int, list[Candidate]]:
        if not self.may_decide:
            return {}
        return candidates_of([draft for draft in self.drafts if self._may_match(draft)], self.viewer)

    def _may_match(self, draft: Draft) -> bool:
        """A directive can be on record only where its meeting was before this text came."""
        if draft.kind == DraftKind.DIRECTIVE and not self._joined_a_meeting:
            return False
        return draft.state == DraftState.PROPOSED

    @cached_property
    def _joined_a_meeting(self) -> bool:
        meetings = [draft for draft in self.drafts if draft.kind == DraftKind.MEETING]
        return any(draft.state == DraftState.CONFIRMED and not draft.made_record for draft in meetings)

    def _lines(self, places: Iterable[int]) -> dict[int, int]:
        """The line numbers of some characters: one pass over the text."""
        lines, line, counted = {}, 1, 0
        for place in sorted(set(places)):
            line += self.reading.original.count("\n", counted, place)
            lines[place], counted = line, place
        return lines


def places_of(draft: Draft) -> Iterator[Place]:
    for value in draft.fields.values():
        if value.get("start", 0) < value.get("end", 0):
            yield Place(value["start"], value["end"], draft.pk)


def first_character(draft: Draft) -> int | None:
    """Where the draft's name stands, else its first other place."""
    named = draft.fields.get(_NAMED_BY.get(DraftKind(draft.kind), "name"), {})
    if "start" in named:
        return int(named["start"])
    return min((place.start for place in places_of(draft)), default=None)


def record_of(subject: Subject) -> Model | None:
    """The typed record that a subject belongs to."""
    record: Model | None = getattr(subject, subject.kind, None)
    return record


def _group_of(draft: Draft) -> str:
    is_ask = draft.fields.get("kind", {}).get("value") == DirectiveKind.POLICY
    return "ask" if is_ask else str(draft.kind)


def _as_it_stood(draft: Draft, then: Draft) -> Draft:
    draft.state, draft.fields, draft.made_record = then.state, then.fields, then.made_record
    if then.record_id is None:
        draft.record = draft.decided_by = None
    return draft
