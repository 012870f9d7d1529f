"""What calamine does not tell of an .xlsx sheet: what is hidden, errors, per cent, indents, and how far it reaches.

Sheets run to hundreds of megabytes, so they are searched for marks and not parsed. A writer that leaves out addresses
of cells loses marks, never values.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from posixpath import join, normpath

from lxml import etree

from diaodu.intake.archive import Archive
from diaodu.intake.xml_events import attribute, events, local_name

KIND = "xlsx"
_WORKBOOK = "xl/workbook.xml"
_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"

_FAR_CELL = re.compile(rb'c r="([A-Z]{2,3})\d{1,7}"(?:[^>]*[^/>])?>')  # right of column Z, and not empty
_ERROR_CELL = re.compile(
    rb'c r="([A-Z]{1,3})(\d{1,7})"[^>]*? t="e"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.DOTALL
)
_HIDDEN_ROW = re.compile(rb'row (?=[^>]*hidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')
_COLUMNS = re.compile(rb'col (?=[^>]*hidden="(?:1|true)")([^>]*)>')
_ADDRESS = re.compile(rb'c r="[A-Z]{1,3}(\d{1,7})"')
_SPAN_END = {name: re.compile(rb'\b%s="(\d{1,5})"' % name) for name in (b"min", b"max")}
_QUOTED = re.compile(r'"[^"]*"|\\.')
_BUILT_IN_PERCENTS = {"9", "10"}
_LAST_COLUMN = 16_384
_LETTERS = 26


@dataclass(slots=True)
class Marks:
    """Of one sheet; rows and columns from 0. `height` and `width` reach to the last cell
    that is not empty, `width` at least to column Z."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    percents: dict[int, list[int]] = field(default_factory=dict)
    indents: list[tuple[int, int, int]] = field(default_factory=list)
    height: int = 0
    width: int = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of cells that say something, by their number in the file."""

    percents: frozenset[int] = frozenset()
    indents: dict[int, int] = field(default_factory=dict)


def sheet_parts(archive: Archive) -> dict[str, str]:
    """The member that holds each sheet, by the sheet's name."""
    targets = {}
    for event, element in _elements(archive, _RELATIONSHIPS):
        if event == "start" and local_name(element) == "Relationship":
            target = attribute(element, "Target") or ""
            targets[attribute(element, "Id")] = target.lstrip("/") if target.startswith("/") else _within_xl(target)
    parts = {}
    for event, element in _elements(archive, _WORKBOOK):
        if event == "start" and local_name(element) == "sheet":
            parts[attribute(element, "name") or ""] = targets.get(attribute(element, "id"), "")
    return {name: part for name, part in parts.items() if part in archive.names}


def styles(archive: Archive) -> Styles:
    percents: set[int] = set()
    indents: dict[int, int] = {}
    percent_formats = set(_BUILT_IN_PERCENTS)
    number, is_of_cells = -1, False
    for event, element in _elements(archive, _STYLES):
        name = local_name(element)
        if name == "cellXfs":
            is_of_cells = event == "start"
        elif event == "end":
            continue
        elif name == "numFmt" and "%" in _QUOTED.sub("", attribute(element, "formatCode") or ""):
            percent_formats.add(attribute(element, "numFmtId") or "")
        elif name == "xf" and is_of_cells:
            number += 1
            if attribute(element, "numFmtId") in percent_formats:
                percents.add(number)
        elif name == "alignment" and is_of_cells and (indent := attribute(element, "indent") or "").isdecimal():
            indents[number] = int(indent)
    return Styles(frozenset(percents), {style: indent for style, indent in indents.items() if indent})


def marks_of(archive: Archive, part: str, known: Styles) -> Marks:
    marks = Marks()
    marked = {**dict.fromkeys(known.percents, 0), **known.indents}
    styled = _styled_cell(marked) if marked else None
    for stretch in _whole_rows(archive.pieces(part)):
        marks.width = max(marks.width, *(_column(letters) + 1 for letters in set(_FAR_CELL.findall(stretch))), _LETTERS)
        marks.height = max(marks.height, _last_filled_row(stretch))
        if b"hidden=" in stretch:
            marks.hidden_rows.update(int(row) - 1 for row in _HIDDEN_ROW.findall(stretch))
            marks.hidden_columns.update(chain.from_iterable(map(_column_span, _COLUMNS.findall(stretch))))
        for letters, row, text in _ERROR_CELL.findall(stretch) if b't="e"' in stretch else ():
            marks.errors.setdefault(int(row) - 1, {})[_column(letters)] = html.unescape(text.decode("utf-8", "replace"))
        for letters, row, style in styled.findall(stretch) if styled else ():
            _add_style(marks, known, _column(letters), int(row) - 1, int(style))
    return marks


def _last_filled_row(stretch: bytes) -> int:
    """The number, from 1, of the last row with a cell that has content; 0 for none. Empty cells close themselves."""
    end = max(stretch.rfind(b"</c>"), stretch.rfind(b":c>"))
    address = _ADDRESS.match(stretch, stretch.rfind(b'c r="', 0, max(end, 0)))
    return int(address[1]) if address else 0


def _add_style(marks: Marks, known: Styles, column: int, row: int, style: int) -> None:
    if style in known.percents:
        marks.percents.setdefault(column, []).append(row)
    if style in known.indents:
        marks.indents.append((row, column, known.indents[style]))


def _styled_cell(numbers: dict[int, int]) -> re.Pattern[bytes]:
    """Cells with a value in one of these styles."""
    alternatives = "|".join(map(str, sorted(numbers))).encode()
    return re.compile(
        rb'c r="([A-Z]{1,3})(\d{1,7})"[^>]*? s="(' + alternatives + rb')"(?:[^>]*[^/>])?>',
    )


def _whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces cut anew before the start of a row, so that no cell is torn."""
    carried = b""
    for piece in pieces:
        stretch = carried + piece
        cut = max(stretch.rfind(b"<row "), stretch.rfind(b":row "), 0)
        yield stretch[:cut]
        carried = stretch[cut:]
    yield carried


def _column_span(attributes: bytes) -> range:
    first, last = (found and int(found[1]) for found in (end.search(attributes) for end in _SPAN_END.values()))
    return range(first - 1, min(last, _LAST_COLUMN)) if first and last else range(0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _within_xl(target: str) -> str:
    return normpath(join("xl", target))


def _elements(archive: Archive, name: str) -> Iterator[tuple[str, etree._Element]]:
    return events(archive.pieces(name), kind=KIND) if name in archive.names else iter(())
