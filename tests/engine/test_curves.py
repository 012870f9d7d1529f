"""Plans by the end of a period: straight, by own points, and what cannot be a plan."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaodu.engine.curves import NotACurve, planned_by
from diaodu.engine.periods import Cadence, Period

AMOUNT = 36_500_00


@pytest.mark.parametrize(
    ("code", "share"),
    [
        ("2023-04", Fraction(4, 12)),
        ("2023-04X1", Fraction(10, 36)),
        ("2023Q2", Fraction(1, 2)),
        ("2023H1", Fraction(1, 2)),
        ("2023", Fraction(1)),
        ("2023W01", Fraction(8, 365)),
        ("2023W52", Fraction(1)),
        ("2024W52", Fraction(364, 366)),
    ],
)
def test_a_straight_plan_counts_whole_periods(code: str, share: Fraction) -> None:
    assert planned_by(AMOUNT, None, Period.parse(code)) == AMOUNT * share


def test_fengqiu_asked_for_a_quarter_by_the_end_of_april() -> None:
    curve = {"2024-04": 2500}
    asked = {code: planned_by(10_000, curve, Period.parse(code)) for code in ("2024-02", "2024-04", "2024-08", "2024")}
    assert asked == {"2024-02": 1250, "2024-04": 2500, "2024-08": 6250, "2024": 10_000}


def test_between_two_points_the_plan_runs_straight() -> None:
    curve = {"2024Q1": 900, "2024-09": 7500}
    assert planned_by(10_000, curve, Period.parse("2024-05X2")) == 900 + Fraction(5, 18) * 6600


def test_a_plan_that_is_not_reported_stays_missing() -> None:
    assert planned_by(None, {"2024-04": 2500}, Period.parse("2024-04")) is None


@pytest.mark.parametrize(
    "curve", [{"2023-04": 2500}, {"2024-04": 2500, "2024-05": 2400}, {"2024-06": 1, "2024H1": 2}, {"2024-04": 10_001}]
)
def test_it_refuses_what_is_no_plan(curve: dict[str, int]) -> None:
    with pytest.raises(NotACurve):
        planned_by(10_000, curve, Period.parse("2024-04"))


@given(st.sampled_from(Cadence), st.integers(1, 36), st.lists(st.integers(0, 10_000), max_size=12).map(sorted))
def test_a_plan_never_falls_and_ends_at_its_amount(cadence: Cadence, number: int, points: list[int]) -> None:
    curve = {f"2024-{month + 1:02}": fen for month, fen in enumerate(points[:11])}
    period = Period(cadence, 2024, min(number, {"year": 1, "half": 2, "quarter": 4, "month": 12}.get(cadence, 36)))
    before, now = planned_by(10_000, curve, period), planned_by(10_000, curve, Period(Cadence.YEAR, 2024))
    assert before is not None
    assert 0 <= before <= 10_000
    assert now == 10_000
