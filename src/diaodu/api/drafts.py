"""Drafts: records proposed from a text, and a person's decisions on them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from django.db.models import Model, QuerySet
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view
from pydantic import StringConstraints

from diaodu.accounts.viewer import Viewer
from diaodu.api.access import Request, may, may_for
from diaodu.api.asking import STORABLE, Id
from diaodu.api.errors import VERB_REFUSALS, ErrorOut, answers, decision_refused, takes
from diaodu.api.known import Known, PersonRef, UnitRef
from diaodu.api.sources import JSON_BYTES, reading_to_decide
from diaodu.facts.models import Subject
from diaodu.intake.actions import confirm_all, confirm_draft, reject_draft, undo_decision
from diaodu.intake.decisions import DecisionRefused
from diaodu.intake.matching import candidates
from diaodu.intake.models import COLLECTING_ROLES, Draft, DraftKind, DraftState, Reading
from diaodu.leads.models import Lead
from diaodu.meetings.models import Directive, Meeting
from diaodu.projects.models import Project

router = Router(tags=["drafts"])
of_source = Router(tags=["drafts"])

RECORDS: dict[DraftKind, type[Model]] = {
    DraftKind.MEETING: Meeting,
    DraftKind.PROJECT: Project,
    DraftKind.LEAD: Lead,
    DraftKind.DIRECTIVE: Directive,
}
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=STORABLE)]
Typed = Annotated[str, StringConstraints(max_length=20_000, pattern=STORABLE)]


class DraftFieldOut(Schema):
    """A value, and the characters [start, end) of the original that it was read from, where it was read."""

    value: str
    start: int | None = None
    end: int | None = None
    year_from: Literal["text", "page", "received"] | None = Field(None, description="Where a date has its year from.")
    derived: bool = Field(False, description="The value was computed from the words at the place.")
    read: str | None = Field(None, description="What the text says, where a person typed something else.")


class DraftOut(Schema):
    """A record proposed from a text."""

    id: int
    source: int
    kind: DraftKind
    order: int
    proposed_by: str = Field(description="rules, or model")
    fields: dict[str, DraftFieldOut]
    state: DraftState
    reason: str = Field(description="Why it was rejected.")
    decided_by: PersonRef | None
    record: int | None = Field(description="Id of the project, lead, meeting or directive that it was confirmed as.")
    made_record: bool = Field(description="false: it joined a record that was there before.")


class CandidateOut(Schema):
    """A record that a draft may be about."""

    match: int = Field(description="What to send as `match` when confirming.")
    name: str
    unit: UnitRef
    likeness: int = Field(ge=0, le=100)
    may_join: bool = Field(description="false: the caller sees it only and cannot match with it.")
    held_on: date | None


class ConfirmIn(Schema, extra="forbid"):
    """A decision that a draft is right, as corrected."""

    corrections: dict[FieldName, Typed] = Field({}, max_length=500, description="By field; empty takes a field away.")
    match: Id | None = Field(None, description="The existing record that this is about, from its candidates.")


class RejectIn(Schema, extra="forbid"):
    """A decision that a draft is no record."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=STORABLE)]


class LeftOut(Schema):
    """A draft that stays open, and why."""

    draft: DraftOut
    error: ErrorOut


class AllConfirmedOut(Schema):
    """What became of the open drafts of a source."""

    confirmed: list[DraftOut]
    left: list[LeftOut]


@of_source.get("/{source_id}/drafts", response=answers(list[DraftOut]))
def drafts(request: Request, source_id: Id) -> list[DraftOut]:
    """All drafts of a source, in their order."""
    caller = request.auth
    reading = Known.at(caller, None).one(Reading.objects.visible_to(caller), source_id, key="source_id")
    return shown_drafts(list(_visible(caller).filter(reading=reading).order_by("order", "id")))


@of_source.post("/{source_id}/confirm-all", response=answers(AllConfirmedOut, refusals=VERB_REFUSALS))
def confirm_every_draft(request: Request, source_id: Id) -> AllConfirmedOut:
    """Confirm the open drafts of a source as they stand. What cannot be confirmed stays open, with the reason."""
    reading = reading_to_decide(request.auth, source_id)
    outcome = confirm_all(reading, viewer=request.auth, at=timezone.now())
    decided = {row.pk: row for row in _visible(request.auth).filter(reading=reading)}
    return AllConfirmedOut(
        confirmed=shown_drafts([decided[draft.pk] for draft in outcome.confirmed]),
        left=[
            LeftOut(draft=shown_drafts([decided[draft.pk]])[0], error=decision_refused(refusal).error)
            for draft, refusal in outcome.left
        ],
    )


