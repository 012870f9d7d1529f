"""Periods: codes, days, neighbours."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaodu.engine.periods import Cadence, NotAPeriod, Period


@pytest.mark.parametrize(
    ("code", "first", "last", "zh"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2024年"),
        ("2024H2", date(2024, 7, 1), date(2024, 12, 31), "2024年下半年"),
        ("2024Q2", date(2024, 4, 1), date(2024, 6, 30), "2024年二季度"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2024-02X3", date(2024, 2, 21), date(2024, 2, 29), "2024年2月下旬"),
        ("2026W16", date(2026, 4, 13), date(2026, 4, 19), "2026年第16周"),
    ],
)
def test_a_code_says_which_days(code: str, first: date, last: date, zh: str) -> None:
    period = Period.parse(code)
    assert (period.first_day, period.last_day, period.label.zh, period.code) == (first, last, zh, code)


@pytest.mark.parametrize("code", ["", "24", "2024-13", "2024W53", "2024-05X4", "2024Q5", "2024-5", "2024-05 "])
def test_it_refuses_what_is_not_a_period(code: str) -> None:
    with pytest.raises(NotAPeriod):
        Period.parse(code)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(Cadence))
def test_every_day_lies_in_one_period_of_each_cadence(day: date, cadence: Cadence) -> None:
    period = Period.holding(day, cadence)
    assert day in period
    assert Period.parse(period.code) == period
    assert period.next().previous() == period
    assert period < period.next()


def test_time_progress_counts_whole_months() -> None:
    elapsed = {
        code: Period.parse(code).months_elapsed for code in ("2024-05", "2024Q2", "2024-05X2", "2024-05X3", "2024")
    }
    assert elapsed == {"2024-05": 5, "2024Q2": 6, "2024-05X2": 4, "2024-05X3": 5, "2024": 12}
