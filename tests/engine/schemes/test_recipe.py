"""What the recipe for a city's lights tells to write is read and judged as it says."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from diaodu.engine.inputs import PROJECT_INPUTS
from diaodu.engine.lights import judge
from diaodu.engine.rules import Value
from diaodu.engine.schemes.light_files import read_lights

RECIPE = Path(__file__).parents[3] / "docs/recipes/add-a-scheme-of-lights.md"
SCHEME, CASES = (block.partition("```")[0] for block in RECIPE.read_text(encoding="utf-8").split("```toml\n")[1:])


@pytest.mark.parametrize("case", tomllib.loads(CASES)["case"], ids=lambda case: case["name"])
def test_the_recipe_does_what_it_says(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "lights_mycity_2026.toml"
    file.write_text(SCHEME, encoding="utf-8")
    scheme = {light.code: light for light in read_lights(file)}[case["light"]]
    money = {name: wan * 1_000_000 for name, wan in case.get("wan", {}).items()}
    inputs: dict[str, Value] = {**dict.fromkeys(scheme.needs), **money, **case.get("given", {})}
    light = judge(scheme, inputs, on=date(2026, 6, 1))
    assert (light.level.code, light.judged.code) == (case["level"], case.get("judged", case["level"]))
    assert light.reason.zh == case["reason"]


def test_every_name_of_the_recipe_can_be_used() -> None:
    listed = RECIPE.read_text(encoding="utf-8").partition("## The names")[2].partition("Another one")[0]
    names = {word for word in listed.split("`")[1::2] if "." not in word and "/" not in word}
    assert names - {"PROJECT_INPUTS", "分"} <= set(PROJECT_INPUTS)
    assert {"planned", "approved_reason", "period_to_on"} <= names
