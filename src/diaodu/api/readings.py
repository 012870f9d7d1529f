"""Readings: a source as text – as it stood, restored, and every edit between the two."""

from typing import Any

from ninja import Field, Router, Schema

from diaodu.api.access import Request
from diaodu.api.asking import Id
from diaodu.api.errors import ErrorOut, answers
from diaodu.api.known import Known
from diaodu.api.sources import ReadingStateOut
from diaodu.intake.models import Reading, ReadingState
from diaodu.intake.values import Note, Refusal
from diaodu.intake.words import note_words, refusal_words

router = Router(tags=["sources"])


class EditOut(Schema):
    """What stood at characters [start, end) of the original, what it became, and why."""

    start: int
    end: int
    found: str
    became: str
    why: str
    confidence: float = Field(ge=0, le=1)
    applied: bool = Field(description="false: left as it was, for a person to judge.")


class NoteOut(Schema):
    """Something to know about how a source was read."""

    code: str
    message: str


class ReadingOut(ReadingStateOut):
    """A source as text. Drafts and citations count characters of the original."""

    original: str
    restored: str
    edits: list[EditOut]
    notes: list[NoteOut]
    refusal: ErrorOut | None = Field(description="Why it cannot be read, and what to do.")


@router.get("/{source_id}/reading", response=answers(ReadingOut))
def reading(request: Request, source_id: Id) -> ReadingOut:
    """A source as text."""
    caller = request.auth
    row = Known.at(caller, None).one(Reading.objects.visible_to(caller), source_id, key="source_id")
    return ReadingOut(
        state=ReadingState(row.state),
        done_share=row.done_share,
        encoding=row.encoding,
        damaged=row.damaged,
        original=row.original,
        restored=row.restored,
        edits=[EditOut(**edit) for edit in row.edits],
        notes=[_note(kept) for kept in row.notes],
        refusal=_refusal(row.refusal) if row.refusal else None,
    )


def _note(kept: dict[str, Any]) -> NoteOut:
    return NoteOut(code=kept["code"], message=note_words(Note(kept["code"], kept["values"])))


def _refusal(kept: dict[str, Any]) -> ErrorOut:
    words = refusal_words(Refusal(kept["code"], **kept["values"]))
    return ErrorOut(code=kept["code"], message=f"{words.what} {words.mend}", where="")
