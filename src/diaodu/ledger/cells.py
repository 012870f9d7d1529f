"""What stands in the cells of some projects: one question to the store for each kind of column, not for each row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diaodu.accounts.known import Known
from diaodu.assessment.models import Finding, LightFinding
from diaodu.assessment.running import ProjectFinding, findings_then
from diaodu.engine.catalogue import BY_CODE as INDICATORS
from diaodu.engine.indicators.declaring import Figure
from diaodu.engine.labels import Label
from diaodu.engine.periods import Period
from diaodu.engine.rounding import digits
from diaodu.facts.figures import shown_figure
from diaodu.facts.models import NumberUnit
from diaodu.facts.reporting import TypedIn
from diaodu.ledger.columns import Column, Kind, Origin
from diaodu.ledger.narrowing import facts_then
from diaodu.meetings.taking_up import last_meetings
from diaodu.projects.models import AnnualPlan, ConstructionType, Firm, Listing, Phase, Programme, Project

CHOICES = {"phase": Phase, "construction_type": ConstructionType}


@dataclass(frozen=True)
class Shown:
    """What a cell says: words, or None where nothing was stated. `token` is a light's colour, `note` its reason;
    `is_hidden` says that something was reported which is not this reader's to see."""

    words: str | None
    token: str = ""
    note: str = ""
    is_hidden: bool = False


NOTHING = Shown(None)


@dataclass
class Stretch:
    """The projects of a page, with whom they are shown to, and of which period."""

    projects: Sequence[Project]
    known: Known
    period: Period

    @cached_property
    def pks(self) -> list[int]:
        return [project.pk for project in self.projects]

    @cached_property
    def found_then(self) -> list[ProjectFinding]:
        """Findings as they would have been at the past moment that is looked back to."""
        assert self.known.position is not None
        return findings_then(self.period, position=self.known.position, project_ids=self.pks)


Cells = dict[int, dict[str, Shown]]
Values = dict[int, Shown]


def cells_of(projects: Sequence[Project], columns: Sequence[Column], *, known: Known, period: Period) -> Cells:
    """Every cell of these projects, by project and column."""
    cells: Cells = {project.pk: {} for project in projects}
    stretch = Stretch(projects, known, period)
    for origin, read in _READ.items():
        asked = [column for column in columns if column.origin is origin]
        if not asked or not projects:
            continue
        for column, values in read(stretch, asked):
            for project in projects:
                cells[project.pk][column.code] = values.get(project.pk, NOTHING)
    return cells


Read = Iterable[tuple[Column, Values]]


def field_words(project: Project, column: Column) -> str | None:
    """A field of the project's own as it is shown, and typed."""
    value = getattr(project, column.name)
    if value is None or value == "":
        return None
    if column.kind is Kind.CHOICE:
        return str(CHOICES[column.name](value).label)
    if column.kind is Kind.YES_NO:
        return _("yes") if value else _("no")
    if column.kind is Kind.NUMBER:
        return shown_figure(value, unit=column.number_unit, typed_in=TypedIn.WAN)
    return value.isoformat() if column.kind is Kind.DAY else str(value)


def _fields(at: Stretch, columns: Sequence[Column]) -> Read:
    for column in columns:
        yield column, {project.pk: Shown(field_words(project, column)) for project in at.projects}


def _units(at: Stretch, columns: Sequence[Column]) -> Read:
    for column in columns:
        yield column, {project.pk: Shown(at.known.tree.name(project.unit_id)) for project in at.projects}


def _firms(at: Stretch, columns: Sequence[Column]) -> Read:
    wanted = {project.owner_id for project in at.projects if project.owner_id}
    names = dict(at.known.rows(Firm).filter(id__in=wanted).order_by().values_list("id", "name"))
    for column in columns:
        yield column, {project.pk: Shown(names.get(project.owner_id)) for project in at.projects if project.owner_id}


def _programmes(at: Stretch, columns: Sequence[Column]) -> Read:
    rows = at.known.rows(Listing).filter(project_id__in=at.pks).order_by("-year", "id")
    listed = list(rows.values_list("project_id", "programme_id"))
    wanted = {programme for _pk, programme in listed}
    names = dict(at.known.rows(Programme).filter(id__in=wanted).values_list("id", "name"))
    found: dict[int, dict[str, None]] = {}
    for pk, programme in listed:
        found.setdefault(pk, {})[names[programme]] = None
    for column in columns:
        yield column, {pk: Shown("、".join(words)) for pk, words in found.items()}


