"""Files that are torn, mislabelled, locked or made to do harm: refused in words, or read without harm."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from diaodu.intake.values import Limits, Refusal
from diaodu.intake.workbook.grid import WORKBOOK_LIMITS
from diaodu.intake.workbook.isolation import sheets_from_child
from diaodu.intake.workbook.reader import read_tables
from diaodu.intake.workbook.table import SheetTable
from tests.intake.workbook.forms import MONTHLY_REPORT
from tests.intake.workbook.sheets import Sheet, workbook

LEDGER = workbook(Sheet("台账", [["序号", "项目名称", "总投资"], [1, "临江大桥", 300], [2, "滨河公园", 20]]))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"


def changed(data: bytes, members: Mapping[str, str | bytes]) -> bytes:
    """The same workbook with members replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet_xml(rows: str) -> str:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'


def words_cell(ref: str, words: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{words}</t></is></c>'


def code_of_refusal(read_workbook: Any, data: bytes, name: str = "台账.xlsx", **options: Any) -> str:
    with pytest.raises(Refusal) as refused:
        read_workbook(data, name, **options)
    return refused.value.code


def names_in(table: object) -> list[object]:
    assert isinstance(table, SheetTable)
    return [row.values[1] for row in table.rows]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.xlsx", "empty-workbook"),
        (workbook(Sheet("空", [])), "a.xlsx", "empty-workbook"),
        (b"\n\n , ,\n".replace(b" ", b""), "a.csv", "empty-workbook"),
        (LEDGER[: len(LEDGER) // 2], "a.xlsx", "broken"),
        (LEDGER[:-30], "a.xlsx", "broken"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "a.xls", "not-a-workbook"),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "a.xls", "not-a-workbook"),
        (b"%PDF-1.4", "a.xlsx", "not-a-workbook"),
        (b"PK\x03\x04 word/document.xml", "a.xlsx", "not-a-workbook"),
        (OLE + "WordDocument".encode("utf-16-le") + b"\0\0", "a.xls", "not-a-workbook"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "encrypted"),
        (OLE + bytes(600), "a.xls", "broken"),
        (OLE + "Workbook".encode("utf-16-le") + bytes(600), "a.xls", "broken"),
        (bytes(range(256)) * 20, "a.csv", "unreadable-table"),
        (b'name,amount\n"bridge,1\n' + b"x,2\n" * 50_000, "a.csv", "open-quotation"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(read_workbook: Any, data: bytes, name: str, code: str) -> None:
    assert code_of_refusal(read_workbook, data, name) == code


def test_a_bomb_is_refused_by_what_it_declares(read_workbook: Any) -> None:
    data = changed(LEDGER, {"xl/media/bomb.bin": b"0" * 30 * 1024**2})
    assert code_of_refusal(read_workbook, data, limits=Limits(unpacked_bytes=20 * 1024**2)) == "zip-bomb"


def test_a_bomb_is_refused_by_what_comes_out(read_workbook: Any) -> None:
    data = changed(LEDGER, {SHEET: sheet_xml(" " * 12 * 1024**2)})
    assert code_of_refusal(read_workbook, data) == "zip-bomb"


@pytest.mark.parametrize("last", ["XFD1048576", "C1048576", "XFD9000"])
def test_a_stray_cell_far_off_is_refused_with_its_address(read_workbook: Any, last: str) -> None:
    row = re.sub(r"\D", "", last)
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{last}"><v>1</v></c></row>'
    data = changed(LEDGER, {SHEET: sheet_xml(rows)})
    with pytest.raises(Refusal) as refused:
        read_workbook(data)
    assert refused.value.code == "too-many-cells"
    assert str(refused.value.values["last"]).endswith(row)


def test_sixteen_thousand_columns_of_one_row_are_read(read_workbook: Any) -> None:
    data = workbook(
        Sheet("宽", [["序号", "项目名称", *(f"{n}号" for n in range(16_382))], [1, "临江大桥", *range(16_382)]])
    )
    (table,) = read_workbook(data)
    assert len(table.header) == 16_384
    assert table.rows[0].values[-1] == 16_381


def test_a_million_empty_formatted_rows_are_no_rows(read_workbook: Any) -> None:
    head = f'<row r="1">{words_cell("A1", "序号")}{words_cell("B1", "项目名称")}</row>'
    body = f'<row r="2"><c r="A2"><v>1</v></c>{words_cell("B2", "临江大桥")}</row>'
    empty = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>' for n in range(3, 50_003))
    empty += "".join(f'<row r="{n}" s="1"/>' for n in range(50_003, 1_048_577))
    (table,) = read_workbook(changed(LEDGER, {SHEET: sheet_xml(head + body + empty)}))
    assert names_in(table) == ["临江大桥"]


def test_entities_are_not_expanded(read_workbook: Any) -> None:
    styles = '<!DOCTYPE x [<!ENTITY a "ha">]><styleSheet>&a;</styleSheet>'
    assert code_of_refusal(read_workbook, changed(LEDGER, {"xl/styles.xml": styles})) == "unsafe-xml"


def test_macros_and_links_to_other_files_are_left_alone(read_workbook: Any) -> None:
    more = {"xl/vbaProject.bin": b"\0macro", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    (table,) = read_workbook(changed(LEDGER, more), "台账.xlsm")
    assert names_in(table) == ["临江大桥", "滨河公园"]


def test_zeros_in_a_csv_are_marked_and_harm_nobody(read_workbook: Any) -> None:
    text = (
        "序号,项目名称,备注\n" + "".join(f"{n},临江大桥{n}期工程,续建\n" for n in range(1, 30)) + "30,滨河\0公园,新建\n"
    )
    (table,) = read_workbook(text.encode(), "台账.csv")
    assert names_in(table)[-1] == "滨河\N{REPLACEMENT CHARACTER}公园"


def test_a_csv_named_xls_is_read_as_what_it_is(read_workbook: Any) -> None:
    (table,) = read_workbook("序号\t项目名称\n1\t临江大桥\n".encode("gb18030"), "导出.xls")
    assert names_in(table) == ["临江大桥"]


@pytest.mark.parametrize(
    "limits",
    [Limits(memory_bytes=100 * 1024**2, unpacked_ratio=10_000), Limits(seconds=0, unpacked_ratio=10_000)],
    ids=["memory", "time"],
)
def test_a_workbook_that_costs_too_much_is_refused(tmp_path: Path, limits: Limits) -> None:
    path = tmp_path / "received"
    cell = "<c><v>1</v></c>"
    path.write_bytes(changed(LEDGER, {SHEET: sheet_xml(f"<row>{cell * 1000}</row>" * 3000)}))
    with pytest.raises(Refusal) as refused:
        read_tables(path, "台账.xlsx", limits=limits)
    assert refused.value.code == "too-costly"


def test_the_child_reads_as_we_would(tmp_path: Path, read_workbook: Any) -> None:
    path = tmp_path / "report"
    path.write_bytes(MONTHLY_REPORT)
    assert read_tables(path, "月报.xlsx") == read_workbook(MONTHLY_REPORT)


def test_a_child_that_fails_is_a_refusal_and_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refusal) as refused:
        sheets_from_child(tmp_path / "gone.xlsx", "xlsx", WORKBOOK_LIMITS)
    assert refused.value.code == "broken"
    assert "FileNotFoundError" in caplog.text


def test_reading_needs_no_django() -> None:
    program = "import sys, diaodu.intake.workbook.reader, diaodu.intake.workbook.child; print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
