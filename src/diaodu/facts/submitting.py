"""Verbs of a submission: draft → submitted → returned, or approved by the county → accepted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diaodu.accounts.models import Unit, User
from diaodu.accounts.tree import UnitTree
from diaodu.facts.actions import Reported, report_facts
from diaodu.facts.answers import Cell, answers, as_reported, asked_cells
from diaodu.facts.chain import ReviewChain
from diaodu.facts.reporting import AskedSubject, DraftedValue, ReportingTask, Submission, SubmissionState
from diaodu.journal.models import Entry
from diaodu.journal.writing import journal_entry

Key = tuple[int, int, int]  # subject, measure, standing


class WrongState(ValueError):
    """The submission is not in a state that allows this."""


class Incomplete(ValueError):
    """Cells are asked that say nothing yet."""

    def __init__(self, cells: list[Cell]) -> None:
        super().__init__(cells)
        self.cells = cells

    def __str__(self) -> str:
        return ngettext(
            "%(n)s value is still missing: give it, or say that it is not reported.",
            "%(n)s values are still missing: give them, or say that they are not reported.",
            len(self.cells),
        ) % {"n": len(self.cells)}


class Conflict(ValueError):
    """Somebody else has typed another value since the form was read; None where they took it away."""

    def __init__(self, theirs: DraftedValue | None) -> None:
        super().__init__(theirs)
        self.theirs = theirs


@dataclass(frozen=True)
class CellReason:
    """Why one value was returned."""

    subject_id: int
    measure_id: int
    source_kind: int
    reason: str


@dataclass(frozen=True)
class Explanation:
    """What the unit said about a value that a check asked about."""

    subject_id: int
    measure_id: int
    source_kind: int
    words: str


def open_submission(
    unit: Unit,
    *,
    period: str,
    due_at: datetime,
    by: User | None,
    at: datetime,
    task: ReportingTask | None = None,
    subjects: Iterable[int] = (),
) -> Submission:
    """The unit's one submission for the period, to a task or to none; new when there is none."""
    with journal_entry(by=by.pk if by else None, at=at, verb="open_submission") as entry:
        known = Submission.objects.filter(unit=unit, period=period, task=task).first()
        if known is not None:
            return known
        opened = Submission.objects.create(unit=unit, period=period, due_at=due_at, task=task)
        asked = [AskedSubject(submission=opened, subject_id=subject_id, entry=entry) for subject_id in subjects]
        AskedSubject.objects.bulk_create(asked)
        return opened


def fill_in(
    submission: Submission,
    values: Sequence[Reported],
    *,
    by: User,
    at: datetime,
    explanations: Mapping[Key, str] | None = None,
    seen: int | None = None,
) -> None:
    """Put values into the draft, each in the place of an earlier one of the same key. Nobody else sees them yet.

    `seen` is the position of the value that the form showed, 0 for none: what came since is not overwritten.
    """
    said = explanations or {}
    with journal_entry(by=by.pk, at=at, verb="fill_in") as entry:
        _lock(submission, SubmissionState.DRAFT, SubmissionState.RETURNED)
        _refuse_conflicts(submission, values, seen, by)
        rows = [_drafted(value, submission, said.get(value.key, ""), entry, by) for value in values]
        key = ("submission", "subject", "measure", "source_kind")
        kept = [f.name for f in DraftedValue._meta.concrete_fields if f.name not in (*key, "id")]
        DraftedValue.objects.bulk_create(rows, update_conflicts=True, unique_fields=key, update_fields=kept)


def take_out(submission: Submission, key: Key, *, seen: int, by: User, at: datetime) -> None:
    """Take a typed value out of the draft: the cell says again what is known without it."""
    with journal_entry(by=by.pk, at=at, verb="fill_in"):
        _lock(submission, SubmissionState.DRAFT, SubmissionState.RETURNED)
        nothing = Reported(*key)
        _refuse_conflicts(submission, [nothing], seen, by, is_taken_out=True)
        submission.drafted.filter(subject_id=key[0], measure_id=key[1], source_kind=key[2]).delete()


def drafted_values(submission: Submission) -> list[Reported]:
    return [as_reported(row) for row in submission.drafted.all()]


