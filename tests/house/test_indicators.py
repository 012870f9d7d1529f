"""Every indicator has a case, words in both languages, and a row in the glossary."""

from pathlib import Path

import pytest

from diaodu.engine.catalogue import CATALOGUE
from diaodu.engine.indicators.declaring import Indicator
from tests.engine.indicator_cases import cases

ROOT = Path(__file__).parent.parent.parent
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
TRIED = {case.indicator for case in cases("published", "cases")}


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda indicator: indicator.code)
def test_an_indicator_has_case_words_and_documentation(indicator: Indicator) -> None:
    assert indicator.code in TRIED
    for words in (indicator.label, indicator.rule, indicator.missing, indicator.source):
        assert words.zh.strip()
        assert words.en.strip()
        assert words.zh != words.en
    assert f"`{indicator.code}`" in GLOSSARY
    assert indicator.label.zh in GLOSSARY


def test_every_indicator_file_is_listed() -> None:
    files = {file.stem for file in (ROOT / "src/diaodu/engine/indicators").glob("*.py")}
    assert files - {"__init__", "declaring"} == {indicator.code for indicator in CATALOGUE}
