"""Builds the .mo files whose .po is newer. Needs no gettext on the machine."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

for source in Path(__file__).parent.parent.glob("src/diaodu/**/locale/*/LC_MESSAGES/*.po"):
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        continue
    with source.open("rb") as po, target.open("wb") as mo:
        write_mo(mo, read_po(po))
