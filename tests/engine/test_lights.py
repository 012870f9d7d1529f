"""Lights: the cases of every published rule, what excuses and overrides one, and whole tables at once."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from diaodu.engine.labels import Label
from diaodu.engine.lights import Light, Override, judge, level_codes, together
from diaodu.engine.rules import Kind, Value
from diaodu.engine.schemes import LIGHT_FILES, light_schemes, lights_of

CASES = Path(__file__).parent / "cases" / "lights"
FILES = ("yinchuan_2025.toml", "other_cities.toml")
ON = date(2026, 6, 1)


def cases() -> list[dict[str, Any]]:
    return [case for file in FILES for case in tomllib.loads((CASES / file).read_text(encoding="utf-8"))["case"]]


def inputs_of(case: dict[str, Any]) -> dict[str, Value]:
    inputs: dict[str, Value] = dict.fromkeys(light_schemes()[case["light"]].needs)
    inputs |= case.get("given", {})
    inputs |= {name: wan * 1_000_000 for name, wan in case.get("wan", {}).items()}
    return inputs | {name: Fraction(share) for name, share in case.get("shares", {}).items()}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_a_published_rule_gives_the_light_of_its_case(case: dict[str, Any]) -> None:
    light = judge(light_schemes()[case["light"]], inputs_of(case), on=ON, previous=case.get("previous"))
    assert (light.level.code, light.reason.zh) == (case["level"], case["reason"])
    assert light.judged.code == case.get("judged", case["level"])
    assert light.reason.en == case.get("reason_en", light.reason.en)
    assert "{" not in light.reason.en


def test_every_light_has_cases_and_begins_with_not_reported() -> None:
    assert {case["light"] for case in cases()} == set(light_schemes())
    for scheme in light_schemes().values():
        codes = [level.code for level in scheme.levels]
        assert codes[0] == "not_reported"
        assert len(codes) == len(set(codes))
    assert len(LIGHT_FILES) == 5


START = {"months_due_not_started": 3, "approved_reason": None}


def overridden(until: date, second: str | None) -> Light:
    override = Override("yellow", "已约定6月开工", until, "周启明", second)
    return judge(light_schemes()["yinchuan-2025-start"], START, on=ON, override=override)


def test_an_override_counts_until_its_last_day() -> None:
    light = overridden(ON, "李文博")
    assert (light.level.code, light.judged.code) == ("yellow", "red")
    assert light.reason.zh == (
        "人工调整为黄灯，2026年6月1日止：已约定6月开工（按规则为红灯：已连续 3 个月应开工未开工）"
    )


@pytest.mark.parametrize(
    ("until", "second", "why"),
    [
        (date(2026, 5, 31), "李文博", "人工调整已于2026年5月31日到期"),
        (ON, None, "人工调整未经第二人确认，不采用"),
        (ON, "周启明", "人工调整未经第二人确认，不采用"),
    ],
)
def test_an_override_that_does_not_count_says_why(until: date, second: str | None, why: str) -> None:
    light = overridden(until, second)
    assert light.level.code == "red"
    assert light.override is None
    assert light.reason.zh == f"已连续 3 个月应开工未开工；{why}"


def test_several_lights_show_the_worst_with_every_reason() -> None:
    progress = {"invested_ytd": 376, "annual_plan": 1000, "months_elapsed": 6}
    lights = [
        judge(light_schemes()["yinchuan-2025-progress"], progress, on=ON),
        judge(light_schemes()["yinchuan-2025-start"], START, on=ON),
        judge(
            light_schemes()["yinchuan-2025-funds"], dict.fromkeys(["funds_paid", "funds_due", "funds_required"]), on=ON
        ),
    ]
    whole = together(lights)
    assert whole.level.code == "red"
    assert whole.reason == Label(
        "已连续 3 个月应开工未开工，落后序时进度 12.4 个百分点",
        "Due to start and not started for 3 months running; 12.4 points behind pro-rata progress",
    )


def test_a_light_comes_apart_into_what_it_was_judged_by() -> None:
    progress = {"invested_ytd": 376, "annual_plan": 1000, "months_elapsed": 6}
    light = judge(light_schemes()["yinchuan-2025-progress"], progress, on=ON)
    told = {part.label.zh: (part.value, part.printed.zh) for part in light.contributions}
    assert told["落后序时进度（百分点）"] == (Fraction(124, 1000), "12.4")
    assert told["已过月数"] == (6, "6")


def test_a_rule_stands_from_its_day_on() -> None:
    codes = ("wuhan-project", "sanya-2022-project")
    assert [light.code for light in lights_of(codes, on=date(2022, 5, 12))] == ["wuhan-project"]
    assert [light.code for light in lights_of(codes, on=date(2022, 5, 13))] == list(codes)


@pytest.mark.parametrize("code", sorted(light_schemes()))
def test_a_whole_table_is_judged_as_each_of_its_rows(code: str) -> None:
    import ibis
    import pyarrow as pa

    scheme = light_schemes()[code]
    mine = [case for case in cases() if case["light"] == code]
    columns: dict[str, Any] = {"previous_level": pa.array([case.get("previous") for case in mine], pa.string())}
    for name in scheme.needs:
        columns |= arrow_columns(name, scheme.inputs[name].kind, [inputs_of(case)[name] for case in mine])
    table = ibis.memtable(pa.table(columns))
    found = ibis.duckdb.connect().to_pyarrow(table.select(level=level_codes(scheme, table)))["level"].to_pylist()
    assert found == [case["level"] for case in mine]


def arrow_columns(name: str, kind: Kind, values: list[Any]) -> dict[str, Any]:
    import pyarrow as pa

    if kind is Kind.SHARE:
        return {
            f"{name}_num": pa.array([None if v is None else Fraction(v).numerator for v in values], pa.int64()),
            f"{name}_den": pa.array([None if v is None else Fraction(v).denominator for v in values], pa.int64()),
        }
    types = {Kind.DAY: pa.date32(), Kind.TEXT: pa.string(), Kind.BOOL: pa.int64()}
    if kind is Kind.BOOL:
        values = [None if value is None else int(value) for value in values]
    return {f"{name}_fen" if kind is Kind.MONEY else name: pa.array(values, types.get(kind, pa.int64()))}
