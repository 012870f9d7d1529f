"""The messy ledger of the demo: read by the import as an office's own would be."""

from pathlib import Path

from diaodu.demo.cast import NAMED, NAMED_AT, WEIGHTS
from diaodu.demo.messy_ledger import write_messy_ledger
from diaodu.demo.portfolio import portfolio
from diaodu.intake.workbook.amounts import as_money_fen
from diaodu.intake.workbook.reader import read_tables
from diaodu.intake.workbook.table import Defect, RowKind, SheetTable


def messy_table(folder: Path) -> SheetTable:
    path = folder / "台账.xlsx"
    write_messy_ledger(path, portfolio(WEIGHTS, count=292, named=NAMED, named_at=NAMED_AT))
    (table,) = read_tables(path, path.name)
    assert isinstance(table, SheetTable)
    return table


def test_its_heads_sections_and_sums_are_recognised(tmp_path: Path) -> None:
    table = messy_table(tmp_path)
    assert ("1-N月完成情况", "完成投资") in [column.path for column in table.header]
    kinds = [row.kind for row in table.rows]
    assert (kinds.count(RowKind.SECTION), kinds.count(RowKind.SUBTOTAL)) == (3, 1)
    assert [defect.found for defect in table.defects] == ["#DIV/0!"]


def test_three_cells_are_no_amounts_of_yuan(tmp_path: Path) -> None:
    table = messy_table(tmp_path)
    (done,) = [column for column in table.header if column.path[-1] == "完成投资"]
    cells = [table.cell(row, done) for row in table.rows if row.kind is RowKind.DATA]
    wrong = [cell for cell in cells if isinstance(as_money_fen(cell, "万元"), Defect)]
    assert len(wrong) == 3
