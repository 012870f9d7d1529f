"""What a rule says, what it makes of missing inputs, and how it tells a mistake."""

from datetime import date
from fractions import Fraction

import pytest

from diaodu.engine.rules import Kind, RuleError, Value, compile_rule
from diaodu.engine.rules.columns import _OPERATIONS
from diaodu.engine.rules.exact import _LOGIC, _STRICT

NAMES = {
    "invested_ytd": Kind.MONEY,
    "annual_plan": Kind.MONEY,
    "months_elapsed": Kind.NUMBER,
    "progress": Kind.SHARE,
    "phase": Kind.TEXT,
    "started_on": Kind.DAY,
    "starred": Kind.BOOL,
}


def worked_out(text: str, **inputs: Value) -> Value:
    return compile_rule(text, names=NAMES).value(inputs)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("share(invested_ytd, annual_plan)", Fraction(1, 3)),
        ("share(invested_ytd, annual_plan) - share(5, 12)", Fraction(-1, 12)),
        ("annual_plan * 0.1", 3_000_000),
        ("annual_plan >= wan(30) && annual_plan < yi(1)", True),
        ("share(annual_plan, invested_ytd - wan(10))", None),
        ("phase in ['开工', '在建']", True),
        ("days(started_on, day('2024-03-01'))", 30),
        ("months(started_on, day('2024-02-29'))", 1),
        ("add_months(started_on, 1) == day('2024-02-29')", True),
        ("!(phase == '在建') ? 1 : 2 // the rest is for people", 2),
        ("max(min(invested_ytd, annual_plan), wan(20))", 20_000_000),
        ("-abs(progress) * 2 + 1.5", Fraction(9, 10)),
    ],
)
def test_a_rule_is_worked_out_exactly(text: str, value: Value) -> None:
    inputs: dict[str, Value] = {
        "invested_ytd": 10_000_000,
        "annual_plan": 30_000_000,
        "phase": "在建",
        "started_on": date(2024, 1, 31),
        "progress": Fraction(-3, 10),
    }
    assert worked_out(text, **inputs) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("invested_ytd < wan(1)", None),
        ("invested_ytd < wan(1) && starred", None),
        ("invested_ytd < wan(1) && !starred", False),
        ("!starred && invested_ytd < wan(1)", False),
        ("invested_ytd < wan(1) || starred", True),
        ("invested_ytd < wan(1) || !starred", None),
        ("invested_ytd < wan(1) ? 1 : 2", None),
        ("starred ? 1 : months_elapsed", 1),
        ("min(months_elapsed, 3)", None),
        ("phase in ['开工']", None),
        ("has(invested_ytd)", False),
        ("has(starred)", True),
    ],
)
def test_missing_is_neither_zero_nor_false(text: str, value: Value) -> None:
    assert worked_out(text, invested_ytd=None, starred=True, months_elapsed=None, phase=None) is value


@pytest.mark.parametrize(
    ("text", "line", "word", "hint"),
    [
        ("invested_ydt > wan(1)", 7, "invested_ydt", "是不是“invested_ytd”"),
        ("invested_ytd >\n annual_plann", 8, "annual_plann", "没有这个数据项"),
        ("invested_ytd annual_plan", 7, "annual_plan", "读不通"),
        ("progress < annual_plan &&", 7, "", "没有写完"),
        ("invested_ytd < 300", 7, "<", "wan()"),
        ("progress > 30", 7, ">", "percent(30)"),
        ("progress < annual_plan", 7, "<", "不能放在一起"),
        ("phase < '在建'", 7, "<", "没有大小"),
        ("annual_plan * invested_ytd", 7, "*", "金额不能乘以金额"),
        ("months_elapsed / annual_plan", 7, "/", "只有金额"),
        ("phase + phase", 7, "+", "不能计算"),
        ("!months_elapsed", 7, "!", "应当是是否"),
        ("shere(invested_ytd, annual_plan)", 7, "shere", "是不是“share”"),
        ("share(invested_ytd)", 7, "share", "2 个参数"),
        ("has(invested_ytd + annual_plan)", 7, "has", "名字"),
        ("add_months(started_on, months_elapsed)", 7, "add_months", "整数"),
        ("started_on > day('2024-13-01')", 7, "'2024-13-01'", "2024-05-31"),
        ("started_on > day(phase)", 7, "day", "引号"),
        ("1 < 2 < 3", 7, "<", "读不通"),
        ("落后 > 1", 7, "落", "读不通"),
        ("__import__('os')", 7, "__import__", "没有这个函数"),
    ],
)
def test_a_mistake_is_told_with_line_and_word(text: str, line: int, word: str, hint: str) -> None:
    with pytest.raises(RuleError) as caught:
        compile_rule(text, names=NAMES, file="lights.toml", line=7)
    assert (caught.value.file, caught.value.line, caught.value.word) == ("lights.toml", line, word)
    assert hint in caught.value.in_language("zh-hans")
    assert f"lights.toml · line {line}" in str(caught.value)


def test_an_input_that_nobody_handed_in_is_a_bug_and_no_missing_value() -> None:
    with pytest.raises(KeyError):
        worked_out("invested_ytd > wan(1)")
    with pytest.raises(TypeError, match="not money"):
        worked_out("invested_ytd > wan(1)", invested_ytd=0.1)


def test_a_rule_names_what_it_needs_once() -> None:
    assert compile_rule("annual_plan > invested_ytd && has(annual_plan)", names=NAMES).names == (
        "annual_plan",
        "invested_ytd",
    )


def test_both_ways_know_the_same_operations() -> None:
    assert set(_OPERATIONS) == {*_LOGIC, *_STRICT}
