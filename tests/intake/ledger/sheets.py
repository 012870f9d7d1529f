"""Workbooks for tests of imports, written for each test so that what is in them stands beside what is expected."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from diaodu.facts.models import Source
from diaodu.intake.ledger.actions import confirm_import, settle_mapping, take_in_ledger
from diaodu.intake.ledger.mapping import Mapping
from diaodu.intake.ledger.tasks import carry_on
from diaodu.intake.models import LedgerImport
from tests.world import NOW, City

CODE = "2024-410802-41-01-12345{}"
HEADS = ("项目代码", "项目名称", "总投资（万元）", "计划竣工时间", "1-5月完成投资（万元）", "形象进度")
ROWS = (
    (CODE.format("6"), "城东污水处理厂", 12_000, "2025年10月", 3_500.5, "主体封顶"),
    (CODE.format("7"), "南环快速路", "54,583.00", "2026-06-30", None, "征地"),
)


def a_workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_ledger(rows: Sequence[Sequence[Any]] = ROWS, heads: Sequence[str] = HEADS) -> bytes:
    return a_workbook(("在建", [["2024年重点项目进度表"], heads, *rows]))


def taken_in(city: City, data: bytes, name: str = "2024年5月台账.xlsx", **given: Any) -> LedgerImport:
    """A ledger taken in by the dispatcher and read."""
    who = {"unit": city.unit, "by": city.dispatcher} | given
    chosen = take_in_ledger([data], name=name, at=NOW, **who)
    return gone_on(chosen)


def gone_on(chosen: LedgerImport) -> LedgerImport:
    """What a worker does with it next."""
    carry_on(chosen.pk, at=NOW)
    return LedgerImport.objects.select_related("source", "unit", "started_by").get(pk=chosen.pk)


def mapped(chosen: LedgerImport, period: str = "2024-05") -> LedgerImport:
    """The proposed mapping settled as it is, and the dry run done."""
    mappings = [table["mapping"] and Mapping.from_json(table["mapping"]) for table in chosen.tables]
    return gone_on(settle_mapping(chosen, mappings, period=period, by=chosen.started_by, at=NOW))


def imported(city: City, data: bytes, *, leave_out: bool = False, **given: Any) -> LedgerImport:
    """From the file to the ledger."""
    chosen = taken_in(city, data, **given)
    chosen = mapped(chosen) if chosen.state == "mapping" else chosen
    return gone_on(confirm_import(chosen, leave_out=leave_out, by=chosen.started_by, at=NOW))


def source_of(chosen: LedgerImport) -> Source:
    return chosen.source


def a_messy_ledger() -> bytes:
    """As offices keep it: a title, a unit note, a head of two rows, sections with counts, totals, a star, a part."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "重点项目"
    rows: list[list[Any]] = [
        ["2024年全市重点项目进展情况表（1-5月）"],
        ["单位：万元"],
        ["序号", "项目名称", "建设年限", "总投资", "年度计划投资", "实际完成", None, "责任单位", "存在问题"],
        [None, None, None, None, None, "1-5月完成投资", "形象进度", None, None],
        ["合计3个", None, None, 84_500, 30_000, 12_100, None, None, None],
        ["一、交通(2项)", None, None, None, None, None, None, None, None],
        [1, "★南环快速路", "2023-2025", "54,500", 20_000, 8_000, "路基完成 60%", "修武县", "征地未完成"],
        [2, "北门大桥", "2024.3-2025.10", 1.8, 6_000, 2_600, "桩基施工", "焦作市", "无"],
        ["二、水务(1项)", None, None, None, None, None, None, None, None],
        [3, "城东污水处理厂", "2024年", "一亿二千万", 4_000, 1_500, "主体封顶", "焦作市", None],
        ["注：总投资以批复为准。", None, None, None, None, None, None, None, None],
    ]
    for row in rows:
        sheet.append(row)
    for cells in ("A1:I1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:G3", "H3:H4", "I3:I4"):
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