def submit(submission: Submission, *, by: User, at: datetime) -> None:
    """What is typed becomes facts, here or in another report of the unit. The first time counts for being late."""
    with journal_entry(by=by.pk, at=at, verb="submit"):
        _lock(submission, SubmissionState.DRAFT, SubmissionState.RETURNED)
        known, asked = answers(submission), asked_cells(submission)
        if missing := [cell for cell in asked if cell not in known]:
            raise Incomplete(missing)
        drafted = list(submission.drafted.all())
        if not drafted and not asked and submission.submitted_at is None:
            raise WrongState(_("Nothing has been filled in."))
        elsewhere = [answer.drafted for cell in asked if (answer := known[cell]).other and answer.drafted]
        values = [as_reported(row) for row in [*drafted, *elsewhere]]
        report_facts(values, period=submission.period, by=by, at=at, submission=submission)
        submission.explanations = _explained(submission, drafted)
        submission.state = SubmissionState.SUBMITTED
        submission.submitted_at = submission.submitted_at or at
        submission.draft, submission.reasons = [], []
        submission.save()
        submission.drafted.all().delete()


def return_submission(submission: Submission, reasons: Sequence[CellReason], *, by: User, at: datetime) -> None:
    """Give it back to the unit, saying for each value what is wrong with it."""
    if not reasons or not all(reason.reason.strip() for reason in reasons):
        raise ValueError("a return needs a reason for each value that it is about")
    with journal_entry(by=by.pk, at=at, verb="return_submission"):
        _lock(submission, SubmissionState.SUBMITTED, SubmissionState.APPROVED)
        submission.state = SubmissionState.RETURNED
        submission.reasons = [asdict(reason) for reason in reasons]
        submission.save()


def approve(submission: Submission, *, by: User, at: datetime) -> None:
    """The county stands by its unit's figures."""
    with journal_entry(by=by.pk, at=at, verb="approve"):
        _lock(submission, SubmissionState.SUBMITTED)
        submission.state = SubmissionState.APPROVED
        submission.save()


def accept(submission: Submission, *, by: User, at: datetime) -> None:
    """The dispatch office takes the figures over; from now on they change only by corrections with a reason."""
    with journal_entry(by=by.pk, at=at, verb="accept"):
        chain = ReviewChain.of(UnitTree.on(localdate(at)))
        straight = [] if chain.has_county_review(submission.unit_id) else [SubmissionState.SUBMITTED]
        _lock(submission, SubmissionState.APPROVED, *straight)
        submission.state = SubmissionState.ACCEPTED
        submission.save()


def accept_all(submissions: Iterable[Submission], *, by: User, at: datetime) -> None:
    """Take over several at once, all or none."""
    with journal_entry(by=by.pk, at=at, verb="accept_all"):
        for submission in submissions:
            accept(submission, by=by, at=at)


def _lock(submission: Submission, *allowed: SubmissionState) -> None:
    """Read it again under the head's lock: what the caller loaded may be what somebody has changed since."""
    submission.refresh_from_db()
    if submission.state not in allowed:
        raise WrongState(
            _("This cannot be done: the submission is %(state)s.") % {"state": submission.get_state_display()}
        )


def _refuse_conflicts(
    submission: Submission, values: Sequence[Reported], seen: int | None, by: User, *, is_taken_out: bool = False
) -> None:
    if seen is None:
        return
    for value in values:
        subject_id, measure_id, kind = value.key
        theirs = submission.drafted.filter(subject_id=subject_id, measure_id=measure_id, source_kind=kind).first()
        # What one has typed oneself, a moment ago or in another window, is no conflict.
        if (theirs.position if theirs else 0) == seen or (theirs and theirs.saved_by_id == by.pk):
            continue
        agrees = (
            theirs is None if is_taken_out else theirs and (theirs.number, theirs.text) == (value.number, value.text)
        )
        if not agrees:
            raise Conflict(theirs)


def _drafted(value: Reported, submission: Submission, explanation: str, entry: Entry, by: User) -> DraftedValue:
    written = {"saved_by": by, "saved_at": entry.recorded_at, "position": entry.position}
    return DraftedValue(**asdict(value), submission=submission, explanation=explanation, **written)


def _explained(submission: Submission, drafted: Sequence[DraftedValue]) -> list[dict[str, object]]:
    """Earlier words stay with values that were not typed again."""
    typed = {(row.subject_id, row.measure_id, row.source_kind) for row in drafted}
    before = [Explanation(**kept) for kept in submission.explanations]
    stay = [said for said in before if (said.subject_id, said.measure_id, said.source_kind) not in typed]
    new = [Explanation(r.subject_id, r.measure_id, r.source_kind, r.explanation) for r in drafted if r.explanation]
    return [asdict(said) for said in [*stay, *new]]
