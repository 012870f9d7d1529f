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
        made = forecast_date(
            rates, planned_on=asked.says_on, today=asked.on, keys=asked.keys, seen_on=seen.on, is_listed=True
        )
        if isinstance(made, DateForecast):
            yield Trial(whose, asked, seen, _judged(made, seen.says_on))


def trials_at(cut: date, tracks: Sequence[Track], levels: Sequence[str] = LEVELS) -> Iterator[Trial]:
    """On the day of the cut, with what was known then, for every track that had a look by then."""
    known = [before for track in tracks if (before := track.until(cut)).looks]
    rates = BaseRates.learn(known, levels)
    later = {track.whose: [look for look in track.looks if look.on > cut] for track in tracks}
    for before in known:
        yield from trials(rates, before.whose, before.looks[-1], later[before.whose])


def past_calibration(
    cuts: Sequence[date], today: date, tracks: Sequence[Track], levels: Sequence[str] = LEVELS
) -> Calibration | None:
    """How forecasts of where things stand today would have done, had they been made on these days of the past."""
    return calibration(
        judged for cut in cuts for judged in _judged_today(cut, today, [track.until(today) for track in tracks], levels)
    )


def _judged_today(cut: date, today: date, tracks: Sequence[Track], levels: Sequence[str]) -> Iterator[Judged]:
    then = {track.whose: before for track in tracks if (before := track.until(cut)).looks}
    rates = BaseRates.learn(list(then.values()), levels)
    for track in tracks:
        asked = then[track.whose].looks[-1] if track.whose in then else None
        now = track.looks[-1] if track.looks else None
        if asked is None or asked.finished or asked.says_on is None or now is None or now.says_on is None:
            continue
        came_on = now.says_on if now.finished else max(now.says_on, today)
        made = forecast_date(rates, planned_on=asked.says_on, today=cut, keys=asked.keys, seen_on=today)
        if isinstance(made, DateForecast):
            yield _judged(made, came_on)


def _judged(made: DateForecast, came_on: date) -> Judged:
    return Judged(made.planned_on, made.quantiles(SHARES), made.chance_by_planned, came_on)
