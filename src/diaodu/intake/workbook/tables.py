"""A grid as a table: its head, its rows, and what is wrong on the face of it."""

from collections.abc import Iterator

from diaodu.engine.labels import Label
from diaodu.intake.workbook.counts import count_defects
from diaodu.intake.workbook.grid import Grid
from diaodu.intake.workbook.headers import find_heading
from diaodu.intake.workbook.rows import Body
from diaodu.intake.workbook.table import CellError, Defect, SheetTable, reference

_FORMULA_WORDS = Label(
    zh="公式出错，没有结果。请更正公式，或直接填写数值。",
    en="The formula fails and has no result. Please mend it, or type the value.",
)
_A_VALUE = Label(zh="一个值", en="a value")


def table_of(grid: Grid) -> SheetTable:
    """Without a head that can be recognised it has no columns, no rows, and a defect that says so."""
    heading = find_heading(grid)
    if heading is None:
        return SheetTable(grid.sheet, [], [], defects=[_no_head(grid)], is_hidden=grid.is_hidden)
    body = Body(grid, heading)
    table = SheetTable(
        sheet=grid.sheet,
        header=heading.columns,
        rows=body.read(),
        title=heading.title,
        title_slot=heading.title_slot,
        unit_note=heading.unit_note,
        header_rows=heading.rows,
        percents=grid.percents,
        anchors=body.anchors,
        is_hidden=grid.is_hidden,
    )
    table.defects.extend(count_defects(table))
    table.defects.extend(failed_formulas(grid))
    return table


def failed_formulas(grid: Grid) -> Iterator[Defect]:
    """#REF!, #DIV/0! and their like, wherever they stand."""
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if type(value) is CellError:
                yield Defect(grid.sheet, reference(row, column), value.text, _A_VALUE, _FORMULA_WORDS)


def _no_head(grid: Grid) -> Defect:
    row = next(number for number, values in enumerate(grid.rows) if values)
    column = next(number for number, value in enumerate(grid.rows[row]) if value is not None)
    return Defect(
        sheet=grid.sheet,
        cell=reference(row, column),
        found=str(grid.rows[row][column]),
        expected=Label(zh="表头", en="a row of column heads"),
        words=Label(
            zh="没有找到表头：上方应有一行写明各列名称，如“项目名称”“总投资”。",
            en="No column heads were found: one row near the top should name every column, such as 项目名称 or 总投资.",
        ),
    )
