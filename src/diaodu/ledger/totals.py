"""What all rows that fit come to together. A project that is part of another in the list counts within that one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from diaodu.assessment.models import Finding
from diaodu.engine.catalogue import BY_CODE as INDICATORS
from diaodu.engine.indicators.declaring import Over
from diaodu.facts.figures import shown_figure
from diaodu.facts.models import FigureKind, NumberUnit
from diaodu.facts.reporting import TypedIn
from diaodu.ledger.cells import indicated
from diaodu.ledger.columns import Column, Kind, Origin
from diaodu.ledger.figures_in_store import FigureNumber
from diaodu.ledger.narrowing import facts_then, plan_of_project
from diaodu.ledger.rows import ProjectLedger
from diaodu.projects.models import Project

# A sum of percentages, of days, of yes and no says nothing.
ADDED = {NumberUnit.FEN, NumberUnit.COUNT, NumberUnit.TONNE_CE}


@dataclass(frozen=True)
class Totals:
    """How many projects there are, how many of them are no part of another, and what these come to by column."""

    projects: int
    apart: int
    sums: dict[str, str]


def totals_of(ledger: ProjectLedger) -> Totals:
    """Of all that fits, in as many queries however many rows: dispatch figures, each project once."""
    rows = ledger.narrowed.order_by()
    apart: Any = rows.filter(Q(parent_id__isnull=True) | ~Q(parent_id__in=rows.values("id")))
    columns = [column for column in ledger.asked.columns if column.kind is Kind.NUMBER]
    sums = _of_projects(apart, columns, ledger) | _reported(apart, columns, ledger) | _found(apart, columns, ledger)
    kept = {column.code: column for column in columns}
    shown = {code: _shown(number, kept[code]) for code, number in sums.items() if number is not None}
    return Totals(rows.count(), apart.count(), shown)


def _shown(number: Any, column: Column) -> str:
    if isinstance(number, str):
        return number
    return shown_figure(int(number), unit=column.number_unit, typed_in=TypedIn.WAN)


def _of_projects(rows: QuerySet[Project], columns: Sequence[Column], ledger: ProjectLedger) -> dict[str, Any]:
    added: dict[str, Any] = {}
    for column in columns:
        if column.origin is Origin.FIELD:
            added[column.code] = Sum(column.name)
        if column.origin is Origin.PLAN:
            rows = rows.annotate(planned_fen=plan_of_project(ledger.known, ledger.asked.period))
            added[column.code] = Sum("planned_fen")
    return rows.aggregate(**added) if added else {}


def _reported(rows: QuerySet[Project], columns: Sequence[Column], ledger: ProjectLedger) -> dict[str, Any]:
    """Sums of dispatch figures: where only a department has reported, nothing is added."""
    asked = [column for column in columns if column.origin is Origin.MEASURE and column.number_unit in ADDED]
    if not asked:
        return {}
    facts = facts_then(ledger.known, ledger.asked.period).filter(
        source_kind=FigureKind.DISPATCH,
        subject_id__in=rows.values("subject_id"),
        measure__code__in=[column.name for column in asked],
    )
    by_measure = dict(facts.order_by().values_list("measure__code").annotate(added=Sum("number")))
    return {column.code: by_measure.get(column.name) for column in asked}


def _found(rows: QuerySet[Project], columns: Sequence[Column], ledger: ProjectLedger) -> dict[str, Any]:
    """Numerators over denominators, each summed over the projects that have both."""
    asked = [column for column in columns if column.origin is Origin.INDICATOR]
    asked = [column for column in asked if INDICATORS[column.name].over is Over.SAME]
    if not asked or ledger.known.position is not None:
        return {}
    added: dict[str, Any] = {}
    for number, column in enumerate(asked):
        added |= {f"n{number}": Sum(FigureNumber(column.name, 0)), f"d{number}": Sum(FigureNumber(column.name, 1))}
    found = Finding.objects.of_projects(ledger.asked.period.code).filter(owner_id__in=rows.values("id"))
    numbers = found.aggregate(**added)
    return {
        column.code: indicated([_whole(numbers[f"n{number}"]), _whole(numbers[f"d{number}"])], column)
        for number, column in enumerate(asked)
    }


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)
