"""What is wrong with a row is said in its cell, keeps its row out and nothing else, and comes back in the workbook."""

import io

import openpyxl
import pytest

from diaodu.facts.blobs import blob_path
from diaodu.intake.ledger.actions import ImportRefused, confirm_import, decide_rows
from diaodu.intake.ledger.marking import marked_workbook
from diaodu.intake.models import LedgerImport, PlannedRow
from diaodu.projects.actions import found_project
from diaodu.projects.models import Project
from tests.intake.ledger.sheets import CODE, ROWS, a_ledger, a_messy_ledger, gone_on, imported, mapped, taken_in
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db
WRONG = ((CODE.format("8"), "西关小学", "很多", "2025年", 100, "装修"), *ROWS)


def found(chosen: LedgerImport, state: str = "problem") -> list[tuple[int, str]]:
    rows = PlannedRow.objects.filter(ledger_import=chosen, state=state)
    return [(row.number, trouble["cell"]) for row in rows for trouble in row.troubles]


def marked(chosen: LedgerImport) -> openpyxl.Workbook:
    data = marked_workbook(chosen, blob_path(chosen.source.sha256), language="zh-hans")
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_wrong_cell_keeps_its_row_out_only_when_a_person_says_so() -> None:
    city = a_city()
    chosen = mapped(taken_in(city, a_ledger(WRONG)))
    assert (found(chosen), chosen.counts["new"]) == ([(3, "C3")], 2)
    with pytest.raises(ImportRefused, match="problems-left"):
        confirm_import(chosen, leave_out=False, by=city.dispatcher, at=NOW)
    gone_on(confirm_import(chosen, leave_out=True, by=city.dispatcher, at=NOW))
    assert set(Project.objects.values_list("name", flat=True)) == {row[1] for row in ROWS}


def test_problems_come_back_marked_in_the_same_workbook() -> None:
    book = marked(mapped(taken_in(a_city(), a_ledger(WRONG))))
    cell = book["在建"]["C3"]
    assert (cell.value, cell.fill.fgColor.rgb, "很多" in str(cell.comment.text)) == ("很多", "00F8D7DA", True)
    listed = list(book["问题清单"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1], row[2]) for row in listed] == [("在建", "C3", "西关小学")]


def test_a_csv_comes_back_as_a_workbook_of_the_same_layout() -> None:
    lines = "项目名称,总投资(万元)\n西关小学,很多\n东关小学,900\n"
    book = marked(mapped(taken_in(a_city(), lines.encode(), name="台账.csv")))
    sheet = book[book.sheetnames[1]]
    assert (sheet["A3"].value, sheet["B2"].value, sheet["B2"].comment is not None) == ("东关小学", "很多", True)


def test_one_project_twice_in_a_table_is_a_problem() -> None:
    twice = [*ROWS, (ROWS[0][0], "城东污水处理厂(二次)", 1, "2025年", 1, "")]
    assert found(mapped(taken_in(a_city(), a_ledger(twice)))) == [(5, "B5")]


def test_an_unknown_unit_is_noted_and_stops_nothing() -> None:
    lines = "项目名称,责任单位\n西关小学,不存在局\n"
    chosen = mapped(taken_in(a_city(), lines.encode(), name="台账.csv"))
    assert (found(chosen, "new"), chosen.counts["problem"]) == ([(2, "B2")], 0)


def test_a_reporter_cannot_write_another_units_project() -> None:
    city = a_city()
    imported(city, a_ledger())
    chosen = mapped(taken_in(city, a_ledger(), by=city.reporter, unit=city.county))
    assert chosen.counts["problem"] == 2
    assert all("其他单位" in row.troubles[0]["zh"] for row in PlannedRow.objects.filter(ledger_import=chosen))


def alike(city: City) -> LedgerImport:
    found_project("北门大桥新建工程", unit=city.unit, by=city.dispatcher, at=NOW)
    return mapped(taken_in(city, "项目名称,建设地点\n北门大桥新建工程二期,北门\n".encode(), name="台账.csv"))


@pytest.mark.parametrize("is_new", [True, False])
def test_a_row_that_resembles_a_project_is_for_a_person_to_decide(is_new: bool) -> None:
    city = a_city()
    chosen = alike(city)
    (row,) = PlannedRow.objects.filter(ledger_import=chosen, state="asked")
    decided = None if is_new else row.alike[0]["subject"]
    chosen = gone_on(decide_rows(chosen, {row.pk: decided}, by=city.dispatcher, at=NOW))
    gone_on(confirm_import(chosen, leave_out=False, by=city.dispatcher, at=NOW))
    assert Project.objects.filter(place="北门").count() == 1
    assert Project.objects.count() == (2 if is_new else 1)


def test_a_messy_ledger_is_read_as_its_office_means_it() -> None:
    chosen = mapped(taken_in(a_city(), a_messy_ledger(), name="重点项目台账.xlsx"))
    assert (found(chosen), chosen.counts["new"], chosen.period) == ([(10, "D10")], 2, "2024-05")


def test_a_cumulative_figure_that_falls_is_stopped() -> None:
    city = a_city()
    imported(city, a_ledger())
    heads = ("项目代码", "项目名称", "1-6月完成投资（万元）")
    later = a_ledger([(ROWS[0][0], ROWS[0][1], 3_000)], heads)
    chosen = mapped(taken_in(city, later, name="6月.xlsx"), period="2024-06")
    assert found(chosen) == [(3, "C3")]
