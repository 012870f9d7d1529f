"""Submissions: one unit's report for one period, from draft to acceptance."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

from django.utils import timezone
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import StringConstraints

from diaodu.accounts.models import Role, Unit
from diaodu.accounts.viewer import Viewer
from diaodu.api.access import Request, forbidden, may, may_for
from diaodu.api.asking import STORABLE, AskedAsOf, AskedPage, Id, Moment, Page, page_of
from diaodu.api.errors import VERB_REFUSALS, answers, not_found, takes
from diaodu.api.known import Known, UnitRef
from diaodu.api.sources import JSON_BYTES
from diaodu.api.values import (
    Code,
    FigureIn,
    FigureName,
    Period,
    Reason,
    ReportedFigure,
    figure_name,
    measure_of,
    reported,
)
from diaodu.assessment.actions import hand_in
from diaodu.assessment.entries import EntryChecks, explained
from diaodu.facts.actions import Reported
from diaodu.facts.answers import Answer, Cell, as_reported, asked_cells
from diaodu.facts.answers import answers as answered
from diaodu.facts.chain import ReviewChain
from diaodu.facts.models import REPORTING_ROLES, REVIEWING_ROLES, FigureKind, Measure
from diaodu.facts.reporting import DraftedValue, Submission, SubmissionState
from diaodu.facts.submitting import (
    CellReason,
    Explanation,
    accept,
    approve,
    fill_in,
    open_submission,
    return_submission,
)
from diaodu.leads.models import Lead
from diaodu.projects.models import Project

router = Router(tags=["submissions"])


class CellReasonOut(Schema):
    """Why one value was returned."""

    subject: int
    measure: str
    source_kind: FigureName
    reason: str


class DraftedOut(Schema):
    """A value filled in and not yet submitted."""

    subject: int
    measure: str
    source_kind: FigureName
    number: int | None
    text: str | None
    not_reported: bool


class ExplanationOut(Schema):
    """What the unit said to a check about a value."""

    subject: int
    measure: str
    source_kind: FigureName
    words: str


class CellOut(Schema):
    """What a task asks about one subject, and what is known of it."""

    subject: int
    measure: str
    number: int | None
    text: str | None
    not_reported: bool = Field(description="The unit says that nothing is reported.")
    is_answered: bool = Field(description="It has a value, or says that nothing is reported.")
    is_locked: bool = Field(description="Accepted: only a correction changes it.")
    from_submission: int | None = Field(description="The other report that the value comes from.")
    questions: list[str] = Field(description="What checks object to, in the language of Accept-Language.")


class SubmissionOut(Schema):
    """One unit's report for one period. Its values are the facts with this `submission`."""

    id: int
    task: int | None = Field(description="The reporting task that asked for it.")
    unit: UnitRef
    period: str
    due_at: datetime
    state: SubmissionState
    submitted_at: datetime | None = Field(description="The first time, which counts for being late.")
    is_late: bool = Field(description="It was submitted after it was due.")
    reasons: list[CellReasonOut] = Field(description="Why it was returned, for each value.")
    explanations: list[ExplanationOut]
    draft: list[DraftedOut] | None = Field(description="What is filled in; null to all but the unit's reporters.")


class AskedSubmissions(AskedPage):
    task: Id | None = None
    unit: Id | None = Field(None, description="Of this unit or one below it.")
    period: Period | None = None
    state: SubmissionState | None = None


class OpenIn(Schema, extra="forbid"):
    """Which unit owes a report for which period, and until when."""

    unit: Id
    period: Period
    due_at: Moment


class FilledIn(FigureIn):
    """A value to report, with words for a check that asks why."""

    explanation: Annotated[str, StringConstraints(max_length=2000, pattern=STORABLE)] = ""


class FillIn(Schema, extra="forbid"):
    """Values to report. Each takes the place of one filled in before for the same subject, measure and standing."""

    values: list[FilledIn] = Field(min_length=1, max_length=500)


class CellReasonIn(Schema, extra="forbid"):
    """Why one value is returned."""

    subject: Id
    measure: Code
    source_kind: ReportedFigure = "dispatch"
    reason: Reason


class ReturnIn(Schema, extra="forbid"):
    """Why a report is returned, for each value that is wrong."""

    reasons: list[CellReasonIn] = Field(min_length=1, max_length=500)


@router.get("", response=answers(Page[SubmissionOut], refusals=(401, 403, 422)))
def submissions(request: Request, asked: Query[AskedSubmissions]) -> Page[SubmissionOut]:
    """Submissions that the caller may see, the latest period first."""
    known = Known.at(request.auth, asked.as_of)
    rows = known.visible(Submission).order_by("-period", "unit_id", "id")
    if asked.task is not None:
        rows = rows.filter(task_id=asked.task)
    if asked.unit is not None:
        rows = rows.filter(unit_id__in=known.tree.beneath([asked.unit]))
    if asked.period is not None:
        rows = rows.filter(period=asked.period)
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    return page_of(rows, asked, lambda stretch: shown_submissions(stretch, known))


