"""Made-up histories for the tests of forecasts."""

from collections.abc import Sequence
from datetime import date, timedelta

from diaodu.engine.forecast import Look, Slip, Track

START = date(2020, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def slip(whose: str, days: int, *, left: int = 100, finished: bool = True, **keys: str) -> Slip:
    """Asked on the first day about a date so many days ahead; seen 150 days later."""
    return Slip(whose, keys, START, day(left), day(150), day(left + days), finished)


def reported(whose: str, says: Sequence[int], every: int = 150, **keys: str) -> Track:
    """One report every so many days, each stating a day by its number."""
    return Track.of(whose, [Look(day(at * every), day(said), keys) for at, said in enumerate(says)])
