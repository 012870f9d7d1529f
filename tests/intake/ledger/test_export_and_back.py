"""Export, edit, import back: only what changed changes; what both sides changed is shown and not overwritten."""

import io
from collections.abc import Mapping
from datetime import date

import openpyxl
import pytest

from diaodu.accounts.known import Known
from diaodu.facts.models import Fact
from diaodu.intake.ledger.actions import confirm_import
from diaodu.intake.ledger.exporting import export_projects, measured_columns, own_columns
from diaodu.intake.models import ImportState, LedgerImport, PlannedRow
from diaodu.projects.actions import rename_project
from diaodu.projects.models import Project
from tests.intake.ledger.sheets import a_ledger, gone_on, imported, taken_in
from tests.world import NOW, TODAY, City, a_city

pytestmark = pytest.mark.django_db


def exported(city: City) -> bytes:
    known = Known(city.sees(city.dispatcher), None, TODAY)
    columns = [*own_columns(), *measured_columns(["invested_ytd", "image_progress"], "2024-05")]
    out = io.BytesIO()
    export_projects(known.visible(Project), columns, out, known=known, sheet="项目台账", filters={})
    return out.getvalue()


def edited(data: bytes, changes: Mapping[tuple[str, str], object]) -> bytes:
    """The workbook with cells changed by (project, beginning of the head)."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["项目台账"]
    heads = [str(cell.value) for cell in sheet[1]]
    for (name, head), value in changes.items():
        row = next(row for row in sheet.iter_rows(min_row=2) if name in [cell.value for cell in row])
        row[next(at for at, words in enumerate(heads) if words.startswith(head))].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tried(city: City, data: bytes) -> LedgerImport:
    return taken_in(city, data, name="项目台账-改.xlsx")


def test_an_export_imported_back_changes_nothing() -> None:
    city = a_city()
    imported(city, a_ledger())
    chosen = tried(city, exported(city))
    assert chosen.state == ImportState.PLANNED, "nobody need be asked what the columns are"
    assert (chosen.counts["unchanged"], chosen.counts["changed"], chosen.counts["new"]) == (2, 0, 0)


def test_only_what_was_edited_changes() -> None:
    city = a_city()
    imported(city, a_ledger())
    changes = {("城东污水处理厂", "阶段"): "在建", ("城东污水处理厂", "本年累计完成投资"): 4100.25}
    chosen = tried(city, edited(exported(city), changes))
    (row,) = PlannedRow.objects.filter(ledger_import=chosen, state="changed")
    assert [(cell["target"], cell["old"], cell["new"]) for cell in row.cells] == [
        ("phase", "", "building"), ("measure:invested_ytd", "3,500.5", "4,100.25"),
    ]  # fmt: skip
    gone_on(confirm_import(chosen, leave_out=False, by=city.dispatcher, at=NOW))
    project = Project.objects.get(name="城东污水处理厂")
    assert (project.phase, project.planned_finish_on) == ("building", date(2025, 10, 31))
    assert Fact.objects.current().get(measure__code="invested_ytd", subject=project.subject).number == 4_100_250_000


def test_a_cell_that_was_emptied_is_emptied() -> None:
    city = a_city()
    imported(city, a_ledger())
    changes = {("城东污水处理厂", "计划竣工"): None, ("城东污水处理厂", "形象进度"): None}
    chosen = tried(city, edited(exported(city), changes))
    gone_on(confirm_import(chosen, leave_out=False, by=city.dispatcher, at=NOW))
    project = Project.objects.get(name="城东污水处理厂")
    assert project.planned_finish_on is None
    assert Fact.objects.current().get(measure__code="image_progress", subject=project.subject).not_reported


def test_what_both_sides_changed_is_a_conflict() -> None:
    city = a_city()
    imported(city, a_ledger())
    data = edited(exported(city), {("城东污水处理厂", "项目名称"): "城东水务中心"})
    project = Project.objects.get(name="城东污水处理厂")
    rename_project(project, name="城东净水厂", reason="批复", by=city.dispatcher, at=NOW)
    chosen = tried(city, data)
    (row,) = PlannedRow.objects.filter(ledger_import=chosen, state="problem")
    assert "城东净水厂" in row.troubles[0]["zh"]


def test_a_renamed_project_is_found_by_its_hidden_key() -> None:
    city = a_city()
    imported(city, a_ledger())
    changes = {("南环快速路", "项目代码"): None, ("南环快速路", "项目名称"): "南环快速通道"}
    chosen = tried(city, edited(exported(city), changes))
    assert (chosen.counts["changed"], chosen.counts["new"]) == (1, 0)
