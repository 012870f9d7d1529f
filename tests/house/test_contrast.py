"""The tokens of the look keep their contrast in both themes: 4.5 : 1 for words."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parent.parent.parent / "src/diaodu/web/static/css/diaodu.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "sheet", "hover")
WORDS = ("ink", "ink-2", "ink-3", "brand", "ok", "warn", "bad", "none", "late", "note")
SOFT = ("brand", "ok", "warn", "bad", "late", "note")
PAIRS = [
    *((word, ground) for word in WORDS for ground in GROUNDS),
    *((word, f"{word}-soft") for word in SOFT),
    ("ink-2", "none-soft"),
    ("on-brand", "brand"),
    ("on-brand", "brand-hover"),
]


def tokens(theme: str) -> dict[str, str]:
    block = re.search(rf'\[data-bs-theme="{theme}"\] {{(.*?)}}', CSS, re.S)
    assert block
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", block[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read(theme: str) -> None:
    found = tokens(theme)
    faint = {}
    for word, ground in PAIRS:
        high, low = sorted((luminance(found[word]), luminance(found[ground])), reverse=True)
        if (ratio := (high + 0.05) / (low + 0.05)) < 4.5:
            faint[word, ground] = round(ratio, 2)
    assert faint == {}
