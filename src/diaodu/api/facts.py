"""Facts: every reported value with its place and what it corrects; and the measures that they are values of."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from diaodu.accounts.models import User
from diaodu.api.access import Request, may, may_for
from diaodu.api.asking import AskedAsOf, AskedPage, Id, Page, page_of
from diaodu.api.errors import VERB_REFUSALS, answers, takes
from diaodu.api.known import Known, PersonRef, PlaceOut
from diaodu.api.sources import JSON_BYTES
from diaodu.api.values import Code, FigureName, Period, Reason, ValueIn, figure_name, reported
from diaodu.assessment import actions
from diaodu.facts.models import CORRECTING_ROLES, Fact, FactQuerySet, Measure, NumberUnit, SubjectKind
from diaodu.journal.models import Entry
from diaodu.leads.models import Lead

router = Router(tags=["facts"])
measures_router = Router(tags=["facts"])


class MeasureOut(Schema):
    """What a fact measures, and in which unit."""

    id: int
    code: str
    label_zh: str
    label_en: str
    unit: NumberUnit = Field(description="Of its numbers: money is in fen, a share in basis points.")


class FactOut(PlaceOut):
    """A reported value: a number, words, or the statement that nothing was reported; and its place."""

    id: int
    subject: int
    measure: str = Field(description="Its code.")
    period: str
    source_kind: FigureName = Field(description="Statistical figures are only shown, never computed with.")
    number: int | None
    text: str | None
    not_reported: bool = Field(description="true: that nothing was reported is what is known. It is not zero.")
    submission: int | None
    supersedes: int | None = Field(description="Id of the fact that this one corrects.")
    superseded_by: int | None = Field(description="Id of the fact that corrects this one.")
    reason: str | None = Field(description="Why it was corrected.")
    recorded_by: PersonRef | None
    recorded_at: datetime
    position: int


class AskedFacts(AskedPage):
    subject: Id | None = Field(None, description="About this subject.")
    measure: Code | None = Field(None, description="Of the measure with this code.")
    period: Period | None = None
    submission: Id | None = Field(None, description="Reported in this submission.")


class CorrectIn(ValueIn):
    """Another value for a fact, and why."""

    reason: Reason


@measures_router.get("", response=answers(Page[MeasureOut], refusals=(401, 403, 422)))
def measures(request: Request, asked: Query[AskedPage]) -> Page[MeasureOut]:
    """All measures, by code."""
    rows = Known.at(request.auth, asked.as_of).visible(Measure).order_by("code", "id")
    return page_of(rows, asked, lambda stretch: [_shown_measure(row) for row in stretch])


@router.get("", response=answers(Page[FactOut], refusals=(401, 403, 422)))
def facts(request: Request, asked: Query[AskedFacts]) -> Page[FactOut]:
    """Facts that the caller may see and nothing corrects, by period, subject and measure."""
    known = Known.at(request.auth, asked.as_of)
    rows = _visible(known) if asked.subject is None else _visible(known).of_subject(asked.subject)
    rows = rows.current() if known.position is None else rows.as_of(known.position)
    rows = rows.order_by("period", "subject_id", "measure_id", "source_kind", "id")
    if asked.measure is not None:
        rows = rows.filter(measure__code=asked.measure)
    if asked.period is not None:
        rows = rows.filter(period=asked.period)
    if asked.submission is not None:
        rows = rows.filter(submission_id=asked.submission)
    return page_of(rows, asked, lambda stretch: shown_facts(stretch, known))


@router.get("/{fact_id}", response=answers(FactOut))
def fact(request: Request, fact_id: Id, asked: Query[AskedAsOf]) -> FactOut:
    """One fact, also one that another corrects."""
    known = Known.at(request.auth, asked.as_of)
    return shown_facts([known.one(_visible(known), fact_id)], known)[0]


@router.post("/{fact_id}/correct", response=answers(FactOut, refusals=VERB_REFUSALS))
@decorate_view(takes("application/json", at_most=JSON_BYTES))
def correct(request: Request, fact_id: Id, given: CorrectIn) -> FactOut:
    """Put another fact in the place of this one, accepted or not, with the reason. Answers with the new one."""
    caller = request.auth
    may(caller, CORRECTING_ROLES)
    known = Known.at(caller, None)
    row = known.one(_visible(known).select_related("measure", "submission", "source"), fact_id)
    unit_id = row.submission.unit_id if row.submission else row.source.unit_id if row.source else None
    may_for(caller, CORRECTING_ROLES, unit_id)
    value = reported(
        given,
        subject_id=row.subject_id,
        measure=row.measure,
        source_kind=row.source_kind,
        caller=caller,
        where="body",
    )
    corrected = actions.correct(row, value=value, reason=given.reason, by=caller.user, at=timezone.now())
    return shown_facts([known.one(_visible(known), corrected.pk)], known)[0]


def _visible(known: Known) -> FactQuerySet:
    """Facts in the caller's scope; those about leads only for who may see these leads."""
    rows = Fact.objects.visible_to(known.viewer)
    leads = Lead.objects.visible_to(known.viewer).values("subject_id")
    rows = rows.filter(~Q(subject__kind=SubjectKind.LEAD) | Q(subject_id__in=leads))
    return rows if known.position is None else rows.filter(entry_id__lte=known.position)


def shown_facts(rows: Sequence[Fact], known: Known) -> list[FactOut]:
    """Rows with what corrects them and who recorded them: four queries however many rows."""
    corrections = Fact.objects.filter(supersedes__in=[row.pk for row in rows])
    if known.position is not None:
        corrections = corrections.filter(entry_id__lte=known.position)
    successors = dict(corrections.values_list("supersedes_id", "pk"))
    entries = Entry.objects.in_bulk({row.entry_id for row in rows})
    codes = dict(Measure.objects.values_list("pk", "code"))
    people = User.objects.in_bulk({row.typed_by_id for row in rows} | {entry.by for entry in entries.values()})
    persons = {pk: PersonRef(id=pk, name=person.name) for pk, person in people.items()}
    return [
        FactOut(
            id=row.pk,
            subject=row.subject_id,
            measure=codes[row.measure_id],
            period=row.period,
            source_kind=figure_name(row.source_kind),
            number=row.number,
            text=row.text,
            not_reported=row.not_reported,
            source=row.source_id,
            start=row.start,
            end=row.end,
            sheet=row.sheet,
            cell=row.cell,
            page=row.page,
            typed_by=persons.get(row.typed_by_id),
            submission=row.submission_id,
            supersedes=row.supersedes_id,
            superseded_by=successors.get(row.pk),
            reason=row.reason,
            recorded_by=persons.get(entries[row.entry_id].by),
            recorded_at=entries[row.entry_id].recorded_at,
            position=row.entry_id,
        )
        for row in rows
    ]


def _shown_measure(row: Measure) -> MeasureOut:
    return MeasureOut(id=row.pk, code=row.code, label_zh=row.label_zh, label_en=row.label_en, unit=NumberUnit(row.unit))
