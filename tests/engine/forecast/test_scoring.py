"""Scores of forecasts beside those of stated dates, worked out by hand."""

import pytest

from diaodu.engine.forecast import Look, Track, past_calibration
from diaodu.engine.forecast.scoring import Judged, calibration, pinball
from tests.engine.forecast.histories import START, day, reported


def test_a_stated_date_loses_half_its_error_in_pinball() -> None:
    assert pinball([0] * 9, 100) == pytest.approx(50)
    assert pinball([0] * 9, -100) == pytest.approx(50)


def test_the_figures_of_two_forecasts() -> None:
    spread = [day(10 * number) for number in range(9)]
    found = calibration([Judged(START, spread, 0.1, day(40)), Judged(START, spread, 0.5, START)])
    assert found is not None
    assert (found.n, found.error, found.error_stated, found.inside) == (2, 20, 20, 1)
    assert found.brier == pytest.approx((0.1**2 + 0.5**2) / 2)
    assert found.brier_stated == 0.5


def test_nothing_judged_has_no_figures() -> None:
    assert calibration([]) is None


def test_past_calibration_looks_at_where_things_stand_today() -> None:
    """Six projects that are 60 days late each time; what is overdue and open today counts as today at the earliest."""
    tracks = [reported(f"p{who}", [600, 660, 720, 780, 840]) for who in range(6)]
    done = Track.of("done", [Look(START, day(200)), Look(day(190), day(190), finished=True)])
    found = past_calibration([day(300)], day(600), [*tracks, done])
    assert found is not None
    assert (found.n, found.error_stated) == (6, 120)
    assert found.error < 20
