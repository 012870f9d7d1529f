"""Forecasts made on a day of the past with what was known then, beside what was seen later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from diaodu.engine.forecast.base_rates import BaseRates
from diaodu.engine.forecast.classes import LEVELS
from diaodu.engine.forecast.dates import DateForecast, forecast_date
from diaodu.engine.forecast.scoring import SHARES, Calibration, Judged, calibration
from diaodu.engine.forecast.tracks import Look, Track


@dataclass(frozen=True)
class Trial:
    """What was asked of which look, and what a later look said."""

    whose: str
    asked: Look
    seen: Look
    judged: Judged

    @property
    def days_ahead(self) -> int:
        return (self.seen.on - self.asked.on).days


def trials(rates: BaseRates, whose: str, asked: Look, later: Sequence[Look]) -> Iterator[Trial]:
    """From one look, the date as each later look will state it. Of the later looks a forecast knows only the days."""
    if asked.says_on is None or asked.finished:
        return
    for seen in later:
        if seen.on <= asked.on or seen.says_on is None:
            continue
        made = forecast_date(rates, planned_on=asked.says_on, today=asked.on, keys=asked.keys, seen_on=seen.on)
        if isinstance(made, DateForecast):
            judged = Judged(asked.says_on, made.quantiles(SHARES), made.chance_by_planned, seen.says_on)
            yield Trial(whose, asked, seen, judged)


def trials_at(cut: date, tracks: Sequence[Track], levels: Sequence[str] = LEVELS) -> Iterator[Trial]:
    """On the day of the cut, with what was known then, for every track that had a look by then."""
    known = [before for track in tracks if (before := track.until(cut)).looks]
    rates = BaseRates.learn(known, levels)
    later = {track.whose: [look for look in track.looks if look.on > cut] for track in tracks}
    for before in known:
        yield from trials(rates, before.whose, before.looks[-1], later[before.whose])


def past_calibration(
    cuts: Sequence[date], tracks: Sequence[Track], levels: Sequence[str] = LEVELS
) -> Calibration | None:
    """How forecasts made on these days of the past would have done. Hand in only what is known today."""
    return calibration(trial.judged for cut in cuts for trial in trials_at(cut, tracks, levels))
