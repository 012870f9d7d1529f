"""Mappings written by hand: small TOML files, which name columns by the words of their heads."""

import tomllib
from collections.abc import Mapping as Dictionary
from pathlib import Path
from typing import Any

from diaodu.engine.labels import Label
from diaodu.engine.periods import Cadence
from diaodu.intake.ledger.mapping import ColumnUse, Mapping, MappingFault, OwnMeasure, SkippedRows
from diaodu.intake.workbook.table import SheetTable

_COLUMN = {"fills", "unit", "form", "cadence", "period", "words"}
_FILE = {"name", "register", "skip", "columns", "measures"}
_MEASURE = {"zh", "en", "unit"}


def read_mapping(path: Path, table: SheetTable) -> Mapping:
    """The mapping of a file, laid on the columns of a table. Raises MappingFault with the file's name."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingFault(path.name, Label(f"不是 TOML：{error}", f"not TOML: {error}")) from error
    return laid_on(content, table, name=path.name)


def laid_on(content: Dictionary[str, Any], table: SheetTable, *, name: str) -> Mapping:
    """What a file says, with columns by number instead of by head."""
    _only(content, _FILE, name)
    places = _places(table)
    uses = []
    for head, said in content.get("columns", {}).items():
        where = f"{name} · [columns.{head}]"
        _only(said, _COLUMN, where)
        uses += _uses(_place(places, head, where), said, where)
    skipped = [
        SkippedRows(_place(places, head, f"{name} · [skip]"), tuple(map(str, values)))
        for head, values in content.get("skip", {}).items()
    ]
    return Mapping(
        uses=tuple(uses),
        register=content.get("register", ""),
        skipped=tuple(skipped),
        measures=tuple(_measures(content.get("measures", {}), name)),
    )


def _uses(column: int, said: Dictionary[str, Any], where: str) -> list[ColumnUse]:
    fills = said.get("fills", ())
    try:
        cadence = Cadence(said["cadence"]) if "cadence" in said else None
    except ValueError as error:
        raise MappingFault(where, Label(f"没有这种周期：{error}", f"no such cadence: {error}")) from error
    rest = {name: said[name] for name in ("unit", "form", "period", "words") if name in said}
    return [
        ColumnUse(column, one, cadence=cadence, **rest) for one in ([fills] if isinstance(fills, str) else list(fills))
    ]


def _measures(said: Dictionary[str, Any], name: str) -> list[OwnMeasure]:
    found = []
    for code, words in said.items():
        _only(words, _MEASURE, f"{name} · [measures.{code}]")
        if missing := _MEASURE - set(words):
            where = f"{name} · [measures.{code}]"
            lacking = ", ".join(sorted(missing))
            raise MappingFault(where, Label(f"缺少 {lacking}", f"lacks {lacking}"))
        found.append(OwnMeasure(code, **words))
    return found


def _places(table: SheetTable) -> dict[str, int]:
    """Columns by the words of their heads, from top to bottom with “ / ” between them, or the lowest alone."""
    places: dict[str, int] = {}
    for column in table.header:
        places.setdefault(" / ".join(column.path), column.number)
    for column in table.header:
        if column.path:
            places.setdefault(column.path[-1], column.number)
    return places


def _place(places: Dictionary[str, int], head: str, where: str) -> int:
    if head not in places:
        raise MappingFault(where, Label(f"表中没有“{head}”列", f"the table has no column “{head}”"))
    return places[head]


def _only(said: Dictionary[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(said) - known):
        words = ", ".join(unknown)
        raise MappingFault(where, Label(f"不认识：{words}", f"not known here: {words}"))
