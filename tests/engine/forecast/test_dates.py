"""The finish as a distribution: ordered, never before today, explained, and blind to the future."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaodu.engine.forecast import BaseRates, DateForecast, Look, NoForecast, Track, forecast_date
from diaodu.engine.forecast.trials import trials_at
from tests.engine.forecast.histories import START, day, reported, slip

SLIPS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(-90, 700), st.integers(-60, 900), st.booleans()), min_size=20, max_size=60
)


def made(rates: BaseRates, left: int = 100, **keys: str) -> DateForecast:
    found = forecast_date(rates, planned_on=day(left), today=START, keys=keys)
    assert isinstance(found, DateForecast)
    return found


@given(SLIPS, st.integers(-200, 1500))
def test_quantiles_are_ordered_and_lie_after_today(rows: list[tuple[int, int, int, bool]], left: int) -> None:
    slips = [slip(f"p{who}", moved, left=ahead, finished=done) for who, moved, ahead, done in rows]
    certain = [slip(f"c{number}", 0) for number in range(5)]
    found = made(BaseRates([*slips, *certain]), left)
    assert START < found.p10 <= found.p50 <= found.p90
    assert 0 <= found.chance_by_planned <= 1 + 1e-9
    assert abs(sum(chance for _, chance in found.outcomes) - 1) < 1e-9


def test_it_says_what_the_past_says() -> None:
    """Of ten due dates, seven were met and three passed by 60 days."""
    found = made(BaseRates([slip(f"p{number}", 0 if number < 7 else 60) for number in range(10)]))
    assert found.chance_by_planned == pytest.approx(0.7, abs=0.03)
    assert (found.p10, found.p50, found.p90) == (day(100), day(100), day(160))


def test_it_names_its_class_and_the_slips_behind_it() -> None:
    rates = BaseRates([slip(f"p{number}", number, phase="building") for number in range(8)])
    found = made(rates, phase="building", unit="nobody knows")
    assert (found.klass, found.n) == ((("kind", "due"), ("timing", "due_late"), ("phase", "building")), 8)
    assert [reason.days for reason in found.reasons] == [7, 6, 5, 4, 3, 2, 1, 0]
    assert sum(each.weight for each in found.classes) == pytest.approx(1)


def test_what_is_overdue_cannot_have_been_finished_yesterday() -> None:
    found = made(BaseRates([slip(f"p{number}", 0, left=-30, finished=False) for number in range(5)] + MET), left=-30)
    assert found.p10 > START
    assert found.chance_by_planned == 0


MET = [slip(f"met{number}", 0) for number in range(5)]


def test_too_little_history_gives_no_forecast() -> None:
    found = forecast_date(BaseRates([slip("only", 0)]), planned_on=day(9), today=START, keys={})
    assert isinstance(found, NoForecast)
    assert found.n == 1


def test_without_any_finish_none_is_forecast_but_a_later_statement_is() -> None:
    rates = BaseRates([slip(f"p{number}", 30, finished=False) for number in range(9)])
    assert isinstance(forecast_date(rates, planned_on=day(100), today=START, keys={}), NoForecast)
    seen = forecast_date(rates, planned_on=day(100), today=START, keys={}, seen_on=day(150))
    assert isinstance(seen, DateForecast)
    assert seen.p10 >= day(150)


def test_the_future_does_not_change_a_forecast() -> None:
    """Whatever the later reports say, in whatever order, the forecasts of an earlier day are the same."""
    random = Random(4)
    tracks = [reported(f"p{who}", [400 + random.randrange(300) for _ in range(8)]) for who in range(12)]
    cut = day(450)
    before = [trial.judged.expected for trial in trials_at(cut, tracks)]
    shuffled = [Track.of(track.whose, [*track.looks[:4], *_shuffled(track, random)]) for track in tracks]
    assert [trial.judged.expected for trial in trials_at(cut, shuffled)] == before
    assert before


def _shuffled(track: Track, random: Random) -> list[Look]:
    later = list(track.looks[4:])
    says = [look.says_on + timedelta(days=77) for look in later]
    random.shuffle(says)
    return [Look(look.on, said, look.keys) for look, said in zip(later, says, strict=True)]
