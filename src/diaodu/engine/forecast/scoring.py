"""How good forecasts were: error of the middle, pinball loss, share inside the 80 % interval, Brier score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

# The quantiles that the pinball loss is averaged over; the outer two bound the 80 % interval.
SHARES = tuple(tenth / 10 for tenth in range(1, 10))


@dataclass(frozen=True)
class Judged:
    """One forecast beside what came. `expected`: the days at SHARES; `chance`: that it comes by the stated day."""

    stated_on: date
    expected: Sequence[date]
    chance: float
    came_on: date


@dataclass(frozen=True)
class Calibration:
    """Past forecasts beside what came, and beside the belief that the stated date is right (`…_stated`). Days."""

    n: int
    error: float
    error_stated: float
    pinball: float
    pinball_stated: float
    inside: float
    brier: float
    brier_stated: float

    @property
    def error_saved(self) -> float:
        """Share of the stated dates' error that the forecasts save."""
        return 1 - self.error / self.error_stated if self.error_stated else 0.0

    @property
    def pinball_saved(self) -> float:
        return 1 - self.pinball / self.pinball_stated if self.pinball_stated else 0.0


def pinball(expected: Sequence[float], came: float) -> float:
    return fmean(
        max(share * (came - day), (share - 1) * (came - day)) for share, day in zip(SHARES, expected, strict=True)
    )


def calibration(judged: Iterable[Judged]) -> Calibration | None:
    rows = list(judged)
    if not rows:
        return None
    moved = [(row.came_on - row.stated_on).days for row in rows]
    expected = [[(day - row.stated_on).days for day in row.expected] for row in rows]
    middle = len(SHARES) // 2
    return Calibration(
        n=len(rows),
        error=fmean(abs(came - days[middle]) for came, days in zip(moved, expected, strict=True)),
        error_stated=fmean(map(abs, moved)),
        pinball=fmean(pinball(days, came) for came, days in zip(moved, expected, strict=True)),
        pinball_stated=fmean(pinball([0] * len(SHARES), came) for came in moved),
        inside=fmean(days[0] <= came <= days[-1] for came, days in zip(moved, expected, strict=True)),
        brier=fmean((row.chance - (came <= 0)) ** 2 for row, came in zip(rows, moved, strict=True)),
        brier_stated=fmean(float(came > 0) for came in moved),
    )
