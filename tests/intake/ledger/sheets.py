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
