"""Verbs of a submission: draft → submitted → returned, or approved by the county → accepted."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from diaodu.accounts.models import Unit, User
from diaodu.facts.actions import Reported, report_facts
from diaodu.facts.models import Submission, SubmissionState
from diaodu.journal.writing import journal_entry


class WrongState(ValueError):
    """The submission is not in a state that allows this."""


@dataclass(frozen=True)
class CellReason:
    """Why one value was returned."""

    subject_id: int
    measure_id: int
    source_kind: int
    reason: str


def open_submission(unit: Unit, *, period: str, due_at: datetime, by: User, at: datetime) -> Submission:
    """The unit's one submission for the period, new when there is none."""
    with journal_entry(by=by.pk, at=at, verb="open_submission"):
        known = Submission.objects.filter(unit=unit, period=period).first()
        return known or Submission.objects.create(unit=unit, period=period, due_at=due_at)


def fill_in(submission: Submission, values: Sequence[Reported], *, by: User, at: datetime) -> None:
    """Put values into the draft, each in the place of an earlier one of the same key. Nobody else sees them yet."""
    with journal_entry(by=by.pk, at=at, verb="fill_in"):
        _lock(submission, SubmissionState.DRAFT, SubmissionState.RETURNED)
        drafted = {value.key: value for value in [*drafted_values(submission), *values]}
        submission.draft = [asdict(value) for value in drafted.values()]
        submission.save()


def drafted_values(submission: Submission) -> list[Reported]:
    return [Reported(**value) for value in submission.draft]


def submit(submission: Submission, *, by: User, at: datetime) -> None:
    """The drafted values become facts. The first time is the one that counts for being late."""
    with journal_entry(by=by.pk, at=at, verb="submit"):
        _lock(submission, SubmissionState.DRAFT, SubmissionState.RETURNED)
        if not submission.draft and submission.submitted_at is None:
            raise WrongState(_("Nothing has been filled in."))
        report_facts(drafted_values(submission), period=submission.period, by=by, at=at, submission=submission)
        submission.state = SubmissionState.SUBMITTED
        submission.submitted_at = submission.submitted_at or at
        submission.draft, submission.reasons = [], []
        submission.save()


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
        _lock(submission, SubmissionState.APPROVED)
        submission.state = SubmissionState.ACCEPTED
        submission.save()


def _lock(submission: Submission, *allowed: SubmissionState) -> None:
    """Read it again under the head's lock: what the caller loaded may be what somebody has changed since."""
    submission.refresh_from_db()
    if submission.state not in allowed:
        raise WrongState(
            _("This cannot be done: the submission is %(state)s.") % {"state": submission.get_state_display()}
        )
