"""One sheet as it was found: rows of raw cells from A1 on, and what the program that wrote it says about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from diaodu.intake.values import Limits
from diaodu.intake.workbook.table import Cell, Raw

WORKBOOK_LIMITS = Limits(unpacked_bytes=512 * 1024**2, seconds=60)


class Merge(NamedTuple):
    """Cells shown as one; only the first has a value. All four from 0, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """Rows are cut after their last value, so they differ in length. Rows and columns count from 0.

    `percents` is None when the kind of file does not tell how cells are shown (.xls).
    """

    sheet: str
    rows: list[list[Raw]] = field(default_factory=list)
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percents: Mapping[int, frozenset[int]] | None = field(default_factory=dict)  # column → rows shown as per cent
    indents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    is_hidden: bool = False

    def at(self, row: int, column: int) -> Raw:
        values = self.rows[row] if row < len(self.rows) else ()
        return values[column] if column < len(values) else None

    def cell(self, row: int, column: int) -> Cell:
        is_percent = None if self.percents is None else row in self.percents.get(column, ())
        return Cell(self.sheet, row, column, self.at(row, column), is_percent)
