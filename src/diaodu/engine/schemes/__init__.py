"""The dated schemes of cities: published rules as TOML, listed here by hand."""

from datetime import date
from functools import cache
from pathlib import Path

from diaodu.engine.light_schemes import LightScheme
from diaodu.engine.schemes.light_files import read_lights

_HERE = Path(__file__).parent
LIGHT_FILES = (
    "lights_yinchuan_2025.toml",
    "lights_sanya_2022.toml",
    "lights_tianjin_2022.toml",
    "lights_wuhan.toml",
    "lights_hengyang_2026.toml",
)


@cache
def light_schemes() -> dict[str, LightScheme]:
    """Every light of every file by its code. Raises RuleError for a file that cannot be read."""
    return {scheme.code: scheme for file in LIGHT_FILES for scheme in read_lights(_HERE / file)}


def lights_of(codes: tuple[str, ...], *, on: date) -> tuple[LightScheme, ...]:
    """The lights of these codes that stand on the day, in this order."""
    return tuple(light_schemes()[code] for code in codes if light_schemes()[code].stands_on(on))
