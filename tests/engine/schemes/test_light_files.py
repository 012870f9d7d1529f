"""A file of lights is read strictly, and its mistakes are told with file, line and word."""

from pathlib import Path

import pytest

from diaodu.engine.entry_checks import read_checks
from diaodu.engine.rules import RuleError
from diaodu.engine.schemes.light_files import read_lights
from diaodu.engine.schemes.toml_lines import key_lines

GOOD = '''from_on = 2026-01-01
rounding = "half-up 1"

[document]
title = { zh = "某市红黄灯办法", en = "A city's lights" }
address = "https://example.org/rule"

[[lights]]
code = "some-city-progress"
subject = "project"
label = { zh = "进度灯", en = "Progress" }

[lights.values.progress]
rule = """
  share(invested_ytd,
        annual_plan)"""
label = { zh = "完成率", en = "Completion" }

[[lights.levels]]
code = "yellow"
when = "progress < 0.8"
words = { zh = "黄灯", en = "Yellow" }
token = "warn"
reason = { zh = "只完成 {progress}", en = "Only {progress}" }

[[lights.levels]]
code = "off"
words = { zh = "不亮灯", en = "No light" }
token = "none"
reason = { zh = "完成 {progress}", en = "{progress}" }
'''


def test_a_good_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "lights_city.toml"
    file.write_text(GOOD, encoding="utf-8")
    (scheme,) = read_lights(file)
    assert [level.code for level in scheme.levels] == ["not_reported", "yellow", "off"]
    assert scheme.needs == ("invested_ytd", "annual_plan")


@pytest.mark.parametrize(
    ("good", "bad", "line", "word", "hint"),
    [
        ("rounding = ", "roundin = ", 2, "roundin", "缺少 rounding，是不是“rounding”"),
        ('"half-up 1"', '"half up"', 2, "rounding", "half-up 1"),
        ("from_on = 2026-01-01", 'from_on = "2026"', 1, "from_on", "应当是一个日期"),
        ("annual_plan)", "anual_plan)", 16, "anual_plan", "是不是“annual_plan”"),
        ('when = "progress < 0.8"', 'when = "progress < 80"', 21, "<", "percent(80)"),
        ('when = "progress < 0.8"', 'when = "progress"', 21, "when", "应当得出是否"),
        ('when = "progress < 0.8"', "", 19, "when", "缺少 when"),
        ('when = "progress', 'wehn = "progress', 21, "wehn", "是不是“when”"),
        ('token = "warn"', 'token = "wran"', 23, "token", "是不是“warn”"),
        ("只完成 {progress}", "只完成 {progres}", 24, "reason", "没有可填的“progres”，是不是“progress”"),
        ("只完成 {progress}", "只完成 {progress", 24, "reason", "花括号"),
        ('code = "off"', 'code = "yellow"', 27, "code", "已经用过"),
        ('zh = "不亮灯", ', "", 28, "zh", "缺少 zh"),
        ("[lights.values.progress]", "[lights.values.planned]", 13, "planned", "已有定义"),
        ('subject = "project"', 'subject = "project"\ncolour = "red"', 11, "colour", "没有这个键"),
        ("[document]", "[document", 4, "", "TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, good: str, bad: str, line: int, word: str, hint: str) -> None:
    assert GOOD.count(good) >= 1
    file = tmp_path / "lights_city.toml"
    file.write_text(GOOD.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        read_lights(file)
    assert (caught.value.file, caught.value.line, caught.value.word) == ("lights_city.toml", line, word)
    assert hint in caught.value.in_language("zh-hans")


def test_a_check_of_an_unknown_measure_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "checks.toml"
    file.write_text('[[checks]]\ncode = "a"\nmeasure = "photos"\n', encoding="utf-8")
    with pytest.raises(RuleError, match=r"checks.toml · line 3 · measure · photos is no measure"):
        read_checks(file)


def test_lines_of_lists_inside_lists_are_found() -> None:
    lines = key_lines(GOOD)
    assert lines["lights", 0, "values", "progress", "label"] == 17
    assert lines["lights", 0, "levels", 1, "token"] == 29
