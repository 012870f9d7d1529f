"""Typing into a report: one cell as it is typed, or the whole form at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from diaodu.accounts.models import User
from diaodu.facts.actions import Reported
from diaodu.facts.answers import Answer
from diaodu.facts.figures import NotAFigure, read_figure
from diaodu.facts.models import FigureKind
from diaodu.facts.reporting import DraftedValue, Submission
from diaodu.facts.submitting import Conflict, WrongState, fill_in, take_out
from diaodu.web.reports.sheet import Column, Sheet, SheetCell

LONGEST_WORDS = 2000


@dataclass(frozen=True)
class Typed:
    """What a form says of one cell; `seen` is the position of the value that it showed."""

    words: str
    is_silent: bool
    explanation: str
    seen: int

    @classmethod
    def of(cls, given: Mapping[str, str], key: str) -> "Typed":
        seen = given.get(f"seen-{key}", "")
        return cls(
            words=given.get(f"value-{key}", "").strip(),
            is_silent=f"silent-{key}" in given,
            explanation=given.get(f"why-{key}", "").strip()[:LONGEST_WORDS],
            seen=int(seen) if seen.isdecimal() and seen.isascii() and len(seen) < 19 else 0,
        )


@dataclass(frozen=True)
class Said:
    """What came of typing: words for whoever typed, and the other's value where two people met."""

    error: str = ""
    theirs: DraftedValue | None = None
    is_conflict: bool = False
    typed: str = ""


def save_cell(submission: Submission, cell: SheetCell, typed: Typed, *, by: User, at: datetime) -> Said:
    """Keep what was typed, unless it cannot be read, is known already, or somebody else has typed there since."""
    if cell.answer is not None and cell.answer.is_locked:
        return Said()
    try:
        value = _value(cell, typed, by)
    except NotAFigure as refusal:
        return Said(error=str(refusal), typed=typed.words)
    try:
        if value is None:
            if typed.seen:
                take_out(submission, _key(cell), seen=typed.seen, by=by, at=at)
        elif not _says_the_same(cell, value, typed):
            why = {value.key: typed.explanation}
            fill_in(submission, [value], explanations=why, seen=typed.seen, by=by, at=at)
    except Conflict as conflict:
        return Said(theirs=conflict.theirs, is_conflict=True, typed=typed.words)
    except WrongState as refusal:
        # Submitted from another window while this was on its way.
        return Said(error=str(refusal), typed=typed.words)
    return Said()


def save_form(sheet: Sheet, given: Mapping[str, str], *, by: User, at: datetime) -> dict[str, Said]:
    """Keep every cell that the form holds; what could not be kept, by the key of its cell."""
    found = {}
    for row in sheet.rows_of(sheet.subjects):
        for cell in row.cells:
            if f"value-{cell.key}" in given:
                said = save_cell(sheet.submission, cell, Typed.of(given, cell.key), by=by, at=at)
                if said != Said():
                    found[cell.key] = said
    return found


def shown_theirs(column: Column, theirs: DraftedValue | None) -> str:
    """What the other person typed, in words."""
    if theirs is None:
        return ""
    if theirs.number is None and theirs.text is None:
        return _("not reported")
    return column.shown(Answer(drafted=theirs))


def _key(cell: SheetCell) -> tuple[int, int, int]:
    return cell.subject_id, cell.column.measure_id, FigureKind.DISPATCH.value


def _value(cell: SheetCell, typed: Typed, by: User) -> Reported | None:
    """The value with who typed it; None for an empty cell. Words stand above the choice “not reported”."""
    silent = Reported(*_key(cell), typed_by_id=by.pk)
    if not typed.words:
        return silent if typed.is_silent else None
    if cell.column.is_words:
        return replace(silent, text=typed.words[:LONGEST_WORDS])
    asked = cell.column.asked
    return replace(silent, number=read_figure(typed.words, unit=asked.measure.unit, typed_in=asked.typed_in))


def _says_the_same(cell: SheetCell, value: Reported, typed: Typed) -> bool:
    """Whether this is what the cell says already, so that prefilled values are not typed a second time."""
    answer = cell.answer
    if answer is None or (answer.number, answer.text) != (value.number, value.text):
        return False
    return typed.explanation == cell.explanation
