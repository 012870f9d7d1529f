"""The reader against gold: the development file, and our own write-ups."""

from fractions import Fraction
from typing import Any

import pytest

from diaodu.text.writeups import plain_reading, read_write_up
from diaodu.text.writeups.scoring import FIELDS, Score, score
from tests.text.written_cases import our_cases, shared_cases

HOLD = {
    "meeting": Fraction(98, 100), "date": Fraction(98, 100), "chair": Fraction(98, 100), "attendees": Fraction(97, 100),
    "projects": Fraction(92, 100), "leads": Fraction(88, 100), "directives": Fraction(88, 100),
}  # fmt: skip


def scores(cases: list[dict[str, Any]]) -> dict[str, Score]:
    return score((plain_reading(read_write_up(case["text"])), case) for case in cases)


@pytest.mark.parametrize("field", FIELDS)
def test_the_development_file_is_read(field: str) -> None:
    cases = shared_cases("extract_dev")
    if not cases:
        pytest.skip("the shared development file is not beside this checkout")
    assert scores(cases)[field].f1 >= HOLD[field]


@pytest.mark.parametrize(
    "cases",
    [
        "tuning",
        "held_out",
        "unseen",
        "fourth_round",
        "fifth_round",
        "sixth_round",
        "seventh_round",
        "eighth_round",
        "ninth_round",
        "tenth_round",
        "eleventh_round",
        "twelfth_round",
        "thirteenth_round",
        "fourteenth_round",
    ],
)
@pytest.mark.parametrize("field", FIELDS)
def test_our_own_write_ups_are_read(cases: str, field: str) -> None:
    assert scores(our_cases(cases))[field].f1 >= HOLD[field]


@pytest.mark.parametrize("case", our_cases("tuning") + our_cases("held_out"), ids=lambda case: case["name"])
def test_the_ordinal_is_the_one_in_the_name(case: dict[str, Any]) -> None:
    ordinal = read_write_up(case["text"]).ordinal
    assert (ordinal.number if ordinal else None) == case.get("ordinal")
