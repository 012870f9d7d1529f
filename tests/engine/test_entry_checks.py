"""Entry checks: the cases, the words, and what is a bug of the caller."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from diaodu.engine.entry_checks import CONTEXT, REPORTED, check, standing_checks

CASES = tomllib.loads((Path(__file__).parent / "cases/entry/checks.toml").read_text(encoding="utf-8"))["case"]


def objections(case: dict[str, Any]) -> dict[str, str]:
    given = {name: wan * 1_000_000 for name, wan in case.get("wan", {}).items()}
    given |= {name: Fraction(share) for name, share in case.get("shares", {}).items()}
    given |= case.get("given", {})
    values = {known.name: given[known.name] for known in REPORTED if known.name in given}
    context = {known.name: given[known.name] for known in CONTEXT if known.name in given}
    assert len(values) + len(context) == len(given)
    return {objection.code: objection.kind.value for objection in check(values, context)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_report_is_objected_to_as_its_case_says(case: dict[str, Any]) -> None:
    assert objections(case) == case["objects"]


def test_every_check_objects_in_some_case() -> None:
    assert {code for case in CASES for code in case["objects"]} == {entry.code for entry in standing_checks().checks}


def test_an_objection_says_which_figure_and_why() -> None:
    found = check({"invested_ytd": 900_000_000}, {"last_invested_ytd": 12_345_600_000})[0]
    assert found.measure == "invested_ytd"
    assert found.words.zh == "本年累计 900万元，少于上期的 12345.6万元：累计数不能下降"
    assert found.words.en.startswith("9 million yuan since January, less than the 123.456 million")


def test_a_name_that_no_check_knows_is_a_bug() -> None:
    with pytest.raises(KeyError, match="invested_ydt"):
        check({"invested_ydt": 1}, {})