@router.post("", response=answers(SubmissionOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def open_report(request: Request, given: OpenIn) -> SubmissionOut:
    """Ask a unit for its report. The one that is there already stays as it is."""
    caller = request.auth
    may(caller, REVIEWING_ROLES)
    may_for(caller, REVIEWING_ROLES, given.unit)
    unit = Unit.objects.get(pk=given.unit)
    row = open_submission(unit, period=given.period, due_at=given.due_at, by=caller.user, at=timezone.now())
    return _shown_now(row.pk, caller)


@router.get("/{submission_id}", response=answers(SubmissionOut))
def submission(request: Request, submission_id: Id, asked: Query[AskedAsOf]) -> SubmissionOut:
    """One submission."""
    known = Known.at(request.auth, asked.as_of)
    return shown_submissions([known.one(known.visible(Submission), submission_id)], known)[0]


@router.get("/{submission_id}/cells", response=answers(list[CellOut]))
def submission_cells(request: Request, submission_id: Id, asked: Query[AskedAsOf]) -> list[CellOut]:
    """What the report's task asks, cell by cell. Drafted values are shown to the unit's reporters alone."""
    known = Known.at(request.auth, asked.as_of)
    row = known.one(known.visible(Submission).select_related("task"), submission_id)
    sees_drafts = known.position is None and row.unit_id in known.viewer.units(REPORTING_ROLES)
    found = answered(row, facts_only=not sees_drafts, position=known.position)
    return _cells(row, found, known)


@router.post("/{submission_id}/fill-in", response=answers(SubmissionOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def fill_in_report(request: Request, submission_id: Id, given: FillIn) -> SubmissionOut:
    """Put values into one's own unit's report. Nobody else knows them until it is submitted."""
    caller = request.auth
    row = _row_for(REPORTING_ROLES, caller, submission_id)
    subjects = _subjects_of(row, caller, [value.subject for value in given.values])
    values = [
        _reported(value, subjects, caller, where=f"body.values.{number}") for number, value in enumerate(given.values)
    ]
    said = {value.key: one.explanation for value, one in zip(values, given.values, strict=True)}
    fill_in(row, values, explanations=said, by=caller.user, at=timezone.now())
    return _shown_now(submission_id, caller)


@router.post("/{submission_id}/submit", response=answers(SubmissionOut, refusals=VERB_REFUSALS))
def submit_report(request: Request, submission_id: Id) -> SubmissionOut:
    """Submit one's own unit's report: what was filled in becomes facts."""
    hand_in(_row_for(REPORTING_ROLES, request.auth, submission_id), by=request.auth.user, at=timezone.now())
    return _shown_now(submission_id, request.auth)


@router.post("/{submission_id}/return", response=answers(SubmissionOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def return_report(request: Request, submission_id: Id, given: ReturnIn) -> SubmissionOut:
    """Give a report back to its unit, saying for each value what is wrong with it."""
    caller = request.auth
    row = _reviewed(caller, submission_id, ReviewChain.may_return)
    subjects = _subjects_of(row, caller, [one.subject for one in given.reasons])
    reasons = [_reason(one, subjects, where=f"body.reasons.{number}") for number, one in enumerate(given.reasons)]
    return_submission(row, reasons, by=caller.user, at=timezone.now())
    return _shown_now(submission_id, caller)


@router.post("/{submission_id}/approve", response=answers(SubmissionOut, refusals=VERB_REFUSALS))
def approve_report(request: Request, submission_id: Id) -> SubmissionOut:
    """Stand by the figures of a submitted report, for its county."""
    approve(_reviewed(request.auth, submission_id, ReviewChain.may_approve), by=request.auth.user, at=timezone.now())
    return _shown_now(submission_id, request.auth)


@router.post("/{submission_id}/accept", response=answers(SubmissionOut, refusals=VERB_REFUSALS))
def accept_report(request: Request, submission_id: Id) -> SubmissionOut:
    """Take over a report, approved where its county has a reviewer: from now on only corrections change its figures."""
    accept(_reviewed(request.auth, submission_id, ReviewChain.may_accept), by=request.auth.user, at=timezone.now())
    return _shown_now(submission_id, request.auth)


def _row_for(roles: Iterable[Role], caller: Viewer, submission_id: int) -> Submission:
    may(caller, roles)
    row = Known.at(caller, None).one(Submission.objects.visible_to(caller).select_related("unit"), submission_id)
    may_for(caller, roles, row.unit_id)
    return row


def _reviewed(
    caller: Viewer, submission_id: int, may_step: Callable[[ReviewChain, int, Submission], bool]
) -> Submission:
    """The submission, if it is this reviewer's to take the step."""
    row = _row_for(REVIEWING_ROLES, caller, submission_id)
    if not may_step(ReviewChain.of(caller.tree), caller.user.pk, row):
        raise forbidden()
    return row


def _subjects_of(row: Submission, caller: Viewer, wanted: Iterable[int]) -> frozenset[int]:
    """Those of the wanted subjects that the unit may report on: projects and leads of its own or of units below."""
    units = caller.tree.beneath([row.unit_id])
    projects = Project.objects.visible_to(caller).filter(subject_id__in=wanted, unit_id__in=units)
    leads = Lead.objects.visible_to(caller).filter(subject_id__in=wanted, unit_id__in=units)
    return frozenset(projects.values_list("subject_id", flat=True)) | frozenset(
        leads.values_list("subject_id", flat=True)
    )


def _reported(given: FigureIn, subjects: frozenset[int], caller: Viewer, *, where: str) -> Reported:
    if given.subject not in subjects:
        raise not_found(f"{where}.subject")
    return reported(
        given,
        subject_id=given.subject,
        measure=measure_of(given.measure, where=f"{where}.measure"),
        source_kind=FigureKind[given.source_kind.upper()],
        caller=caller,
        where=where,
    )


def _reason(given: CellReasonIn, subjects: frozenset[int], *, where: str) -> CellReason:
    if given.subject not in subjects:
        raise not_found(f"{where}.subject")
    measure = measure_of(given.measure, where=f"{where}.measure")
    return CellReason(given.subject, measure.pk, FigureKind[given.source_kind.upper()], given.reason)


def _shown_now(submission_id: int, caller: Viewer) -> SubmissionOut:
    known = Known.at(caller, None)
    return shown_submissions([known.one(known.visible(Submission), submission_id)], known)[0]


def shown_submissions(rows: Sequence[Submission], known: Known) -> list[SubmissionOut]:
    """Rows with the codes of their measures and their drafts: two queries however many rows."""
    codes = dict(Measure.objects.values_list("pk", "code"))
    # A draft is of now: nobody knew it then.
    reporting = known.viewer.units(REPORTING_ROLES) if known.position is None else frozenset()
    drafted = defaultdict(list)
    for value in DraftedValue.objects.filter(submission__in=[row.pk for row in rows if row.unit_id in reporting]):
        drafted[value.submission_id].append(as_reported(value))
    return [
        SubmissionOut(
            id=row.pk,
            task=row.task_id,
            unit=known.unit(row.unit_id),
            period=row.period,
            due_at=row.due_at,
            state=SubmissionState(row.state),
            submitted_at=row.submitted_at,
            is_late=row.is_late,
            reasons=[_shown_reason(CellReason(**kept), codes) for kept in row.reasons],
            explanations=[_shown_explanation(Explanation(**kept), codes) for kept in row.explanations],
            draft=[_drafted(value, codes) for value in drafted[row.pk]] if row.unit_id in reporting else None,
        )
        for row in rows
    ]


def _cells(row: Submission, found: Mapping[Cell, Answer], known: Known) -> list[CellOut]:
    codes = dict(Measure.objects.values_list("pk", "code"))
    language = get_language() or "en"
    questions: dict[Cell, list[str]] = defaultdict(list)
    for one in EntryChecks(row, found, position=known.position).found(explained(row, found)):
        questions[one.cell].append(one.objection.words.in_language(language))
    shown = []
    for cell in asked_cells(row):
        answer = found.get(cell)
        shown.append(
            CellOut(
                subject=cell[0],
                measure=codes[cell[1]],
                number=answer.number if answer else None,
                text=answer.text if answer else None,
                not_reported=answer is not None and answer.is_silent,
                is_answered=answer is not None,
                is_locked=answer is not None and answer.is_locked,
                from_submission=answer.other.pk if answer and answer.other else None,
                questions=questions[cell],
            )
        )
    return shown


def _shown_explanation(kept: Explanation, codes: dict[int, str]) -> ExplanationOut:
    return ExplanationOut(
        subject=kept.subject_id,
        measure=codes[kept.measure_id],
        source_kind=figure_name(kept.source_kind),
        words=kept.words,
    )


def _shown_reason(kept: CellReason, codes: dict[int, str]) -> CellReasonOut:
    return CellReasonOut(
        subject=kept.subject_id,
        measure=codes[kept.measure_id],
        source_kind=figure_name(kept.source_kind),
        reason=kept.reason,
    )


def _drafted(value: Reported, codes: dict[int, str]) -> DraftedOut:
    return DraftedOut(
        subject=value.subject_id,
        measure=codes[value.measure_id],
        source_kind=figure_name(value.source_kind),
        number=value.number,
        text=value.text,
        not_reported=value.number is None and value.text is None,
    )
