"""Cards, one project a sheet, as tables of one row: labels are the columns, and so is every cell of the grid."""

from diaodu.intake.workbook.slots import PeriodSlot, SlotKind
from diaodu.intake.workbook.table import CardSheet, Cell, Column, Raw, RowKind, SheetTable, TableRow


def table_of_card(card: CardSheet) -> tuple[SheetTable, dict[int, str]]:
    """The table, and where each of its columns stands on the sheet."""
    unit = card.unit_note.unit if card.unit_note else None
    columns: list[Column] = []
    cells: list[Cell] = []
    for label, cell in card.fields.items():
        columns.append(Column(len(columns), (label,), cell.ref, unit=card.units.get(label)))
        cells.append(cell)
    for amount in card.grid:
        if amount.ten_days is not None:  # 小计 is the sum of the others
            slot = PeriodSlot(SlotKind.TEN_DAYS, "旬", month=amount.month, ten_days=amount.ten_days)
            path = ("旬完成投资", f"{amount.month}月{'上中下'[amount.ten_days - 1]}旬")
            columns.append(Column(len(columns), path, amount.cell.ref, unit=unit, slot=slot))
            cells.append(amount.cell)
    values: tuple[Raw, ...] = tuple(cell.raw for cell in cells)
    row = TableRow(RowKind.DATA, min((cell.row for cell in cells), default=0), values)
    table = SheetTable(
        card.sheet, columns, [row], card.title, unit_note=card.unit_note, defects=card.defects, is_hidden=card.is_hidden
    )
    return table, {column.number: cell.ref for column, cell in zip(columns, cells, strict=True)}
