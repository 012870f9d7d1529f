"""The map of units, coloured by one indicator: on uploaded outlines where there are some, else as schematic tiles."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.accounts.models import UnitState
from diaodu.assessment.models import Finding, FindingKind, LightFinding, MapOutline
from diaodu.engine.catalogue import BY_CODE, CATALOGUE
from diaodu.engine.indicators.declaring import Indicator
from diaodu.engine.rounding import digits
from diaodu.facts.blobs import open_bytes
from diaodu.lib.outlines import HEIGHT, WIDTH, Area, Fit, areas_in, centre_of, path_of
from diaodu.web.portfolio.selecting import PortfolioForm, Selection, in_words

USUAL = "investment_progress"
STEPS = 4
# The tiles in units of the drawing.
TILE_WIDTH, TILE_HEIGHT, GAP = 132, 84, 8
REST_COLUMNS = 7
MILLIONTHS = 1_000_000


class MapForm(PortfolioForm):
    indicator = forms.ChoiceField(label=_("Coloured by"), required=False)

    field_order = ("indicator", "period")

    def __init__(self, asked: QueryDict, *, known: Known) -> None:
        super().__init__(asked, known=known)
        del self.fields["unit"], self.fields["programme"]
        choices = [(one.code, in_words(one.label)) for one in CATALOGUE]
        self.fields["indicator"].choices = [("", in_words(BY_CODE[USUAL].label)), *choices]  # type: ignore[attr-defined]

    @property
    def by(self) -> Indicator:
        return BY_CODE[self.chosen.get("indicator", USUAL)]


@dataclass(frozen=True)
class Shape:
    """One unit on the map: its value as printed, which step of colour it has (0: not reported), and where it stands."""

    unit_id: int
    name: str
    printed: str
    step: int
    x: int
    y: int
    path: str = ""


@dataclass(frozen=True)
class Step:
    """One colour of the legend, with the values that have it."""

    number: int
    low: str
    high: str


@dataclass(frozen=True)
class ProjectPoint:
    pk: int
    name: str
    x: int
    y: int
    light: LightFinding | None

    @property
    def token(self) -> str:
        return self.light.token if self.light else "none"


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    shapes: list[Shape]
    # Units that the map has no place for, in rows below it.
    rest: list[Shape]
    legend: list[Step]
    points: list[ProjectPoint]
    is_outlined: bool
    unit_words: str


def drawing_of(selection: Selection, indicator: Indicator) -> Drawing:
    """Everything that the viewer may see, in five queries at most."""
    values = values_of(selection, indicator)
    states = units_shown(selection, values)
    steps = steps_of([value for value in values.values() if value is not None])
    outline = outline_of(selection.known)
    shown = {
        state.unit_id: (
            state.name,
            printed(indicator, values.get(state.unit_id)),
            _step(values.get(state.unit_id), steps),
        )
        for state in states
    }
    words = in_words(indicator.unit.label)
    legend = [Step(at + 1, printed(indicator, low), printed(indicator, high)) for at, (low, high) in enumerate(steps)]
    if outline is not None:
        shapes, points = outlined(selection, outline, states, shown)
        rest = tiles([state for state in states if state.unit_id not in {one.unit_id for one in shapes}], shown, {})
        return Drawing(WIDTH, HEIGHT, shapes, rest, legend, points, True, words)
    placed = tile_places()
    on_map = tiles([state for state in states if state.region_code in placed], shown, placed)
    rest = tiles([state for state in states if state.region_code not in placed], shown, {})
    width = max((one.x for one in on_map), default=0) + TILE_WIDTH
    height = max((one.y for one in on_map), default=0) + TILE_HEIGHT
    return Drawing(width, height, on_map, rest, legend, [], False, words)


def values_of(selection: Selection, indicator: Indicator) -> dict[int, Fraction | None]:
    """What was found for each unit that the viewer may see; None where it was not reported."""
    if selection.run is None:
        return {}
    rows = Finding.objects.visible_to(selection.known.viewer)
    found = rows.filter(period=selection.period.code, kind=FindingKind.UNIT)
    return {finding.owner_id: finding.figure(indicator.code).value for finding in found}


def units_shown(selection: Selection, values: Mapping[int, object]) -> list[UnitState]:
    """Units that have a place on the map, and others of which something was found; not those that stand above them."""
    tree, seen = selection.known.tree, selection.known.viewer.units()
    placed = tile_places()
    found = [
        state
        for state in tree.states.values()
        if state.unit_id in seen and (state.unit_id in values or state.region_code in placed)
    ]
    above = {state.parent_id for state in found}
    return [state for state in found if state.unit_id not in above]


def printed(indicator: Indicator, value: Fraction | None) -> str:
    """As a page prints it, without the unit; empty where it was not reported."""
    if value is None:
        return ""
    return digits(indicator.shown(value), indicator.unit.rounding, grouped=True).replace("-", "−")


def steps_of(values: Iterable[Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Up to four steps of as many units each, the lowest first: (lowest, highest) of each."""
    ordered = sorted(set(values))
    count = min(STEPS, len(ordered))
    cut = [ordered[at * len(ordered) // count : (at + 1) * len(ordered) // count] for at in range(count)]
    return [(part[0], part[-1]) for part in cut]


def _step(value: Fraction | None, steps: list[tuple[Fraction, Fraction]]) -> int:
    if value is None:
        return 0
    return next(at + 1 for at, (_low, high) in enumerate(steps) if value <= high)


@cache
def tile_places() -> dict[str, tuple[int, int]]:
    """Column and row by region code."""
    rows = tomllib.loads(files("diaodu.web.portfolio").joinpath("tiles.toml").read_text(encoding="utf-8"))
    return {code: (column, row) for code, (column, row) in rows.items()}


Shown = Mapping[int, tuple[str, str, int]]


def tiles(states: list[UnitState], shown: Shown, placed: Mapping[str, tuple[int, int]]) -> list[Shape]:
    """A tile for each unit: where it is placed, else one after the other."""
    found = []
    for at, state in enumerate(states):
        column, row = placed.get(state.region_code, (at % REST_COLUMNS, at // REST_COLUMNS))
        name, value, step = shown[state.unit_id]
        x, y = column * (TILE_WIDTH + GAP), row * (TILE_HEIGHT + GAP)
        found.append(Shape(state.unit_id, name, value, step, x, y))
    return found


def outline_of(known: Known) -> MapOutline | None:
    """The newest outlines of a government that the viewer sees."""
    rows = known.rows(MapOutline).filter(unit_id__in=known.viewer.units()).order_by("-id")
    return rows.select_related("source").first()


@lru_cache(maxsize=8)
def areas_of(sha256: str, name: str) -> tuple[Area, ...]:
    """The areas of a kept source; the bytes of a SHA-256 never change."""
    with open_bytes(sha256, name=name) as file:
        return tuple(areas_in(file.read()))


def outlined(
    selection: Selection, outline: MapOutline, states: list[UnitState], shown: Shown
) -> tuple[list[Shape], list[ProjectPoint]]:
    """The units whose region code an area has, and the projects whose point is known."""
    areas = areas_of(outline.source.sha256, outline.source.name)
    units = {state.region_code: state.unit_id for state in states if state.region_code}
    mine = {units[area.code]: area for area in areas if area.code in units}
    if not mine:
        return [], []
    fit = Fit.around(mine.values())
    shapes = []
    for unit_id, area in mine.items():
        name, value, step = shown[unit_id]
        x, y = centre_of(area.rings, fit)
        shapes.append(Shape(unit_id, name, value, step, x, y, path_of(area.rings, fit)))
    return shapes, points_of(selection, fit)


def points_of(selection: Selection, fit: Fit) -> list[ProjectPoint]:
    rows = selection.projects.filter(longitude__isnull=False, latitude__isnull=False).order_by("id")
    projects: list[Any] = list(rows.values_list("id", "name", "longitude", "latitude"))
    if not projects:
        return []
    lights = {light.project_id: light for light in selection.lights.filter(project_id__in=[row[0] for row in projects])}
    found = []
    for pk, name, longitude, latitude in projects:
        x, y = fit.place((longitude / MILLIONTHS, latitude / MILLIONTHS))
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            found.append(ProjectPoint(pk, name, x, y, lights.get(pk)))
    return found
