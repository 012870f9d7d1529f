"""How much of the year's plan will be invested by its end, as a distribution, and the months on the way (S-curve)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import nsmallest

from diaodu.engine.forecast.classes import (
    FEWEST,
    LEVELS,
    Classes,
    ClassWeight,
    Klass,
    Weighed,
    condensed,
    line_of,
    quantiles,
)
from diaodu.engine.forecast.dates import MOST_REASONS, TOO_THIN, NoForecast
from diaodu.engine.labels import Label

DECEMBER = 12
BILLION = 10**9
# A class is kept as at most this many points.
POINTS = 40
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

    def added(self, after: int, by: int) -> int:
        """Invested between two month ends, in billionths of the year's plan, rounded down."""
        return (self.ytd_fen[by] - (self.ytd_fen[after] if after else 0)) * BILLION // self.plan_fen


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


class AmountRates:
    """What was invested after each month in past years, by class.

    Past years that reported no December, or not the month in question, cannot say what was added and are not used.
    """

    def __init__(self, history: Iterable[PastYear], year: int, levels: Sequence[str] = LEVELS) -> None:
        """Only the years before this one are used."""
        self.levels = tuple(levels)
        self._history = [
            past for past in history if past.year < year and past.plan_fen > 0 and DECEMBER in past.ytd_fen
        ]
        self._classes: dict[int, Classes[PastYear]] = {}
        self._reasons: dict[tuple[Klass, int], tuple[PastYear, ...]] = {}
        self._spreads: dict[tuple[Klass, int, int], tuple[Weighed[int], ...]] = {}

    def line(self, keys: Mapping[str, str], plan_fen: int, ytd_fen: Mapping[int, int], month: int) -> list[Klass]:
        return line_of(_pace(plan_fen, ytd_fen, month), keys, self.levels)

    def classes(self, month: int) -> Classes[PastYear]:
        """The years that had a figure for this month, by how they stood then."""
        if month not in self._classes:
            self._classes[month] = Classes(
                (past, self.line(past.keys, past.plan_fen, past.ytd_fen, month))
                for past in self._history
                if month == 0 or month in past.ytd_fen
            )
        return self._classes[month]

    def added(self, classes: Sequence[ClassWeight], after: int, by: int) -> list[Weighed[int]]:
        """Billionths of the plan invested between two month ends, smallest first, each class by its say."""
        return sorted(
            (share, weight * each.weight) for each in classes for share, weight in self._spread(each.klass, after, by)
        )

    def reasons(self, klass: Klass, month: int) -> tuple[PastYear, ...]:
        """Past years of a class, those that added least first."""
        if (klass, month) not in self._reasons:
            cases = self.classes(month)[klass].cases
            least = nsmallest(
                MOST_REASONS, cases, key=lambda past: (past.added(month, DECEMBER), past.whose, past.year)
            )
            self._reasons[klass, month] = tuple(least)
        return self._reasons[klass, month]

    def _spread(self, klass: Klass, after: int, by: int) -> tuple[Weighed[int], ...]:
        key = (klass, after, by)
        if key not in self._spreads:
            weighed = self.classes(after)[klass].weighed
            shares = ((past.added(after, by), weight) for past, weight in weighed if by in past.ytd_fen)
            self._spreads[key] = condensed(shares, POINTS)
        return self._spreads[key]


def forecast_amount(
    rates: AmountRates,
    *,
    annual_plan_fen: int,
    ytd_fen: Mapping[int, int],
    keys: Mapping[str, str],
    planned_fen: Mapping[int, int] | None = None,
) -> AmountForecast | NoForecast:
    """From what was invested since January by the end of each month. A month without a report is left out, never zero.

    `planned_fen` is the plan's own curve by month, for the S-curve.
    """
    if annual_plan_fen <= 0:
        return NoForecast(NO_PLAN, 0)
    month = max(ytd_fen, default=0)
    if month == DECEMBER:
        return NoForecast(YEAR_IS_OVER, 0)
    years = rates.classes(month)
    if years.n < FEWEST:
        return NoForecast(TOO_THIN, years.n)
    classes = years.weights(rates.line(keys, annual_plan_fen, ytd_fen, month))
    so_far = ytd_fen[month] if month else 0
    rest = rates.added(classes, month, DECEMBER)
    return AmountForecast(
        annual_plan_fen,
        month,
        tuple(_band(rates, classes, annual_plan_fen, so_far, month, planned_fen or {})),
        sum(
            weight for share, weight in rest if so_far * BILLION + share * annual_plan_fen >= annual_plan_fen * BILLION
        ),
        classes,
        rates.reasons(classes[-1].klass, month),
    )


def _pace(plan_fen: int, ytd_fen: Mapping[int, int], month: int) -> Klass:
    """The first narrowing of the class: how the money so far stands to the time that has passed."""
    if not month:
        return ()
    ratio = Fraction(ytd_fen[month] * DECEMBER, plan_fen * month)
    return (("pace", next((name for limit, name in PACES if ratio < limit), AHEAD)),)


def _band(
    rates: AmountRates,
    classes: Sequence[ClassWeight],
    plan_fen: int,
    so_far: int,
    month: int,
    planned: Mapping[int, int],
) -> Iterator[BandPoint]:
    """Month by month to December, each a floor for the next: what is invested stays invested."""
    lowest = [so_far] * 3
    for by in range(month + 1, DECEMBER + 1):
        if added := rates.added(classes, month, by):
            fen = [so_far + share * plan_fen // BILLION for share in quantiles(added, (0.1, 0.5, 0.9))]
            lowest = [max(pair) for pair in zip(fen, lowest, strict=True)]
            yield BandPoint(by, planned.get(by), *lowest)
