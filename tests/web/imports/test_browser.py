"""The whole way in a real browser: a messy ledger comes in, is mapped, tried, imported, and leads to its cells."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from diaodu.facts.models import Fact
from diaodu.projects.models import Project
from tests.browser import sign_in
from tests.intake.ledger.sheets import a_messy_ledger
from tests.world import City, a_city, run_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city() -> City:
    return a_city()


def test_from_a_messy_ledger_to_the_cell_behind_a_name(
    page: Page, live_server: LiveServer, city: City, tmp_path: Path
) -> None:
    file = tmp_path / "重点项目台账.xlsx"
    file.write_bytes(a_messy_ledger())
    sign_in(page, live_server, city.dispatcher)
    page.goto(f"{live_server.url}/collect/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="收下", exact=True).click()
    expect(page.get_by_text("即将开始")).to_be_visible()
    run_tasks()
    expect(page.get_by_label("“项目名称”填什么")).to_have_value("name")
    expect(page.get_by_label("本表的报告期")).to_have_value("2024-05")
    page.get_by_role("button", name="试算", exact=True).click()
    expect(page.get_by_text("即将开始")).to_be_visible()
    run_tasks()
    expect(page.locator(".imports-trouble")).to_contain_text("一亿二千万")
    page.get_by_label("整行略过 1 行").check()
    page.get_by_role("button", name="导入 2 行").click()
    expect(page.get_by_text("即将开始")).to_be_visible()
    run_tasks()
    expect(page.get_by_text("已导入，流水号")).to_be_visible()
    assert set(Project.objects.values_list("name", flat=True)) == {"南环快速路", "北门大桥"}
    page.goto(f"{live_server.url}/projects/{Project.objects.get(name='南环快速路').pk}/")
    page.locator(".dd-evidence", has_text="南环快速路").first.click()
    expect(page.locator("#sheet mark").first).to_have_text("★南环快速路")
    assert Fact.objects.get(measure__code="invested_ytd", number=8_000_000_000).cell == "F7"