def _meetings(at: Stretch, columns: Sequence[Column]) -> Read:
    last = last_meetings(at.known, "project", at.pks)
    for column in columns:
        yield column, {pk: Shown(f"{met.held_on or ''} {met.title}".strip()) for pk, met in last.items()}


def _plans(at: Stretch, columns: Sequence[Column]) -> Read:
    own = at.known.rows(AnnualPlan).filter(project_id__in=at.pks, year=at.period.year)
    standing = dict(own.order_by("version").values_list("project_id", "amount_fen"))
    for column in columns:
        yield (
            column,
            {
                pk: Shown(shown_figure(fen, unit=NumberUnit.FEN, typed_in=TypedIn.WAN))
                for pk, fen in standing.items()
                if fen is not None
            },
        )


def _facts(at: Stretch, columns: Sequence[Column]) -> Read:
    """Dispatch figures, and the department's where there is none. What others reported and keep is told as kept."""
    owners = {project.subject_id: project.pk for project in at.projects}
    facts = facts_then(at.known, at.period).filter(
        Q(subject_id__in=list(owners)), measure__code__in=[column.name for column in columns]
    )
    units = at.known.viewer.units()
    sees_all = units >= frozenset(at.known.tree.states)
    found: dict[str, Values] = {column.name: {} for column in columns}
    numbered = {column.name: column for column in columns}
    rows = facts.order_by("-source_kind").values_list(
        "subject_id", "measure__code", "number", "text", "submission__unit_id", "source__unit_id"
    )
    for subject_id, code, number, text, reporter, receiver in rows:
        is_open = (reporter if reporter is not None else receiver) in units
        if number is None and text is None:
            shown = NOTHING
        elif not is_open and not sees_all:
            shown = Shown(None, is_hidden=True)
        else:
            shown = Shown(text if number is None else _figure(number, numbered[code]))
        found[code][owners[subject_id]] = shown
    for column in columns:
        yield column, found[column.name]


def _figure(number: int, column: Column) -> str:
    return shown_figure(number, unit=column.number_unit, typed_in=TypedIn.WAN)


def _figures(at: Stretch, columns: Sequence[Column]) -> Read:
    figures: Mapping[int, Any]
    if at.known.position is None:
        stored = Finding.objects.of_projects(at.period.code).filter(owner_id__in=at.pks)
        figures = dict(stored.values_list("owner_id", "figures"))
    else:
        figures = {one.project_id: one.figures for one in at.found_then}
    for column in columns:
        yield (
            column,
            {pk: Shown(indicated(own[column.name], column)) for pk, own in figures.items() if column.name in own},
        )


def indicated(numbers: Sequence[int | None], column: Column) -> str | None:
    indicator, value = INDICATORS[column.name], Figure(numbers[0], numbers[1]).value
    if value is None:
        return None
    return digits(indicator.shown(value), indicator.unit.rounding, grouped=True).replace("-", "−")


def _lights(at: Stretch, columns: Sequence[Column]) -> Read:
    language = get_language() or "zh"
    for column in columns:
        if at.known.position is None:
            rows = LightFinding.objects.filter(period=at.period.code, scheme=column.name, project_id__in=at.pks)
            yield column, {row.project_id: Shown(row.words, row.token, row.reason) for row in rows}
            continue
        lights: Values = {}
        for one in at.found_then:
            light = next(judged.light for judged in one.lights if judged.scheme == column.name)
            words: Label = light.level.words
            lights[one.project_id] = Shown(
                words.in_language(language), str(light.level.token), light.reason.in_language(language)
            )
        yield column, lights


_READ: dict[Origin, Callable[[Stretch, Sequence[Column]], Read]] = {
    Origin.FIELD: _fields,
    Origin.UNIT: _units,
    Origin.FIRM: _firms,
    Origin.PROGRAMMES: _programmes,
    Origin.MEETING: _meetings,
    Origin.PLAN: _plans,
    Origin.MEASURE: _facts,
    Origin.INDICATOR: _figures,
    Origin.LIGHT: _lights,
}
