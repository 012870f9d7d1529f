"""Indicators as they are declared, and their figures as they were found."""

from collections.abc import Sequence
from datetime import datetime

from ninja import Field, Query, Router, Schema

from diaodu.api.access import Request
from diaodu.api.asking import AskedStretch, Id, Page, page_of
from diaodu.api.errors import answers
from diaodu.api.values import Code, Period
from diaodu.assessment.models import Finding, FindingKind
from diaodu.engine.catalogue import BY_CODE, CATALOGUE
from diaodu.engine.indicators.declaring import Better, IndicatorUnit
from diaodu.engine.labels import Label

router = Router(tags=["findings"])
indicators_router = Router(tags=["findings"])


class WordsOut(Schema):
    """Words in both languages."""

    zh: str
    en: str


class IndicatorOut(Schema):
    """An indicator: what it is called, how it is worked out, when it is missing, who publishes it."""

    code: str
    label: WordsOut
    unit: IndicatorUnit = Field(description="A share and points are fractions of one; money is in fen.")
    better: Better
    rule: WordsOut
    missing: WordsOut
    source: WordsOut
    arithmetic: str = Field(description="With the names of `columns`; empty where it is no plain arithmetic.")
    columns: list[str]


class FigureOut(Schema):
    """An exact figure: a whole number, or a numerator over a denominator. One that is missing is left out."""

    indicator: str
    numerator: int
    denominator: int | None
    counted: int | None = Field(description="Of a group: how many of its projects have the figure.")


class FindingOut(Schema):
    """Every indicator of one project, unit, programme, or of the whole, in one period."""

    period: str
    kind: FindingKind
    id: int = Field(description="Of the project, the unit or the programme; 0 is the whole.")
    figures: list[FigureOut]
    facts: list[int] = Field(description="Ids of the reported facts beneath, of a project.")
    position: int = Field(description="What was known at this position of the journal.")
    computed_at: datetime


class AskedFindings(AskedStretch):
    period: Period | None = None
    kind: FindingKind | None = None
    id: Id | None = Field(None, description="Of this project, unit or programme; with `kind`.")
    indicator: Code | None = Field(None, description="This figure only, of those that have it.")


@indicators_router.get("", response=answers(Page[IndicatorOut], refusals=(401, 403, 422)))
def indicators(request: Request, asked: Query[AskedStretch]) -> Page[IndicatorOut]:
    """All indicators, in the order in which pages show them."""
    declared = CATALOGUE if request.auth.roles else ()
    items = [
        IndicatorOut(
            code=one.code,
            label=words_out(one.label),
            unit=one.unit,
            better=one.better,
            rule=words_out(one.rule),
            missing=words_out(one.missing),
            source=words_out(one.source),
            arithmetic=one.arithmetic,
            columns=list(one.columns),
        )
        for one in declared[asked.offset : asked.offset + asked.limit]
    ]
    return Page(items=items, total=len(declared), limit=asked.limit, offset=asked.offset)


@router.get("", response=answers(Page[FindingOut], refusals=(401, 403, 422)))
def findings(request: Request, asked: Query[AskedFindings]) -> Page[FindingOut]:
    """Stored findings that the caller may see, the latest period first."""
    rows = Finding.objects.visible_to(request.auth).select_related("run").order_by("-period", "kind", "owner_id")
    if asked.period is not None:
        rows = rows.filter(period=asked.period)
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind)
    if asked.id is not None:
        rows = rows.filter(owner_id=asked.id)
    if asked.indicator is not None:
        rows = rows.filter(figures__has_key=asked.indicator)
    return page_of(rows, asked, lambda stretch: [_shown(row, asked.indicator) for row in stretch])


def _shown(row: Finding, only: str | None) -> FindingOut:
    return FindingOut(
        period=row.period,
        kind=FindingKind(row.kind),
        id=row.owner_id,
        figures=_figures(row, [only] if only else list(row.figures)),
        facts=row.fact_ids,
        position=row.run.position,
        computed_at=row.run.computed_at,
    )


def _figures(row: Finding, codes: Sequence[str]) -> list[FigureOut]:
    shown = []
    for code in codes:
        numbers = row.figures[code]
        if code in BY_CODE:
            counted = numbers[2] if len(numbers) > 2 else None
            shown.append(FigureOut(indicator=code, numerator=numbers[0], denominator=numbers[1], counted=counted))
    return shown


def words_out(label: Label) -> WordsOut:
    return WordsOut(zh=label.zh, en=label.en)
