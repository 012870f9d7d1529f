"""Verbs of taking in: receiving a text, and a person's decisions about its drafts.

Each is one transaction under one journal entry. None asks whether the person may take such decisions at all: that
predicate stands beside the page or route. But confirming reaches for existing records on a person's behalf, so
`confirm_draft` and `confirm_all` take the viewer, and never match with what the viewer may not see.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from diaodu.accounts.models import Unit, User
from diaodu.accounts.viewer import Viewer
from diaodu.facts.actions import record_source
from diaodu.facts.blobs import keep_bytes
from diaodu.facts.models import SourceKind, Subject
from diaodu.intake.corrections import corrected
from diaodu.intake.decisions import DecisionRefused
from diaodu.intake.matching import PERHAPS_SAME, SAME, Candidate, candidates_of
from diaodu.intake.models import Draft, DraftKind, DraftState, Reading, ReadingState
from diaodu.intake.reading import DEFAULT_LIMITS
from diaodu.intake.recording import Confirmation, record, withdraw
from diaodu.intake.tasks import read_source
from diaodu.intake.values import Limits, Refusal
from diaodu.journal.writing import journal_entry

__all__ = [
    "AllConfirmed",
    "DecisionRefused",
    "confirm_all",
    "confirm_draft",
    "read_again",
    "reject_draft",
    "take_in",
    "undo_decision",
]

_ORDER = (DraftKind.MEETING, DraftKind.PROJECT, DraftKind.LEAD, DraftKind.DIRECTIVE)


@dataclass
class AllConfirmed:
    """What became of the open drafts of a reading: confirmed, or left open and why."""

    confirmed: list[Draft] = field(default_factory=list)
    left: list[tuple[Draft, DecisionRefused]] = field(default_factory=list)


def take_in(
    chunks: Iterable[bytes],
    *,
    kind: SourceKind,
    name: str,
    unit: Unit,
    encoding: str | None,
    by: User,
    at: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Reading, bool]:
    """Keep what was sent and have it read: (reading, whether it is new). The same bytes again change nothing."""
    sha256, size = keep_bytes(_within(limits.file_bytes, chunks))
    known = Reading.objects.filter(source__unit=unit, source__sha256=sha256).first()
    if known is not None:
        return known, False
    with journal_entry(by=by.pk, at=at, verb="take_in"):
        source, _ = record_source(sha256, size, kind=kind, name=name, unit=unit, by=by, at=at)
        reading, is_new = Reading.objects.get_or_create(source=source, defaults={"encoding": encoding or ""})
        if is_new:
            read_source.enqueue(reading.pk)
    return reading, is_new


def _within(most: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise Refusal("too-large", size_mb=-(-size // 1024**2), most_mb=most // 1024**2)
        yield chunk


def read_again(reading: Reading, *, encoding: str | None, by: User, at: datetime) -> Reading:
    """Read a source anew, in another encoding; refused once somebody has decided on what was read."""
    with journal_entry(by=by.pk, at=at, verb="read_again"):
        reading = Reading.objects.select_for_update().select_related("source").get(pk=reading.pk)
        if reading.state in (ReadingState.WAITING, ReadingState.RUNNING):
            raise DecisionRefused("being-read")
        if reading.drafts.exclude(state=DraftState.PROPOSED).exists():
            raise DecisionRefused("some-decided")
        for draft in reading.drafts.all():
            draft.delete()
        reading.state, reading.done_share, reading.refusal = ReadingState.WAITING, 0, None
        reading.encoding = encoding or ""
        reading.save()
        read_source.enqueue(reading.pk)
    return reading


def confirm_draft(
    draft: Draft, *, corrections: Mapping[str, str] | None, match: Subject | None, viewer: Viewer, at: datetime
) -> Draft:
    """Make the record that a draft proposes, as corrected, or join the existing one that it was matched with."""
    with journal_entry(by=viewer.user.pk, at=at, verb="confirm_draft"):
        draft = _open_draft(draft)
        confirmation = Confirmation(draft, corrected(draft, corrections or {}), match, viewer, at)
        made = record(confirmation)
        draft.fields, draft.state, draft.decided_by = confirmation.fields, DraftState.CONFIRMED, viewer.user
        draft.record, draft.made_record, draft.made = made.subject, match is None, confirmation.made
        draft.save()
    return draft


def confirm_all(reading: Reading, *, viewer: Viewer, at: datetime) -> AllConfirmed:
    """Confirm the open drafts of a reading as they stand: the meeting, what it took up, what it demanded.

    A draft whose plain name one record bears joins that record. What cannot be confirmed stays open, with the reason;
    so does everything while a person has to say first whether the meeting is one on record.
    """
    outcome = AllConfirmed()
    with journal_entry(by=viewer.user.pk, at=at, verb="confirm_all"):
        Reading.objects.select_for_update().get(pk=reading.pk)
        for kind in _ORDER:
            drafts = list(
                reading.drafts.filter(kind=kind, state=DraftState.PROPOSED).select_related("reading__source__unit")
            )
            similar = candidates_of(drafts, viewer)
            for draft in drafts:
                try:
                    match = _settled(kind, similar[draft.pk])
                    outcome.confirmed.append(confirm_draft(draft, corrections=None, match=match, viewer=viewer, at=at))
                except DecisionRefused as refusal:
                    outcome.left.append((draft, refusal))
                    if kind == DraftKind.MEETING and refusal.code in ("perhaps-on-record", "only-seen"):
                        return outcome
    return outcome


def _settled(kind: DraftKind, similar: list[Candidate]) -> Subject | None:
    """The record that a draft joins without a person's choice; None when it is a new one."""
    same = [candidate for candidate in similar if candidate.likeness == SAME]
    if kind == DraftKind.MEETING and not same and similar and similar[0].likeness == PERHAPS_SAME:
        raise DecisionRefused("perhaps-on-record", name=similar[0].name)
    joinable = [candidate for candidate in same if candidate.may_join]
    if len(joinable) > 1:
        raise DecisionRefused("several-match", name=joinable[0].name)
    if same and not joinable:
        raise DecisionRefused("only-seen", name=same[0].name)
    return Subject.objects.get(pk=joinable[0].subject_id) if joinable else None


