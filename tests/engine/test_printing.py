"""Values in sentences."""

from datetime import date
from fractions import Fraction

import pytest

from diaodu.engine.labels import Label
from diaodu.engine.printing import Show, printed
from diaodu.engine.rounding import Rounding, Way
from diaodu.engine.rules import Value


@pytest.mark.parametrize(
    ("value", "show", "zh", "en"),
    [
        (None, Show.MONEY, "（未报）", "(not reported)"),
        (0, Show.MONEY, "0万元", "0 million yuan"),
        (1_234_567, Show.MONEY, "1.234567万元", "0.01234567 million yuan"),
        (15_000_000_000, Show.MONEY, "1.5亿元", "150 million yuan"),
        (15_000_000_001, Show.MONEY, "15000.000001万元", "150.00000001 million yuan"),
        (-20_000_000_000, Show.MONEY, "-2亿元", "-200 million yuan"),
        (Fraction(1_000_000_000, 3), Show.MONEY, "333.33万元", "3.3333 million yuan"),
        (Fraction(124, 1000), Show.POINTS, "12.4", "12.4"),
        (Fraction(2, 3), Show.PERCENT, "66.7%", "66.7%"),
        (Fraction(5, 2), Show.COUNT, "2.5", "2.5"),
        (3, Show.COUNT, "3", "3"),
        (date(2025, 3, 5), Show.DAY, "2025年3月5日", "5 March 2025"),
        (True, Show.YES_NO, "是", "yes"),
    ],
)
def test_a_value_reads_as_a_person_would_write_it(value: Value, show: Show, zh: str, en: str) -> None:
    assert printed(value, show, Rounding(Way.HALF_UP, 1)) == Label(zh, en)
