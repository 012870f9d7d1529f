"""Builds small messy workbooks as officials write them. All names and figures are made up."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]


def workbook(*sheets: "Sheet") -> bytes:
    """An .xlsx file of these sheets."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for sheet in sheets:
            sheet.write_to(book)
    return file.getvalue()


class Sheet:
    """One sheet: its rows from A1 on, and what merges, hides and formats them. `"="…` writes a formula."""

    def __init__(
        self,
        name: str,
        rows: Rows,
        *,
        merged: Sequence[str] = (),
        hidden_rows: Sequence[int] = (),
        hidden_columns: str = "",
        formats: dict[str, dict[str, Any]] | None = None,
        results: dict[str, Any] | None = None,
        is_hidden: bool = False,
    ) -> None:
        self.name, self.rows, self.merged = name, rows, merged
        self.hidden_rows, self.hidden_columns, self.is_hidden = hidden_rows, hidden_columns, is_hidden
        self.formats, self.results = formats or {}, results or {}

    def write_to(self, book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet(self.name)
        for row, values in enumerate(self.rows):
            for column, value in enumerate(values):
                self._write(book, sheet, row, column, value)
        for area in self.merged:
            sheet.merge_range(area, "")
            first = area.partition(":")[0]
            row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
            sheet.write(row, column, self.rows[row][column])
        for number in self.hidden_rows:
            sheet.set_row(number - 1, None, None, {"hidden": True})
        if self.hidden_columns:
            sheet.set_column(self.hidden_columns, None, None, {"hidden": True})
        if self.is_hidden:
            sheet.hide()

    def _write(self, book: xlsxwriter.Workbook, sheet: Any, row: int, column: int, value: Any) -> None:
        cell = xlsxwriter.utility.xl_rowcol_to_cell(row, column)
        style = book.add_format(self.formats[cell]) if cell in self.formats else None
        if cell in self.results:
            sheet.write_formula(row, column, value, style, self.results[cell])
        elif value is not None:
            sheet.write(row, column, value, style)
