"""What reading a workbook gives: tables with columns and rows, cards, and what was wrong with which cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from diaodu.engine.labels import Label
from diaodu.intake.workbook.slots import PeriodSlot


@dataclass(frozen=True, slots=True)
class CellError:
    """What Excel shows instead of a value: #REF!, #DIV/0!, #N/A."""

    text: str


Raw = str | int | float | bool | date | datetime | CellError | None


def reference(row: int, column: int) -> str:
    """The address of a cell as Excel writes it, from its row and column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return f"{letters}{row + 1}"


class Cell(NamedTuple):  # a million of them are made for one large sheet: a frozen dataclass takes three times as long
    """One cell as it was found. Row and column count from 0."""

    sheet: str
    row: int
    column: int
    raw: Raw
    is_percent: bool | None = False  # shown as per cent: 0.45 reads 45%; None if the file does not tell

    @property
    def ref(self) -> str:
        return reference(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Defect:
    """What is wrong with a cell, for the person who filled it in."""

    sheet: str
    cell: str
    found: str
    expected: Label
    words: Label


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Its path are the words of its head from top to bottom, written alike in every month."""

    number: int
    path: tuple[str, ...]
    cell: str  # the lowest cell of its head
    unit: str | None = None  # the unit in the head: 万元, %, 亩
    slot: PeriodSlot | None = None
    is_hidden: bool = False


class RowKind(StrEnum):
    """What a row of the body is."""

    DATA = "data"
    SECTION = "section"  # 一、市本级(48项)
    SUBTOTAL = "subtotal"  # 合计37个, 小计, 其中:
    NOTE = "note"  # 注：…
    REPEATED_HEADER = "repeated_header"


@dataclass(slots=True)
class TableRow:
    """A row of the body. `values` run from the table's first column on; `cell` gives them with their address."""

    kind: RowKind
    number: int  # from 0
    values: tuple[Raw, ...]
    section: tuple[str, ...] = ()  # the sections it stands in, outermost first, without numbering and counts
    label: str = ""  # a section's or subtotal's words, without numbering and count
    count: int | None = None  # the count in those words: 48 of 一、市本级(48项)
    parent: int | None = None  # index in SheetTable.rows of the project that this row is a part of
    continues: int | None = None  # index of the row above whose project goes on here: the cell of its name reaches down
    is_starred: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class UnitNote:
    """单位：万元, and where it stands; taken from the one head that names a unit of money if nothing else does."""

    unit: str
    cell: str
    is_inferred: bool = False


@dataclass(slots=True)
class SheetTable:
    """One sheet that holds a table."""

    sheet: str
    header: list[Column]
    rows: list[TableRow]
    title: tuple[str, ...] = ()  # the lines above the head
    title_slot: PeriodSlot | None = None  # the period that the title names
    unit_note: UnitNote | None = None
    header_rows: range = range(0)
    defects: list[Defect] = field(default_factory=list)
    percents: Mapping[int, frozenset[int]] | None = field(default_factory=dict)  # as in Grid
    anchors: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # cells merged into one above
    is_hidden: bool = False

    def cell(self, row: TableRow, column: Column) -> Cell:
        """The cell of a row; where it is merged with one above, that one."""
        value = row.values[column.number - self.header[0].number]
        at_row, at_column = row.number, column.number
        if self.anchors:
            at_row, at_column = self.anchors.get((at_row, at_column), (at_row, at_column))
        is_percent = None if self.percents is None else at_row in self.percents.get(at_column, ())
        return Cell(self.sheet, at_row, at_column, value, is_percent)

    def cells(self, row: TableRow) -> Iterator[tuple[Column, Cell]]:
        return ((column, self.cell(row, column)) for column in self.header)

    def unit_of(self, column: Column) -> str | None:
        """The unit of a column that holds amounts: its own, else that of the sheet's note."""
        return column.unit or (self.unit_note.unit if self.unit_note else None)

    @property
    def shape(self) -> tuple[tuple[str, ...], ...]:
        """What a mapping is remembered by: the heads, alike in every month."""
        return tuple(column.path for column in self.header)


@dataclass(frozen=True, slots=True)
class CardNode:
    """One line of a card's node table: its name and what stands under each head."""

    name: str
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class CardAmount:
    """One cell of a card's grid of months and ten-day stretches. `ten_days` is None under 小计.

    `group` are the words over the stretches, such as 计划 and 完成, if the grid has several sets of them.
    """

    month: int
    ten_days: int | None
    group: str
    cell: Cell


@dataclass(slots=True)
class CardSheet:
    """One sheet that holds one project: labels with values, a table of nodes, a grid of amounts."""

    sheet: str
    fields: dict[str, Cell]
    nodes: list[CardNode]
    grid: list[CardAmount]
    title: tuple[str, ...] = ()
    unit_note: UnitNote | None = None
    units: dict[str, str] = field(default_factory=dict)  # the unit in a field's label, by label
    defects: list[Defect] = field(default_factory=list)
    is_hidden: bool = False
