"""What belongs to a project, as rows of its page: money, work, benefits, papers, parties. Each a query or two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from diaodu.accounts.known import Known
from diaodu.facts.figures import shown_figure
from diaodu.facts.models import Fact, Measure, NumberUnit
from diaodu.facts.reporting import TypedIn
from diaodu.projects.benefits import benefits_of
from diaodu.projects.models import (
    Approval,
    BenefitPromise,
    Firm,
    FundingLine,
    Participation,
    Photo,
    Project,
    Share,
    ShareKind,
    WorkItem,
)
from diaodu.web.projects.figures import ReportedOf, figure, period_words, wan
from diaodu.web.records.evidence import Cited, EvidenceOf


@dataclass(frozen=True)
class Reached:
    """A figure with the period that it is of; nothing where none was reported."""

    fact: Fact | None

    @property
    def value(self) -> Cited | None:
        return figure(self.fact) if self.fact else None

    @property
    def period(self) -> str:
        return period_words(self.fact.period) if self.fact else ""


@dataclass(frozen=True)
class FundingRow:
    line: FundingLine
    planned: Cited
    in_place: Reached


@dataclass(frozen=True)
class Funding:
    """The funding stack. A sum is told only when every layer has its figure."""

    rows: list[FundingRow]
    project: Project

    @property
    def planned_fen(self) -> int | None:
        amounts = [row.line.planned_fen for row in self.rows]
        stated = [amount for amount in amounts if amount is not None]
        return sum(stated) if stated and len(stated) == len(amounts) else None

    @property
    def planned(self) -> str:
        return "" if self.planned_fen is None else wan(self.planned_fen)

    @property
    def in_place(self) -> str:
        numbers = [row.in_place.fact.number for row in self.rows if row.in_place.fact]
        stated = [number for number in numbers if number is not None]
        return wan(sum(stated)) if stated and len(stated) == len(self.rows) else ""

    @property
    def differs(self) -> bool:
        total = self.project.total_investment_fen
        return self.planned_fen is not None and total is not None and self.planned_fen != total


def funding_of(lines: Iterable[FundingLine], project: Project, reported: ReportedOf, evidence: EvidenceOf) -> Funding:
    rows = [
        FundingRow(
            line,
            evidence.cited(line.subject_id, "planned_fen", "" if line.planned_fen is None else wan(line.planned_fen)),
            Reached(reported.latest(line.subject_id, "funds_in_place")),
        )
        for line in lines
    ]
    return Funding(rows, project)


@dataclass(frozen=True)
class WorkRow:
    item: WorkItem
    planned: Cited
    done: Reached


def work_of(items: Iterable[WorkItem], reported: ReportedOf, evidence: EvidenceOf) -> list[WorkRow]:
    return [
        WorkRow(
            item,
            evidence.cited(item.subject_id, "planned_thousandths", quantity(item.planned_thousandths)),
            Reached(reported.latest(item.subject_id, "quantity_done")),
        )
        for item in items
    ]


def quantity(thousandths: int | None) -> str:
    if thousandths is None:
        return ""
    return shown_figure(thousandths, unit=NumberUnit.QUANTITY, typed_in=TypedIn.WAN)


@dataclass(frozen=True)
class BenefitRow:
    promise: BenefitPromise
    unit: str
    promised: Cited
    actual: Reached


def promised_of(known: Known, project: Project, evidence: EvidenceOf) -> list[BenefitRow]:
    promises = list(known.rows(BenefitPromise).filter(project_id=project.pk).order_by("by_year", "id"))
    units = dict(Measure.objects.filter(code__in={row.measure for row in promises}).values_list("code", "unit"))
    return [
        BenefitRow(
            promise=benefit.promise,
            unit=units[benefit.promise.measure],
            promised=evidence.cited(
                project.subject_id,
                f"promise:{benefit.promise.measure}:{benefit.promise.by_year}",
                shown_figure(benefit.promise.amount, unit=units[benefit.promise.measure], typed_in=TypedIn.WAN),
            ),
            actual=Reached(benefit.actual),
        )
        for benefit in (benefits_of(project, promises, position=known.position) if promises else ())
    ]


@dataclass(frozen=True)
class ApprovalRow:
    approval: Approval
    document: Cited


def approvals_of(known: Known, project: Project, evidence: EvidenceOf) -> list[ApprovalRow]:
    rows = known.rows(Approval).filter(project_id=project.pk).order_by("on", "id")
    return [
        ApprovalRow(row, evidence.cited(project.subject_id, f"approval:{row.pk}", row.document))
        for row in sorted(rows, key=lambda row: (row.on is None, row.on, row.pk))
    ]


@dataclass(frozen=True)
class PartyRow:
    participation: Participation
    firm: Firm
    contract_sum: str


def parties_of(known: Known, project_id: int) -> list[PartyRow]:
    rows = list(known.rows(Participation).filter(project_id=project_id).order_by("kind", "id"))
    firms = {firm.pk: firm for firm in known.rows(Firm).filter(id__in={row.firm_id for row in rows})}
    return [
        PartyRow(row, firms[row.firm_id], "" if row.contract_fen is None else wan(row.contract_fen)) for row in rows
    ]


def shares_of(known: Known, project_id: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """By kind of share: each unit with its percent."""
    shares = list(known.rows(Share).filter(project_id=project_id).order_by("kind", "-hundredths", "id"))
    found = []
    for kind in ShareKind:
        of_kind = [share for share in shares if share.kind == kind]
        if of_kind:
            names = [(known.tree.name(share.unit_id), f"{share.hundredths / 100:g}%") for share in of_kind]
            found.append((str(kind.label), names))
    return found


def photos_of(known: Known, project_id: int) -> list[Photo]:
    """The latest day first; those of no day last."""
    rows = known.rows(Photo).filter(project_id=project_id).select_related("source")
    return sorted(rows, key=lambda photo: (photo.taken_on or date.min, photo.pk), reverse=True)
