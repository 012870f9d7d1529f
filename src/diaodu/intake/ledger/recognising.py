"""The tables of a file, and whether it is an export of ours: then it names its projects and its columns itself."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from diaodu.intake.ledger.cards import table_of_card
from diaodu.intake.ledger.mapping import ColumnUse, Mapping
from diaodu.intake.ledger.targets import NAME
from diaodu.intake.workbook.cards import card_of
from diaodu.intake.workbook.grid import Grid
from diaodu.intake.workbook.reader import read_grids
from diaodu.intake.workbook.table import Column, RowKind, SheetTable, TableRow, reference
from diaodu.intake.workbook.tables import table_of

# The hidden sheet of an export of ours: one cell of JSON. Its hidden first column holds each row's subject.
SHEET_OF_EXPORT = "_diaodu"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class ExportHead:
    """What an export says about itself: what was known when it was made, and what each column is."""

    position: int
    sheet: str
    columns: tuple[ColumnUse, ...]
    key_column: int = 0

    @property
    def mapping(self) -> Mapping:
        return Mapping(self.columns)


@dataclass(slots=True)
class Recognised:
    """One table of a file. `places` are those of a card's columns."""

    table: SheetTable
    places: dict[int, str] = field(default_factory=dict)
    export: ExportHead | None = None


def recognise(path: Path, name: str) -> list[Recognised]:
    """Every table that has columns and rows, hidden sheets left out. Raises Refusal over what cannot be read."""
    grids = read_grids(path, name)
    head = _export_head(grids)
    found = []
    for grid in grids:
        if grid.is_hidden:
            continue
        if head is not None and head.sheet == grid.sheet:
            found.append(Recognised(_own_table(grid), export=head))
            continue
        card = card_of(grid)
        table, places = table_of_card(card) if card else (table_of(grid), {})
        if table.header and table.rows:
            found.append(Recognised(table, places))
    return found


def _own_table(grid: Grid) -> SheetTable:
    """Of an export the head is known: it need not be recognised, nor do its rows have sections."""
    width = len(grid.rows[0])
    header = [Column(number, (str(words),), reference(0, number)) for number, words in enumerate(grid.rows[0])]
    rows = [
        TableRow(RowKind.DATA, number, tuple(values[:width] + [None] * (width - len(values))))
        for number, values in enumerate(grid.rows[1:], start=1)
        if any(value is not None for value in values[:width])
    ]
    return SheetTable(grid.sheet, header, rows, header_rows=range(1))


def _export_head(grids: list[Grid]) -> ExportHead | None:
    sheet = next((grid for grid in grids if grid.sheet == SHEET_OF_EXPORT), None)
    if sheet is None:
        return None
    try:
        said = json.loads(str(sheet.at(0, 0)))
        if said["format"] != FORMAT:
            return None
        columns = tuple(
            ColumnUse(column["column"], column["fills"], unit=column["unit"], period=column["period"])
            for column in said["columns"]
        )
        head = ExportHead(int(said["position"]), str(said["sheet"]), columns, int(said["key_column"]))
    except (ValueError, KeyError, TypeError):
        return None  # somebody has written over it: the file is read like any other
    return head if any(use.fills == NAME for use in columns) else None
