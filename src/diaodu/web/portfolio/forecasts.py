"""What the page of a project says of its forecasts, and from which past cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from diaodu.accounts.known import Known
from diaodu.assessment.forecast_words import class_words
from diaodu.assessment.models import FinishForecast, ForecastBasis, YearEndForecast
from diaodu.projects.models import Milestone, Project

FEN_PER_WAN = 1_000_000
MOST_REASONS = 6
# The band is drawn on a line of this many units.
WIDTH = 1_000


def wan(fen: int | None) -> int | None:
    """Whole 万元: a forecast has no more digits."""
    return None if fen is None else fen // FEN_PER_WAN


@dataclass(frozen=True)
class Band:
    """P10 to P90 with the middle and the planned day, as places on one line."""

    left: int
    width: int
    middle: int
    planned: int

    @classmethod
    def of(cls, made: FinishForecast) -> "Band | None":
        if made.p10_on is None or made.p50_on is None or made.p90_on is None:
            return None
        days = (made.p10_on, made.p50_on, made.p90_on, made.planned_on)
        first, span = min(days), max((max(days) - min(days)).days, 1)
        p10, p50, p90, planned = ((day - first).days * WIDTH // span for day in days)
        return cls(p10, max(p90 - p10, 8), p50, planned)


@dataclass(frozen=True)
class Reason:
    """A past slip of the same class. Of a project that the viewer may not see only the days are told."""

    pk: int | None
    name: str
    node: str
    planned_on: date
    became_on: date
    days: int
    words: str


@dataclass(frozen=True)
class ShownForecast:
    name: str
    made: FinishForecast
    band: Band | None
    alike: str


@dataclass(frozen=True)
class ProjectForecasts:
    """Everything the section shows. Without a basis nothing was computed, or nothing that was known on that day."""

    basis: ForecastBasis | None
    finish: ShownForecast | None
    nodes: list[ShownForecast]
    year_end: YearEndForecast | None
    money: tuple[int | None, int | None, int | None, int | None]
    money_alike: str
    reasons: list[Reason]
    tried: "Tried | None"

    @property
    def shown(self) -> list[ShownForecast]:
        return [*([self.finish] if self.finish else []), *self.nodes]


@dataclass(frozen=True)
class Tried:
    """How forecasts of a year ago did, in whole days and percent."""

    n: int
    error: int
    error_stated: int
    inside: int

    @classmethod
    def of(cls, stored: dict[str, Any] | None) -> "Tried | None":
        if not stored:
            return None
        return cls(stored["n"], round(stored["error"]), round(stored["error_stated"]), round(stored["inside"] * 100))


NOTHING = ProjectForecasts(None, None, [], None, (None, None, None, None), "", [], None)


def forecasts_of(known: Known, project: Project) -> ProjectForecasts:
    """Six queries at most."""
    basis = ForecastBasis.objects.order_by("-id").first()
    if basis is None or (known.position is not None and basis.position > known.position):
        return NOTHING
    made = list(FinishForecast.objects.filter(project_id=project.pk).select_related("basis"))
    year_end = YearEndForecast.objects.filter(project_id=project.pk).first()
    names = dict(known.rows(Milestone).filter(project_id=project.pk, actual_on=None).values_list("id", "name"))
    order = {pk: place for place, pk in enumerate(names)}
    finish = next((_shown(known, "", one) for one in made if one.milestone_id is None), None)
    nodes = sorted((one for one in made if one.milestone_id in names), key=lambda one: order[one.milestone_id or 0])
    shown = [_shown(known, names[one.milestone_id or 0], one) for one in nodes]
    money = tuple(wan(getattr(year_end, name, None)) for name in ("plan_fen", "p10_fen", "p50_fen", "p90_fen"))
    return ProjectForecasts(
        basis,
        finish,
        shown,
        year_end,
        money,  # type: ignore[arg-type]  # four, as the names are
        _alike(known, year_end.classes) if year_end else "",
        reasons_of(known, [one.made for one in shown] or ([finish.made] if finish else [])),
        Tried.of(basis.calibration),
    )


def _shown(known: Known, name: str, made: FinishForecast) -> ShownForecast:
    return ShownForecast(name, made, Band.of(made), _alike(known, made.classes))


def _alike(known: Known, classes: list[dict[str, Any]]) -> str:
    return class_words(classes[-1]["klass"], known.tree.name) if classes else ""


def reasons_of(known: Known, made: Iterable[FinishForecast]) -> list[Reason]:
    """The longest past slips behind these forecasts, those with words first, each once."""
    told: dict[tuple[int, str], dict[str, Any]] = {}
    for one in made:
        for slip in one.reasons:
            told.setdefault((slip["project"], slip["node"]), slip)
    chosen = sorted(told.values(), key=lambda slip: (not slip["words"], -slip["days"]))[:MOST_REASONS]
    names = dict(known.visible(Project).filter(id__in=[slip["project"] for slip in chosen]).values_list("id", "name"))
    return [_reason(slip, names) for slip in chosen]


def _reason(slip: dict[str, Any], names: dict[int, str]) -> Reason:
    name = names.get(slip["project"], "")
    return Reason(
        slip["project"] if name else None,
        name,
        slip["node"],
        date.fromisoformat(slip["planned_on"]),
        date.fromisoformat(slip["became_on"]),
        slip["days"],
        slip["words"] if name else "",
    )
