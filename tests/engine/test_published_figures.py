"""What governments printed is recomputed to its printed digits; where a print contradicts itself, the case says so."""

import csv
from pathlib import Path

import pytest

from tests.engine.indicator_cases import Case, cases, found

BULLETINS = Path(__file__).parents[3] / "shared" / "data" / "cn-progress-bulletins"
PUBLISHED = list(cases("published"))
SMALL = list(cases("cases"))


@pytest.fixture(scope="module")
def published() -> dict[int, str]:
    return dict(enumerate(found(*PUBLISHED)))


@pytest.mark.parametrize(
    "number", range(len(PUBLISHED)), ids=[f"{case.file} {case.name} {case.indicator}" for case in PUBLISHED]
)
def test_it_is_recomputed_to_its_printed_digits(number: int, published: dict[int, str]) -> None:
    case = PUBLISHED[number]
    assert published[number] == (case.computed or case.printed)
    assert not case.computed or (case.because and case.computed != case.printed)


@pytest.mark.parametrize("case", SMALL, ids=lambda case: f"{case.indicator} {case.name}")
def test_an_indicator_in_small(case: Case) -> None:
    assert found(case) == [case.computed]


@pytest.mark.skipif(not BULLETINS.exists(), reason="the shared folder of published figures is not beside the checkout")
def test_every_bulletin_and_every_county_has_its_case() -> None:
    names = {case.name.partition("：")[0]: case.printed for case in reversed(PUBLISHED)}
    printed = {}
    for file, key in (("bulletins.csv", "id"), ("xiangxi_2021-09_by_county.csv", "unit")):
        with (BULLETINS / file).open(encoding="utf-8") as rows:
            printed |= {row[key]: float(row["stated_rate_pct"]) for row in csv.DictReader(rows)}
    assert {name: float(names[name]) for name in printed} == printed
