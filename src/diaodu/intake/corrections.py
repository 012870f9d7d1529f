"""What a person typed over a draft: checked, and cited where the typed words stand in the text."""

from collections.abc import Mapping
from datetime import date

from diaodu.intake.decisions import DecisionRefused
from diaodu.intake.models import Draft, DraftKind, Reading
from diaodu.intake.proposing import Field, Fields
from diaodu.leads.models import Lead
from diaodu.meetings.models import Attendance, Directive, DirectiveKind, Meeting, Series
from diaodu.projects.models import Programme, Project
from diaodu.text.restoring import Why
from diaodu.text.restoring.alignment import Alignment, Change
from diaodu.text.span import Span

# Fields of each kind with the most characters that fit; `attendee:…` and `programme:…` stand once per name.
_MOST: dict[DraftKind, dict[str, int | None]] = {
    DraftKind.MEETING: {
        "title": Meeting._meta.get_field("title").max_length,
        "series": Series._meta.get_field("name").max_length,
        "ordinal": None,
        "held_on": None,
        "chair": Meeting._meta.get_field("chair").max_length,
        "attendee": Attendance._meta.get_field("name").max_length,
    },
    DraftKind.PROJECT: {
        "name": Project._meta.get_field("name").max_length,
        "programme": Programme._meta.get_field("name").max_length,
    },
    DraftKind.LEAD: {"name": Lead._meta.get_field("name").max_length},
    DraftKind.DIRECTIVE: {
        "party": Directive._meta.get_field("party").max_length,
        "text": None,
        "due_words": Directive._meta.get_field("due_words").max_length,
        "due_on": None,
        "number": None,
        "kind": None,
    },
}
_NAMED_ONCE_EACH = ("attendee", "programme")
_NEEDED = {
    DraftKind.MEETING: "title",
    DraftKind.PROJECT: "name",
    DraftKind.LEAD: "name",
    DraftKind.DIRECTIVE: "text",
}
_DAYS, _NUMBERS = ("held_on", "due_on"), ("ordinal", "number")
_LARGEST_NUMBER = 32767


def corrected(draft: Draft, corrections: Mapping[str, str]) -> Fields:
    """The draft's fields with what was typed; an empty value takes a field away."""
    kind = DraftKind(draft.kind)
    fields: Fields = dict(draft.fields)
    for key, typed in corrections.items():
        before = fields.pop(key, None)
        name = key.partition(":")[0] if key.startswith(_NAMED_ONCE_EACH) else key
        if name not in _MOST[kind]:
            raise DecisionRefused("unknown-field", field=key[:40])
        value = _checked(name, typed.strip())
        if value:
            fields[f"{name}:{value}" if name in _NAMED_ONCE_EACH else key] = _cited(draft.reading, name, value, before)
    for key, field in fields.items():
        _check_length(kind, key, field["value"])
    if _NEEDED[kind] not in fields:
        raise DecisionRefused("missing-value", field=_NEEDED[kind])
    return fields


def _checked(name: str, typed: str) -> str:
    if name in _DAYS and typed:
        try:
            return date.fromisoformat(typed).isoformat()
        except ValueError:
            raise DecisionRefused("not-a-day", value=typed[:40]) from None
    if name in _NUMBERS and typed:
        if not typed.isdecimal() or not 0 < int(typed[:9]) <= _LARGEST_NUMBER:
            raise DecisionRefused("not-a-number", value=typed[:40])
        return str(int(typed))
    if name == "kind" and typed not in DirectiveKind.values:
        raise DecisionRefused("not-a-kind", value=typed[:40])
    return typed


def _check_length(kind: DraftKind, key: str, value: str) -> None:
    name = key.partition(":")[0]
    most = _MOST[kind][name]
    if most is not None and len(value) > most:
        raise DecisionRefused("too-long", field=name, count=len(value), most=most)


def _cited(reading: Reading, name: str, value: str, before: Field | None) -> Field:
    """A typed value with its place: where it stands in the text, else the words that it replaces."""
    if before is not None and before["value"] == value:
        return before
    if name not in (*_DAYS, *_NUMBERS, "kind") and (span := _standing(reading, value, before)) is not None:
        return {"value": value, "start": span.start, "end": span.end}
    if before is not None and "start" in before:
        return {"value": value, "start": before["start"], "end": before["end"], "read": before["value"]}
    return {"value": value, "typed": True}


def _standing(reading: Reading, value: str, before: Field | None) -> Span | None:
    """Where a typed value stands in the original: over the words it replaces, else at its only place in the text."""
    alignment = _alignment(reading)
    spans = []
    start = reading.restored.find(value)
    while start >= 0:
        spans.append(alignment.original(Span(start, start + len(value))))
        start = reading.restored.find(value, start + 1)
    if before is not None and "start" in before:
        return next((span for span in spans if span.start < before["end"] and before["start"] < span.end), None)
    return spans[0] if len(spans) == 1 else None


def _alignment(reading: Reading) -> Alignment:
    """The way back to the original, from the edits as stored. Converted characters stand one for one and need none."""
    moving = [edit for edit in reading.edits if edit["applied"] and edit["why"] != Why.SCRIPT]
    changes = [Change(edit["start"], edit["end"], edit["became"], edit["why"], edit["confidence"]) for edit in moving]
    return Alignment(changes, len(reading.original))
