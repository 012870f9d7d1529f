"""Problems come back in the same workbook: the cells marked with words, and a sheet that lists them."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from diaodu.engine.labels import Label
from diaodu.intake.models import LedgerImport, PlannedRow
from diaodu.intake.workbook.grid import Grid
from diaodu.intake.workbook.reader import read_grids
from diaodu.intake.workbook.table import CellError

SHEET_OF_PROBLEMS = Label("问题清单", "Problems")
_HEADS = (Label("工作表", "Sheet"), Label("单元格", "Cell"), Label("项目", "Project"), Label("所填", "Found"),
          Label("问题", "Problem"))  # fmt: skip
_STOPPING, _NOTED = PatternFill("solid", fgColor="F8D7DA"), PatternFill("solid", fgColor="FFF3CD")
_AUTHOR = "Diaodu"


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell with what is said about it."""

    sheet: str
    cell: str
    name: str
    found: str
    words: str
    stops: bool


def marked_workbook(chosen: LedgerImport, path: Path, *, language: str) -> bytes:
    """The file as it came, its problems marked; of a format that cannot be written, a workbook of the same layout."""
    marks = list(marks_of(chosen, language))
    book = _opened(path) or _laid_out_alike(read_grids(path, chosen.source.name))
    for mark in marks:
        if mark.cell and mark.sheet in book.sheetnames:
            _mark(book[mark.sheet], mark)
    _list(book, marks, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def marks_of(chosen: LedgerImport, language: str) -> Iterator[Mark]:
    """What a dry run found, row by row. A row that is asked about is marked where it stands."""
    sheets = [table["sheet"] for table in chosen.tables if table["mapping"] is not None]
    for row in PlannedRow.objects.filter(ledger_import=chosen).exclude(troubles=[], alike=[]):
        sheet = sheets[row.table]
        for trouble in row.troubles:
            words = trouble["zh" if language.startswith("zh") else "en"]
            yield Mark(sheet, trouble["cell"] or f"A{row.number}", row.name, trouble["found"], words, trouble["stops"])
        if row.alike:
            alike = "、".join(one["name"] for one in row.alike)
            words = Label(
                f"与已有项目相似：{alike}。请确认是否同一项目。", f"Resembles {alike}. Say whether it is the same."
            )
            yield Mark(sheet, f"A{row.number}", row.name, "", words.in_language(language), stops=True)


def _opened(path: Path) -> Workbook | None:
    """The workbook as it came; None for .xls, .csv and what this library cannot write back."""
    try:
        with path.open("rb") as file:
            return openpyxl.load_workbook(file)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError):
        return None


def _laid_out_alike(grids: Iterable[Grid]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(grid.sheet[:31])
        for row, values in enumerate(grid.rows, start=1):
            for column, value in enumerate(values, start=1):
                if value is not None:
                    sheet.cell(row, column, _writable(value))
        for merge in grid.merges:
            sheet.merge_cells(None, merge.top + 1, merge.left + 1, merge.bottom + 1, merge.right + 1)
    return book


def _writable(value: Any) -> Any:
    words = value.text if isinstance(value, CellError) else value
    if not isinstance(words, str):
        return words
    return "".join(sign for sign in words if sign >= " " or sign in "\n\t")


def _mark(sheet: Worksheet, mark: Mark) -> None:
    cell = sheet[mark.cell]
    if isinstance(cell, MergedCell):
        home = next((merged for merged in sheet.merged_cells.ranges if mark.cell in merged), None)
        cell = sheet.cell(home.min_row, home.min_col) if home else cell
    if not isinstance(cell, Cell):
        return
    cell.fill = _STOPPING if mark.stops else _NOTED
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + mark.words, _AUTHOR, width=280, height=90)


def _list(book: Workbook, marks: Iterable[Mark], language: str) -> None:
    """A sheet in front that lists them, each with a link to its cell."""
    sheet = book.create_sheet(_free_name(book.sheetnames, SHEET_OF_PROBLEMS.in_language(language)), 0)
    for column, head in enumerate(_HEADS, start=1):
        sheet.cell(1, column, head.in_language(language)).font = Font(bold=True)
    for row, mark in enumerate(marks, start=2):
        for column, words in enumerate((mark.sheet, mark.cell, mark.name, mark.found, mark.words), start=1):
            sheet.cell(row, column, _writable(words))
        quoted = mark.sheet.replace("'", "''")
        sheet.cell(row, 2).hyperlink = f"#'{quoted}'!{mark.cell}"
    for letter, width in zip("ABCDE", (16, 9, 34, 24, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.active = 0


def _free_name(taken: Iterable[str], wanted: str) -> str:
    names = set(taken)
    return next(name for name in (wanted, *(f"{wanted} {n}" for n in range(2, 100))) if name not in names)
