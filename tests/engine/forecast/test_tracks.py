"""Looks become slips: one step apart, the finish when it comes first, extensions with the times nobody extended."""

from datetime import timedelta

from diaodu.engine.forecast import Look, Track
from diaodu.engine.forecast.tracks import SHORTEST_STEP, slips_of, usual_step
from tests.engine.forecast.histories import START, day, reported


def test_a_slip_lies_between_two_reports() -> None:
    first, second = slips_of(reported("bridge", [400, 400, 490]), 150)
    assert (first.days, second.days) == (0, 90)
    assert second.share == 90 / 150


def test_of_many_looks_the_one_about_a_step_later_counts() -> None:
    monthly = reported("bridge", [400, 410, 420, 430, 440, 450, 460], every=30)
    first = next(slips_of(monthly, 150))
    assert (first.seen_on, first.days) == (day(150), 50)


def test_a_finish_ends_the_track() -> None:
    track = Track.of("bridge", [Look(START, day(100)), Look(day(112), day(110), finished=True)])
    (only,) = slips_of(track, 150)
    assert (only.finished, only.days, only.share) == (True, 10, 10 / 112)


def test_what_is_certain_is_not_counted_as_moved() -> None:
    """Due on day 100, open on day 150, then said to end on day 180: only the last 30 days were to be guessed."""
    (only,) = slips_of(reported("bridge", [100, 180]), 150)
    assert (only.days, only.share) == (80, 30 / 150)


def test_an_extension_is_a_slip_and_so_is_the_time_without_one() -> None:
    granted = Look(day(300), day(700), words="征地")
    track = Track.of("bridge", [Look(START, day(600)), granted]).carried_forward(day(450), 150)
    assert [(found.days, found.words) for found in slips_of(track, 150)] == [(0, ""), (100, "征地"), (0, "")]


def test_a_date_that_was_not_said_makes_no_slip() -> None:
    track = Track.of("bridge", [Look(START, day(400)), Look(day(150), None)])
    assert list(slips_of(track, 150)) == []


def test_the_step_is_the_usual_time_between_reports_but_not_too_short() -> None:
    assert usual_step([reported("yearly", [900, 900, 900], every=365)]) == 365
    assert usual_step([reported("monthly", [900, 900, 900], every=30)]) == SHORTEST_STEP


def test_what_was_known_on_a_day() -> None:
    known = reported("bridge", [400, 500, 600]).until(day(150) + timedelta(days=1))
    assert [look.says_on for look in known.looks] == [day(400), day(500)]
