"""Rounding as publishers do it."""

from fractions import Fraction

import pytest

from diaodu.engine.rounding import NotARounding, Rounding, digits, round_by


@pytest.mark.parametrize(
    ("value", "words", "printed"),
    [
        (Fraction(145, 1000), "half-up 2", "0.15"),
        (Fraction(-145, 1000), "half-up 2", "-0.15"),
        (Fraction(145, 1000), "half-even 2", "0.14"),
        (Fraction(155, 1000), "half-even 2", "0.16"),
        (Fraction(1031, 100), "truncate 0", "10"),
        (Fraction(-1099, 100), "truncate 0", "-10"),
        (Fraction(-4, 100), "half-up 1", "0.0"),
        (75, "half-up 1", "75.0"),
    ],
)
def test_it_prints_as_the_publisher_does(value: Fraction | int, words: str, printed: str) -> None:
    assert digits(value, Rounding.parse(words)) == printed


def test_the_rounded_value_is_exact() -> None:
    assert round_by(Fraction(2, 3), Rounding.parse("half-up 2")) == Fraction(67, 100)


def test_thousands_are_grouped_on_request() -> None:
    assert digits(Fraction(-12345678, 10), Rounding.parse("half-up 1"), grouped=True) == "-1,234,567.8"


def test_words_that_say_nothing_are_refused() -> None:
    with pytest.raises(NotARounding):
        Rounding.parse("half-up")
