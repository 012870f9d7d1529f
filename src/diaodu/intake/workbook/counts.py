"""The counts that sections and totals name, against the rows that stand there."""

import re
from collections.abc import Iterator, Sequence

from diaodu.engine.labels import Label
from diaodu.intake.workbook.table import Column, Defect, RowKind, SheetTable, TableRow, reference

_GRAND_TOTAL = re.compile(r"^(?:总|合|共)")


def count_defects(table: SheetTable) -> Iterator[Defect]:
    """One for every count that fits neither the projects alone nor the projects with their parts."""
    for index, row in enumerate(table.rows):
        if row.count is None:
            continue
        if row.kind is RowKind.SECTION:
            spans = [_section(table.rows, index)]
        elif row.kind is RowKind.SUBTOTAL and not row.label.startswith("其中"):
            spans = _spans_of_total(table.rows, index)
        else:
            continue
        found = [_projects(span) for span in spans]
        if all(row.count not in numbers for numbers in found):
            yield _defect(table, row, found[0][0])


def _section(rows: Sequence[TableRow], index: int) -> Sequence[TableRow]:
    """The rows from a section's head to the next one that is not within it, or to the grand total."""
    depth = len(rows[index].section)
    for end in range(index + 1, len(rows)):
        is_next = rows[end].kind is RowKind.SECTION and len(rows[end].section) <= depth
        if is_next or (rows[end].kind is RowKind.SUBTOTAL and _GRAND_TOTAL.match(rows[end].label) and end > index + 1):
            return rows[index + 1 : end]
    return rows[index + 1 :]


def _spans_of_total(rows: Sequence[TableRow], index: int) -> list[Sequence[TableRow]]:
    """What a total may be of: the whole table, and the section that it stands in or that ends before it."""
    spans: list[Sequence[TableRow]] = [rows] if _GRAND_TOTAL.match(rows[index].label) else []
    for start in range(index - 1, -1, -1):
        if rows[start].kind is RowKind.SECTION:
            spans.append(rows[start + 1 : index])
    return spans or [rows[:index]]


def _projects(rows: Sequence[TableRow]) -> tuple[int, int]:
    """How many projects there are, without and with their parts."""
    projects = [row for row in rows if row.kind is RowKind.DATA and row.continues is None]
    return sum(row.parent is None for row in projects), len(projects)


def _defect(table: SheetTable, row: TableRow, found: int) -> Defect:
    column = _first_filled(table.header, row)
    return Defect(
        sheet=table.sheet,
        cell=reference(row.number, column),
        found=str(row.count),
        expected=Label(zh=f"{found}项", en=str(found)),
        words=Label(
            zh=f"“{row.label}”写明{row.count}项，表中列有{found}项，请核对。",
            en=f"“{row.label}” says {row.count}, the list has {found} here. Please check.",
        ),
    )


def _first_filled(header: Sequence[Column], row: TableRow) -> int:
    first = header[0].number
    return next(first + offset for offset, value in enumerate(row.values) if value is not None)
