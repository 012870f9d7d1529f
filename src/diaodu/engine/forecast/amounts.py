"""How much of the year's plan will be invested by its end, as a distribution, and the months on the way (S-curve)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from diaodu.engine.forecast.classes import FEWEST, LEVELS, Classes, ClassWeight, Klass, Weighed, line_of, quantiles
from diaodu.engine.forecast.dates import MOST_REASONS, TOO_THIN, NoForecast
from diaodu.engine.labels import Label

DECEMBER = 12
# Invested since January beside the same share of the plan as of the year: up to which ratio a year counts as what.
PACES = ((Fraction(1, 2), "far_behind"), (Fraction(9, 10), "behind"), (Fraction(11, 10), "in_step"))
AHEAD = "ahead"
NO_PLAN = Label("没有年度计划", "There is no annual plan")
YEAR_IS_OVER = Label("全年数据已报送，无需预测", "The year is reported in full")


@dataclass(frozen=True)
class PastYear:
    """One project's year: its plan and what was invested since January by the end of each month that was reported."""

    whose: str
    year: int
    keys: Mapping[str, str]
    plan_fen: int
    ytd_fen: Mapping[int, int]

    def added(self, after: int, by: int) -> Fraction:
        """Invested between two month ends, as a share of the year's plan."""
        return Fraction(self.ytd_fen[by] - (self.ytd_fen[after] if after else 0), self.plan_fen)


@dataclass(frozen=True)
class BandPoint:
    """Invested since January by the end of a month: as planned (None: no curve) and as expected."""

    month: int
    planned_fen: int | None
    p10_fen: int
    p50_fen: int
    p90_fen: int


@dataclass(frozen=True)
class AmountForecast:
    """The year's end with what it rests on. `reported_month`: the last month with a figure, 0 if there is none."""

    plan_fen: int
    reported_month: int
    band: tuple[BandPoint, ...]
    chance_of_plan: float
    classes: tuple[ClassWeight, ...]
    reasons: tuple[PastYear, ...]

    @property
    def year_end(self) -> BandPoint:
        return self.band[-1]

    @property
    def klass(self) -> Klass:
        return self.classes[-1].klass

    @property
    def n(self) -> int:
        return self.classes[-1].n


def forecast_amount(
    annual_plan_fen: int,
    ytd_fen: Mapping[int, int],
    keys: Mapping[str, str],
    history: Iterable[PastYear],
    *,
    year: int,
    planned_fen: Mapping[int, int] | None = None,
    levels: Sequence[str] = LEVELS,
) -> AmountForecast | NoForecast:
    """From what was invested since January by month. A month without a report is left out, never zero.

    Past years that reported no December, or not the month in question, cannot say what was added and are not used.
    `planned_fen` is the plan's own curve, by month.
    """
    if annual_plan_fen <= 0:
        return NoForecast(NO_PLAN, 0)
    month = max(ytd_fen, default=0)
    years = [past for past in history if past.year < year and _tells(past, month)]
    classes = Classes((past, line_of(_pace(past.plan_fen, past.ytd_fen, month), past.keys, levels)) for past in years)
    if classes.n < FEWEST or month == DECEMBER:
        return NoForecast(YEAR_IS_OVER if month == DECEMBER else TOO_THIN, classes.n)
    weights = classes.weights(line_of(_pace(annual_plan_fen, ytd_fen, month), keys, levels))
    weighed = [(past, w * each.weight) for each in weights for past, w in classes[each.klass].weighed]
    so_far = ytd_fen[month] if month else 0
    return AmountForecast(
        annual_plan_fen,
        month,
        tuple(_band(annual_plan_fen, so_far, month, weighed, planned_fen or {})),
        sum(w for past, w in weighed if so_far + past.added(month, DECEMBER) * annual_plan_fen >= annual_plan_fen),
        weights,
        tuple(_reasons(classes[weights[-1].klass].cases, month)),
    )


def _tells(past: PastYear, month: int) -> bool:
    return past.plan_fen > 0 and DECEMBER in past.ytd_fen and (month == 0 or month in past.ytd_fen)


def _pace(plan_fen: int, ytd_fen: Mapping[int, int], month: int) -> Klass:
    """The first narrowing of the class: how the money so far stands to the time that has passed."""
    if not month:
        return ()
    ratio = Fraction(ytd_fen[month] * DECEMBER, plan_fen * month)
    return (("pace", next((name for limit, name in PACES if ratio < limit), AHEAD)),)


def _band(
    plan_fen: int, so_far: int, month: int, weighed: Sequence[Weighed[PastYear]], planned: Mapping[int, int]
) -> Iterable[BandPoint]:
    """Month by month to December. A cumulative figure of more than one past year may fall; the band does not."""
    lowest = [so_far] * 3
    for by in range(month + 1, DECEMBER + 1):
        added = sorted((past.added(month, by), weight) for past, weight in weighed if by in past.ytd_fen)
        if added:
            fen = [so_far + floor(share * plan_fen) for share in quantiles(added, (0.1, 0.5, 0.9))]
            lowest = [max(pair) for pair in zip(fen, lowest, strict=True)]
            yield BandPoint(by, planned.get(by), *lowest)


def _reasons(cases: Sequence[PastYear], month: int) -> list[PastYear]:
    """Past years of the narrowest class, those that added least first."""
    return sorted(cases, key=lambda past: (past.added(month, DECEMBER), past.whose, past.year))[:MOST_REASONS]