def reject_draft(draft: Draft, *, reason: str, by: User, at: datetime) -> Draft:
    """Say that a draft is no record, and why."""
    if not reason.strip():
        raise DecisionRefused("reason-missing")
    with journal_entry(by=by.pk, at=at, verb="reject_draft"):
        draft = _open_draft(draft)
        draft.state, draft.decided_by, draft.reason = DraftState.REJECTED, by, reason.strip()[:200]
        draft.save()
    return draft


def undo_decision(draft: Draft, *, by: User, at: datetime) -> Draft:
    """Open a draft again, as it was proposed. What confirming it made is withdrawn; the journal keeps it."""
    with journal_entry(by=by.pk, at=at, verb="undo_decision"):
        draft = _locked(draft)
        if draft.state == DraftState.PROPOSED:
            raise DecisionRefused("not-decided")
        if draft.decided_by_id != by.pk:
            raise DecisionRefused("decided-by-another", name=str(draft.decided_by))
        if draft.state == DraftState.CONFIRMED:
            withdraw(draft)
        draft.fields = draft.history.filter(state=DraftState.PROPOSED).first().fields
        draft.state, draft.decided_by, draft.reason = DraftState.PROPOSED, None, ""
        draft.record, draft.made_record, draft.made = None, False, []
        draft.save()
    return draft


def _open_draft(draft: Draft) -> Draft:
    """The draft as it stands now, locked; refused when somebody was quicker."""
    draft = _locked(draft)
    if draft.state != DraftState.PROPOSED:
        raise DecisionRefused(f"already-{draft.state}", name=str(draft.decided_by))
    return draft


def _locked(draft: Draft) -> Draft:
    rows = Draft.objects.select_for_update(of=("self",))
    return rows.select_related("reading__source__unit", "reading__source__entry", "decided_by", "record").get(
        pk=draft.pk
    )
