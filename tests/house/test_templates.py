"""Templates: all used, no inline script or style, within two screens."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "src/diaodu"
FOLDER = PACKAGE / "web/templates"
OURS = sorted(FOLDER.rglob("*.html"))
# These take the place of the sign-in package's own, which names them.
OVERRIDES = ("allauth/", "account/", "mfa/")
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=|\sstyle=|javascript:", re.I)


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def test_every_template_is_named_somewhere() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in (*OURS, *PACKAGE.rglob("*.py")))
    assert [name(path) for path in OURS if f'"{name(path)}' not in said and not name(path).startswith(OVERRIDES)] == []


@pytest.mark.parametrize("path", OURS, ids=name)
def test_a_template_carries_no_inline_script_or_style(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    assert INLINE.findall(words) == []
    assert len(words.splitlines()) <= 120
