"""Verbs of money: the funding stack, and annual plans with their curves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from diaodu.accounts.models import User
from diaodu.engine.periods import Cadence, NotAPeriod, Period
from diaodu.facts.actions import cite_typed
from diaodu.facts.models import Fact, Subject, SubjectKind
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import AnnualPlan, CurveKind, FundingKind, FundingLine, Milestone, Project
from diaodu.projects.refusals import Refused, check_fields

CURVE_CADENCES = (Cadence.MONTH, Cadence.TEN_DAYS)


@dataclass(frozen=True)
class FundingPart:
    """One layer of a funding stack. An amount that nobody has stated is None."""

    kind: FundingKind
    planned_fen: int | None
    note: str = ""


def set_funding(project: Project, parts: Sequence[FundingPart], *, by: User, at: datetime, remark: str = "") -> None:
    """Where the money is to come from. When it does not sum to the total investment, a remark says why."""
    if len({(part.kind, part.note) for part in parts}) < len(parts):
        raise Refused(_("Two lines name the same money: say from whom each comes, or put them together."), "funding")
    with journal_entry(by=by.pk, at=at, verb="set_funding"):
        project = Project.objects.select_for_update().get(pk=project.pk)
        _must_agree(project, parts, remark)
        kept = {(line.kind, line.note): line for line in project.funding.all()}
        for part in parts:
            _set_line(project, kept.pop((part.kind, part.note), None), part, by)
        for line in kept.values():
            if Fact.objects.of_subject(line.subject_id).exists():
                raise Refused(_("Funds in place were reported for “%(line)s”: it stays.") % {"line": line}, "funding")
            line.delete()
        if project.funding_remark != remark:
            project.funding_remark = remark
            project.save()
            cite_typed(project.subject, "funding_remark", None, typed=remark, by=by)


def _must_agree(project: Project, parts: Sequence[FundingPart], remark: str) -> None:
    amounts = [part.planned_fen for part in parts]
    stated = [amount for amount in amounts if amount is not None]
    if not parts or len(stated) < len(amounts) or project.total_investment_fen is None:
        return
    if sum(stated) != project.total_investment_fen and not remark.strip():
        raise Refused(_("The funding does not sum to the total investment. Say why in the remark."), "remark")


def _set_line(project: Project, line: FundingLine | None, part: FundingPart, by: User) -> None:
    if line is not None and line.planned_fen == part.planned_fen:
        return
    line = line or FundingLine(project=project, kind=part.kind, note=part.note)
    line.planned_fen = part.planned_fen
    check_fields(line, "kind", "note", "planned_fen")
    if line.pk is None:
        line.subject = Subject.objects.create(kind=SubjectKind.FUNDING_LINE)
    line.save()
    cite_typed(line.subject, "planned_fen", None, typed=str(line), by=by)


def adopt_annual_plan(
    project: Project,
    year: int,
    *,
    amount_fen: int,
    by: User,
    at: datetime,
    document: str = "",
    decided_on: date | None = None,
    points: Mapping[str, int] | None = None,
    image: Mapping[str, str] | None = None,
    nodes_due: Sequence[Milestone] | None = None,
) -> AnnualPlan:
    """The plan of a year, or the next version of it, which names its document.

    Without points the money is spread evenly. Without nodes, those planned within the year are due.
    """
    _must_be_a_curve(year, points or {}, amount_fen)
    _must_be_quarters(year, image or {})
    with journal_entry(by=by.pk, at=at, verb="adopt_annual_plan"):
        project = Project.objects.select_for_update().get(pk=project.pk)
        versions = project.annual_plans.filter(year=year)
        if versions.exists() and not document.strip():
            raise Refused(_("An adjusted plan names the document that adjusts it."), "document")
        due = project.milestones.filter(planned_on__year=year) if nodes_due is None else nodes_due
        plan = AnnualPlan(
            project=project,
            year=year,
            version=versions.count() + 1,
            document=document,
            amount_fen=amount_fen,
            curve_kind=CurveKind.OWN if points else CurveKind.STRAIGHT,
            points=dict(points or {}),
            image=dict(image or {}),
            nodes_due=[
                {"milestone": node.pk, "due_on": node.planned_on and node.planned_on.isoformat()} for node in due
            ],
            decided_on=decided_on,
        )
        check_fields(plan, "year", "document", "amount_fen")
        plan.save()
        cite_typed(project.subject, f"annual_plan:{year}", None, typed=document or str(amount_fen), by=by)
        return plan


def _must_be_a_curve(year: int, points: Mapping[str, int], amount_fen: int) -> None:
    """Cumulative, by months or ten days of the year, never falling, up to the amount of the year and no further."""
    periods = sorted(_period_of(code, "points") for code in points)
    if any(period.year != year or period.cadence not in CURVE_CADENCES for period in periods):
        raise Refused(_("The points of a curve are months or ten-day stretches of its year."), "points")
    amounts = [points[period.code] for period in periods]
    if amounts != sorted(amounts) or any(amount < 0 for amount in amounts):
        raise Refused(_("The points of a curve are cumulative: they never fall."), "points")
    if amounts and (amounts[-1] != amount_fen or periods[-1].last_day != date(year, 12, 31)):
        raise Refused(_("The curve ends in December, at the amount planned for the year."), "points")


def _must_be_quarters(year: int, image: Mapping[str, str]) -> None:
    periods = [_period_of(code, "image") for code in image]
    if any(period.year != year or period.cadence is not Cadence.QUARTER for period in periods):
        raise Refused(_("Image progress is told by quarters of the year."), "image")


def _period_of(code: str, field: str) -> Period:
    try:
        return Period.parse(code)
    except NotAPeriod:
        raise Refused(_("“%(code)s” is no period.") % {"code": code}, field) from None
