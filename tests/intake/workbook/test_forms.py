"""The forms of real ledgers, read as a whole: heads, rows, cards and defects, as a person would list them.

After a deliberate change, `python -m tests.intake.workbook.test_forms` writes the expected lists anew; read the diff.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from diaodu.intake.workbook.isolation import sheets_here
from diaodu.intake.workbook.reader import read_tables
from diaodu.intake.workbook.table import CardSheet, SheetTable
from tests.intake.workbook.forms import FORMS

EXPECTED = Path(__file__).with_name("expected")


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_read_as_a_person_reads_it(name: str) -> None:
    assert listed(FORMS[name]) == (EXPECTED / f"{name}.txt").read_text("utf-8")


def listed(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "received"
        path.write_bytes(data)
        sheets = read_tables(path, "台账.xlsx", read_hostile=sheets_here)
    lines = [line for sheet in sheets for line in (_card(sheet) if isinstance(sheet, CardSheet) else _table(sheet))]
    return "\n".join(lines) + "\n"


def _table(table: SheetTable) -> Iterator[str]:
    yield f"表 {table.sheet}"
    yield from (f"  标题 {line}" for line in table.title)
    yield f"  单位 {table.unit_note.unit if table.unit_note else '—'}"
    for column in table.header:
        slot = f" 〔{column.slot.kind}: {column.slot.words}〕" if column.slot else ""
        hidden = " 隐藏" if column.is_hidden else ""
        yield f"  列 {column.cell} {' / '.join(column.path)} {table.unit_of(column) or ''}{slot}{hidden}"
    for index, row in enumerate(table.rows):
        part = f" ⊂{row.parent}" if row.parent is not None else ""
        goes_on = f" …{row.continues}" if row.continues is not None else ""
        flags = ("★" if row.is_starred else "") + (" 隐藏" if row.is_hidden else "")
        counted = f" 〔{row.label} {row.count}〕" if row.count is not None else ""
        shown = " | ".join("" if value is None else str(value).replace("\n", "⏎") for value in row.values).rstrip(" |")
        yield f"  {index} {row.kind}{part}{goes_on}{flags}{counted} [{' > '.join(row.section)}] {shown}"
    yield from _defects(table)


def _card(card: CardSheet) -> Iterator[str]:
    yield f"卡 {card.sheet}"
    yield from (f"  标题 {line}" for line in card.title)
    yield f"  单位 {card.unit_note.unit if card.unit_note else '—'}"
    for label, cell in card.fields.items():
        yield f"  {label} ({card.units.get(label, '')}) = {cell.ref} {cell.raw}"
    for node in card.nodes:
        yield f"  节点 {node.name}: " + ", ".join(f"{head} {cell.ref} {cell.raw}" for head, cell in node.cells.items())
    for amount in card.grid:
        stretch = {1: "上旬", 2: "中旬", 3: "下旬", None: "小计"}[amount.ten_days]
        yield f"  {amount.month}月{stretch} {amount.group} {amount.cell.ref} {amount.cell.raw}"
    yield from _defects(card)


def _defects(sheet: SheetTable | CardSheet) -> Iterator[str]:
    return (f"  ! {found.cell} {found.found} → {found.expected.zh}: {found.words.zh}" for found in sheet.defects)


if __name__ == "__main__":
    for form, data in FORMS.items():
        (EXPECTED / f"{form}.txt").write_text(listed(data), "utf-8")
