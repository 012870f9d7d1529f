"""Figures as people type them: exact, in the form's unit, or refused with what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaodu.facts.figures import LARGEST, NotAFigure, read_figure, shown_figure


@pytest.mark.parametrize(
    ("words", "unit", "typed_in", "kept"),
    [
        ("1200", "fen", "wan", 1_200_000_000),
        ("1,234.567891", "fen", "wan", 1_234_567_891),
        ("１２．５", "fen", "wan", 12_500_000),
        ("-3.5", "fen", "yi", -35_000_000_000),
        ("0", "fen", "yuan", 0),
        ("0.01", "fen", "yuan", 1),
        ("85.25", "basis_point", "wan", 8525),
        ("12", "count", "wan", 12),
        ("0.125", "quantity", "wan", 125),
        ("2024年5月31日", "date", "wan", 19_874),
    ],
)
def test_what_is_typed_is_kept_exactly(words: str, unit: str, typed_in: str, kept: int) -> None:
    assert read_figure(words, unit=unit, typed_in=typed_in) == kept


@pytest.mark.parametrize(
    ("words", "unit"),
    [("1200万元", "fen"), ("1,20", "fen"), ("", "fen"), ("1.2345678", "fen"), ("0.5", "count"), ("1e5", "fen"),
     ("1." + "0" * 30 + "1", "fen"),
     ("9" * 20, "fen"), ("5月", "date"), ("2024-02-30", "date")],
)  # fmt: skip
def test_what_is_no_figure_is_refused_with_words(words: str, unit: str) -> None:
    with pytest.raises(NotAFigure, match=r"\w+"):
        read_figure(words, unit=unit, typed_in="wan")


@given(
    st.integers(-LARGEST, LARGEST), st.sampled_from(["fen", "count", "basis_point", "quantity"]),
    st.sampled_from(["yuan", "wan", "yi"]),
)  # fmt: skip
def test_what_is_shown_reads_back_as_itself(number: int, unit: str, typed_in: str) -> None:
    for grouped in (True, False):
        words = shown_figure(number, unit=unit, typed_in=typed_in, grouped=grouped)
        assert read_figure(words, unit=unit, typed_in=typed_in) == number
