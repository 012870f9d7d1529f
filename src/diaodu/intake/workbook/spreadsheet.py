"""The sheets of an .xlsx or .xls file. Hostile files: runs in a process of its own, see `child`."""

import io
from collections.abc import Iterable, Iterator
from datetime import date

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from diaodu.intake.archive import Archive
from diaodu.intake.values import Limits, Refusal, storable
from diaodu.intake.workbook.marks import Marks, Styles, marks_of, sheet_parts, styles
from diaodu.intake.workbook.table import CellError, Raw, reference
from diaodu.intake.workbook.wire import SheetHead

Sheets = Iterator[tuple[SheetHead, Iterable[list[Raw]]]]


def sheets(data: bytes, kind: str, limits: Limits) -> Sheets:
    """Head and rows of every worksheet, one at a time. Formulas give their stored values, nothing is fetched."""
    archive = Archive(data, limits, kind=kind) if kind == "xlsx" else None
    parts = sheet_parts(archive) if archive else {}
    known = styles(archive) if archive else Styles()
    with _opened(data, kind) as workbook:
        for meta in workbook.sheets_metadata:
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            marks = marks_of(archive, parts[meta.name], known) if archive and meta.name in parts else Marks()
            _check_extent(meta.name, marks.height, marks.width, limits)
            sheet = _loaded(workbook, meta.name, kind)
            _check_extent(meta.name, sheet.total_height, sheet.total_width, limits)
            yield (
                _head(meta.name, meta.visible is not SheetVisibleEnum.Visible, sheet, marks, kind),
                _rows(sheet, marks),
            )


def _opened(data: bytes, kind: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise Refusal("encrypted") from error
    except CalamineError as error:
        raise Refusal("broken", kind=kind) from error


def _loaded(workbook: CalamineWorkbook, name: str, kind: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise Refusal("broken", kind=kind) from error


def _check_extent(sheet: str, height: int, width: int, limits: Limits) -> None:
    """A stray cell far off makes a sheet of milliards of cells, all of them empty."""
    if height * width > limits.cells:
        raise Refusal("too-many-cells", sheet=sheet, last=reference(height - 1, width - 1), most=f"{limits.cells:,}")


def _head(name: str, is_hidden: bool, sheet: CalamineSheet, marks: Marks, kind: str) -> SheetHead:
    return SheetHead(
        sheet=storable(name),
        is_hidden=is_hidden,
        merges=[(*start, *end) for start, end in sheet.merged_cell_ranges or ()],
        hidden_rows=sorted(marks.hidden_rows),
        hidden_columns=sorted(marks.hidden_columns),
        percents=marks.percents if kind == "xlsx" else None,
        indents=marks.indents,
    )


def _rows(sheet: CalamineSheet, marks: Marks) -> Iterator[list[Raw]]:
    """From row 1 and column A on, though calamine leaves out the empty columns on the left."""
    left: list[Raw] = [None] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows()):
        row = left + [_plain(value) for value in values]
        for column, text in marks.errors.get(number, {}).items():
            row.extend([None] * (column + 1 - len(row)))
            row[column] = CellError(text)
        while row and row[-1] is None:
            row.pop()
        yield row


def _plain(value: object) -> Raw:
    """Excel keeps every number as a float; a whole one is an int here, so that 410800 reads as it looks."""
    if type(value) is float:
        return int(value) if value.is_integer() else value
    if type(value) is str:
        return storable(value) if value else None
    return value if isinstance(value, int | date) else str(value)
