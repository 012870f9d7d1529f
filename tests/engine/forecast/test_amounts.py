"""Year-end investment: whole 分, ordered, from past years alone, month by month."""

from hypothesis import given
from hypothesis import strategies as st

from diaodu.engine.forecast import AmountForecast, AmountRates, NoForecast, PastYear, forecast_amount

PLAN = 1_000


def past(whose: str, year_end: int, *, may: int = 400, year: int = 2023) -> PastYear:
    return PastYear(whose, year, {"phase": "building"}, PLAN, {5: may, 8: (may + year_end) // 2, 12: year_end})


def made(history: list[PastYear], ytd_fen: dict[int, int], plan_fen: int = 2 * PLAN) -> AmountForecast | NoForecast:
    rates = AmountRates(history, 2024)
    return forecast_amount(rates, annual_plan_fen=plan_fen, ytd_fen=ytd_fen, keys={"phase": "building"})


def test_it_adds_what_past_years_added() -> None:
    """From May on, five years added 600 to 1 000 of a plan of 1 000; this plan is twice as large."""
    found = made([past(f"p{number}", 1_000 + 100 * number) for number in range(5)], {5: 800})
    assert isinstance(found, AmountForecast)
    assert (found.year_end.p10_fen, found.year_end.p50_fen, found.year_end.p90_fen) == (2_000, 2_400, 2_800)
    assert found.n == 5
    assert [reason.whose for reason in found.reasons] == ["p0", "p1", "p2", "p3", "p4"]


def test_the_band_has_a_point_for_each_month_the_past_reported() -> None:
    found = made([past(f"p{number}", 1_000) for number in range(5)], {5: 800})
    assert isinstance(found, AmountForecast)
    assert [point.month for point in found.band] == [8, 12]


def test_this_year_and_years_without_a_december_teach_nothing() -> None:
    running = [past(f"p{number}", 1_000, year=2024) for number in range(9)]
    broken = [PastYear(f"q{number}", 2023, {}, PLAN, {5: 400}) for number in range(9)]
    found = made([*running, *broken], {5: 800})
    assert isinstance(found, NoForecast)
    assert found.n == 0


def test_without_a_plan_or_with_the_whole_year_reported_there_is_nothing_to_forecast() -> None:
    history = [past(f"p{number}", 1_000) for number in range(9)]
    assert isinstance(made(history, {5: 800}, plan_fen=0), NoForecast)
    assert isinstance(made(history, {12: 800}), NoForecast)


@given(st.lists(st.integers(0, 3_000), min_size=5, max_size=40), st.integers(0, 3_000))
def test_the_band_is_ordered_and_never_falls(year_ends: list[int], so_far: int) -> None:
    found = made([past(f"p{number}", max(end, 400)) for number, end in enumerate(year_ends)], {5: so_far})
    assert isinstance(found, AmountForecast)
    for point in found.band:
        assert so_far <= point.p10_fen <= point.p50_fen <= point.p90_fen
    for line in ("p10_fen", "p50_fen", "p90_fen"):
        values = [getattr(point, line) for point in found.band]
        assert values == sorted(values)
    assert 0 <= found.chance_of_plan <= 1 + 1e-9
