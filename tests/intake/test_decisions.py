"""Every refused decision has words, in both languages."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from diaodu import intake
from diaodu.intake.decisions import FIELD_WORDS, DecisionRefused
from diaodu.intake.tasks import read_source

CODES = {
    code
    for path in Path(intake.__file__).parent.glob("*.py")
    for code in re.findall(r'DecisionRefused\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8"))
} | {"already-confirmed", "already-rejected"}
VALUES = {"name": "北山", "field": "held_on", "value": "昨天", "count": 99, "most": 60}


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_refusal_says_what_is_the_matter_and_what_to_do(code: str) -> None:
    with override("en"):
        english = DecisionRefused(code, **VALUES).words
    with override("zh-hans"):
        chinese = DecisionRefused(code, **VALUES).words
    assert all(re.search("[一-鿿]", words) for words in chinese)
    assert not any(re.search("[a-z]{4}", words) for words in chinese)
    assert all(words.endswith(".") for words in english)


def test_fields_are_called_by_their_names() -> None:
    with override("zh-hans"):
        assert DecisionRefused("missing-value", field="held_on").words.what == "“日期”为空。"
        assert len({str(words) for words in FIELD_WORDS.values()}) == len(FIELD_WORDS)


def test_the_task_is_known_to_the_queue_by_the_path_that_lost_readings_are_looked_for() -> None:
    assert read_source.module_path == "diaodu.intake.tasks.read_source"