@router.get("/{draft_id}", response=answers(DraftOut))
def draft(request: Request, draft_id: Id) -> DraftOut:
    """One draft."""
    return _shown_now(draft_id, request.auth)


@router.get("/{draft_id}/candidates", response=answers(list[CandidateOut]))
def draft_candidates(request: Request, draft_id: Id) -> list[CandidateOut]:
    """Records that the caller may see and the draft may be about, the likeliest first."""
    caller = request.auth
    return [
        CandidateOut(
            match=found.subject_id,
            name=found.name,
            unit=UnitRef(id=found.unit_id, name=found.unit_name),
            likeness=found.likeness,
            may_join=found.may_join,
            held_on=found.held_on,
        )
        for found in candidates(Known.at(caller, None).one(_visible(caller), draft_id), caller)
    ]


@router.post("/{draft_id}/confirm", response=answers(DraftOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def confirm(request: Request, draft_id: Id, given: ConfirmIn) -> DraftOut:
    """Make the record that a draft proposes, or join the one it is matched with."""
    row = _to_decide(request.auth, draft_id)
    match = Subject.objects.filter(pk=given.match).first() if given.match is not None else None
    if given.match is not None and match is None:
        raise DecisionRefused("no-such-record")
    confirm_draft(row, corrections=given.corrections, match=match, viewer=request.auth, at=timezone.now())
    return _shown_now(draft_id, request.auth)


@router.post("/{draft_id}/reject", response=answers(DraftOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def reject(request: Request, draft_id: Id, given: RejectIn) -> DraftOut:
    """Say that a draft is no record, and why."""
    row = _to_decide(request.auth, draft_id)
    reject_draft(row, reason=given.reason, by=request.auth.user, at=timezone.now())
    return _shown_now(draft_id, request.auth)


@router.post("/{draft_id}/undo", response=answers(DraftOut, refusals=VERB_REFUSALS))
def undo(request: Request, draft_id: Id) -> DraftOut:
    """Take one's own decision back; what confirming made is withdrawn."""
    row = _to_decide(request.auth, draft_id)
    undo_decision(row, by=request.auth.user, at=timezone.now())
    return _shown_now(draft_id, request.auth)


def _visible(caller: Viewer) -> QuerySet[Draft]:
    rows = Draft.objects.filter(reading__in=Reading.objects.visible_to(caller))
    return rows.select_related("reading__source", "decided_by")


def _to_decide(caller: Viewer, draft_id: int) -> Draft:
    may(caller, COLLECTING_ROLES)
    row = Known.at(caller, None).one(_visible(caller), draft_id)
    may_for(caller, COLLECTING_ROLES, row.reading.source.unit_id)
    return row


def _shown_now(draft_id: int, caller: Viewer) -> DraftOut:
    return shown_drafts([Known.at(caller, None).one(_visible(caller), draft_id)])[0]


def shown_drafts(rows: Sequence[Draft]) -> list[DraftOut]:
    """Rows with the ids of their records: one query for each kind of record."""
    records: dict[int, int] = {}
    for kind, model in RECORDS.items():
        subjects = [row.record_id for row in rows if row.kind == kind and row.record_id]
        if subjects:
            records |= dict(model._default_manager.filter(subject_id__in=subjects).values_list("subject_id", "pk"))
    return [
        DraftOut(
            id=row.pk,
            source=row.reading.source_id,
            kind=DraftKind(row.kind),
            order=row.order,
            proposed_by=row.proposed_by,
            fields={name: DraftFieldOut(**field) for name, field in row.fields.items()},
            state=DraftState(row.state),
            reason=row.reason,
            decided_by=PersonRef(id=row.decided_by.pk, name=row.decided_by.name) if row.decided_by else None,
            record=records.get(row.record_id) if row.record_id else None,
            made_record=row.made_record,
        )
        for row in rows
    ]
