"""Sheets as lines of JSON, for the way from the process that reads them back to ours: a sheet, then its rows."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from diaodu.intake.values import Refusal
from diaodu.intake.workbook.grid import Grid, Merge
from diaodu.intake.workbook.table import CellError, Raw

_END = b'{"end":true}\n'


@dataclass(slots=True)
class SheetHead:
    """What is known of a sheet before its rows come."""

    sheet: str
    is_hidden: bool
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    percents: dict[int, list[int]] | None = None
    indents: list[tuple[int, int, int]] = field(default_factory=list)


def packed(sheets: Iterable[tuple[SheetHead, Iterable[list[Raw]]]]) -> Iterator[bytes]:
    """Lines, as they come to be read; a last one says that nothing is missing."""
    for head, rows in sheets:
        yield _line({name: getattr(head, name) for name in SheetHead.__slots__})
        for row in rows:
            yield _line(row)
    yield _END


def packed_refusal(refusal: Refusal) -> bytes:
    return _line({"refusal": refusal.code, "values": dict(refusal.values)})


def unpacked(lines: Iterable[bytes]) -> list[Grid] | None:
    """The sheets; None when the lines stop before the end. A refusal on the way is raised."""
    grids: list[Grid] = []
    for line in lines:
        if line == _END:
            return grids
        if not line.endswith(b"\n"):
            return None
        if line.startswith(b"["):
            grids[-1].rows.append(_DECODER.decode(line.decode()))
        else:
            grids.append(_grid(json.loads(line)))
    return None


def _grid(head: dict[str, Any]) -> Grid:
    if "refusal" in head:
        raise Refusal(head["refusal"], **head["values"])
    percents = head["percents"]
    return Grid(
        sheet=head["sheet"],
        is_hidden=head["is_hidden"],
        merges=tuple(Merge(*merge) for merge in head["merges"]),
        hidden_rows=frozenset(head["hidden_rows"]),
        hidden_columns=frozenset(head["hidden_columns"]),
        percents=None if percents is None else {int(column): frozenset(rows) for column, rows in percents.items()},
        indents={(row, column): indent for row, column, indent in head["indents"]},
    )


def _line(content: object) -> bytes:
    return _ENCODER.encode(content).encode() + b"\n"


def _packed_value(value: object) -> dict[str, str] | str:
    if isinstance(value, CellError):
        return {"error": value.text}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value))


def _unpacked_value(value: dict[str, str]) -> Raw:
    if "error" in value:
        return CellError(value["error"])
    return datetime.fromisoformat(value["moment"]) if "moment" in value else date.fromisoformat(value["day"])


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_packed_value, separators=(",", ":"), check_circular=False)
_DECODER = json.JSONDecoder(object_hook=_unpacked_value)
