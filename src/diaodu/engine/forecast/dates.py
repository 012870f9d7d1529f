"""When a milestone or project will be finished, as a distribution: past slips, followed step by step."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from diaodu.engine.forecast.base_rates import BaseRates, timing
from diaodu.engine.forecast.classes import FEWEST, ClassWeight, Klass, Weighed, condensed, quantiles
from diaodu.engine.forecast.scoring import Calibration
from diaodu.engine.forecast.tracks import Slip
from diaodu.engine.labels import Label

# Steps followed at most, when nothing finishes for ever so long.
MOST_STEPS = 40
# Where the date may stand after a step is kept as this many equally likely places; fewer when little is still open.
PLACES = 20
FEWEST_PLACES = 3
# Below this chance of being still open the walk ends.
NEGLIGIBLE = 0.01
# Past slips handed out as reasons.
MOST_REASONS = 12


@dataclass(frozen=True)
class NoForecast:
    """Why none is made, and how much history there is."""

    why: Label
    n: int


@dataclass(frozen=True)
class DateForecast:
    """Days with their chances, earliest first, and what they rest on.

    `still_open`: the chance that it was not finished where the walk ended; its days are then the dates stated there.
    """

    planned_on: date
    outcomes: tuple[Weighed[date], ...]
    classes: tuple[ClassWeight, ...]
    reasons: tuple[Slip, ...]
    still_open: float
    calibration: Calibration | None

    def quantiles(self, shares: Iterable[float]) -> list[date]:
        return quantiles(self.outcomes, shares)

    @property
    def p10(self) -> date:
        return self.quantiles([0.1])[0]

    @property
    def p50(self) -> date:
        return self.quantiles([0.5])[0]

    @property
    def p90(self) -> date:
        return self.quantiles([0.9])[0]

    @property
    def chance_by_planned(self) -> float:
        return sum(chance for day, chance in self.outcomes if day <= self.planned_on)

    @property
    def klass(self) -> Klass:
        """The narrowest class that has members."""
        return self.classes[-1].klass

    @property
    def n(self) -> int:
        return self.classes[-1].n


TOO_THIN = Label("历史记录太少，暂不预测", "Too little history for a forecast")
NONE_FINISHED = Label("尚无已完成的记录，无法预测完成时间", "Nothing is finished yet, so no finish can be forecast")


def forecast_date(
    rates: BaseRates,
    *,
    planned_on: date,
    today: date,
    keys: Mapping[str, str],
    seen_on: date | None = None,
    is_listed: bool = False,
    calibration: Calibration | None = None,
) -> DateForecast | NoForecast:
    """The day of the finish. With `seen_on`: the date as it will stand on that day, finished or not.

    `is_listed`: the report of that day still has it, so it was not finished a step or more before.
    """
    if rates.n < FEWEST:
        return NoForecast(TOO_THIN, rates.n)
    if seen_on is None and not rates.has_finished:
        return NoForecast(NONE_FINISHED, rates.n)
    left = (planned_on - today).days
    steps = MOST_STEPS if seen_on is None else max(1, -(-(seen_on - today).days // rates.step_days))
    step_days = rates.step_days if seen_on is None else (seen_on - today).days / steps
    done, still = _walk(rates, left, keys, steps, step_days)
    if is_listed:
        done = [(day, chance) for day, chance in done if day > (steps - 1) * step_days]
    classes = rates.classes(keys, timing(left, step_days))
    return DateForecast(
        planned_on,
        _by_day([*done, *still], today),
        classes,
        tuple(reasons(rates.slips(classes[-1].klass))),
        sum(chance for _, chance in still),
        calibration,
    )


def reasons(slips: Sequence[Slip]) -> list[Slip]:
    """The latest slip of each milestone or project, the longest first."""
    latest = {slip.whose: slip for slip in sorted(slips, key=lambda slip: slip.asked_on)}
    return sorted(latest.values(), key=lambda slip: (-abs(slip.days), slip.whose))[:MOST_REASONS]


def _by_day(places: Iterable[Weighed[float]], today: date) -> tuple[Weighed[date], ...]:
    chances: dict[int, float] = defaultdict(float)
    for place, chance in places:
        chances[round(place)] += chance
    total = sum(chances.values())
    return tuple((today + timedelta(days=day), chances[day] / total) for day in sorted(chances))


def _walk(
    rates: BaseRates, left: float, keys: Mapping[str, str], steps: int, step_days: float
) -> tuple[list[Weighed[float]], list[Weighed[float]]]:
    """Days from today at which it was finished, and the dates stated for what is open after the last step."""
    done: list[Weighed[float]] = []
    still: list[Weighed[float]] = [(left, 1.0)]
    for step in range(steps):
        now, then = step * step_days, (step + 1) * step_days
        moved: list[Weighed[float]] = []
        for stated, chance in still:
            spread = rates.spread(keys, timing(stated - now, step_days))
            ends = [(max(stated, now) + share * step_days, chance * weight) for share, weight in spread.finished]
            done += [(max(day, now + 1), weight) for day, weight in ends if day <= then or stated <= then]
            # A finish of the past that would lie beyond this step leaves a date that is not yet due where it stands.
            moved += [(stated, weight) for day, weight in ends if day > then and stated > then]
            certain = max(stated, then)
            moved += [(max(certain + share * step_days, then), chance * weight) for share, weight in spread.moved]
        is_open = sum(chance for _, chance in moved)
        still = moved if step == steps - 1 else list(condensed(moved, max(FEWEST_PLACES, ceil(PLACES * is_open))))
        if is_open < NEGLIGIBLE:
            break
    return done, still
