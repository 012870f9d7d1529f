"""The grid in a real browser: typing, pasting, undoing, and two people at one cell."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from diaodu.facts.models import Citation
from diaodu.projects.actions import describe_project, found_project
from diaodu.projects.models import Project
from tests.browser import sign_in
from tests.world import NOW, City, a_city

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COLUMNS = "?column=name&column=planned_start_on&column=sponsor&column=plan"


@pytest.fixture
def city() -> City:
    city = a_city()
    for name in ("甲项目", "乙项目", "丙项目"):
        project = found_project(name, unit=city.county, by=city.dispatcher, at=NOW)
        describe_project(project, {"sponsor": f"{name}的领导"}, by=city.dispatcher, at=NOW)
    return city


@pytest.fixture
def grid(page: Page, live_server: LiveServer, city: City) -> Page:
    sign_in(page, live_server, city.reporter)
    page.goto(f"{live_server.url}/projects/{COLUMNS}")
    expect(rows(page)).to_have_count(3)
    return page


def rows(page: Page) -> Locator:
    return page.locator("#grid .tabulator-tableholder .tabulator-row")


def cell(page: Page, row: int, column: str) -> Locator:
    return rows(page).nth(row).locator(f'[tabulator-field="{column}"]')


def paste(page: Page, words: str) -> None:
    """What the clipboard of a spreadsheet puts into the cell that has the focus."""
    page.evaluate(
        """words => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", words);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
        }""",
        words,
    )


def sponsors() -> set[str]:
    return set(Project.objects.values_list("sponsor", flat=True))


def test_what_is_typed_is_saved_and_rests_on_who_typed_it(grid: Page, city: City) -> None:
    cell(grid, 0, "sponsor").click()
    grid.keyboard.press("Enter")
    grid.keyboard.type("惠康")
    grid.keyboard.press("Enter")
    expect(grid.locator("#grid-status")).to_contain_text("已存")
    assert Project.objects.filter(sponsor="惠康").exists()
    assert Citation.objects.filter(field="sponsor", typed_by=city.reporter).exists()


def test_a_pasted_block_with_one_wrong_cell_loses_nothing_and_is_undone_at_once(grid: Page) -> None:
    before = sponsors()
    cell(grid, 0, "planned_start_on").click()
    paste(grid, "2024-06-01\t惠康\r\n六月底\t李瑞霞\r\n2024-07-01\t严若谷\r\n")
    expect(cell(grid, 1, "planned_start_on")).to_contain_text("请写成")
    expect(cell(grid, 1, "planned_start_on")).to_contain_text("六月底")
    assert sponsors() == {"惠康", "李瑞霞", "严若谷"}
    cell(grid, 2, "sponsor").click()
    grid.keyboard.press("Control+z")
    expect(grid.locator("#grid-troubles")).to_be_hidden()
    expect(cell(grid, 0, "sponsor")).to_contain_text("的领导")
    assert sponsors() == before


def test_a_cell_that_is_not_edited_here_keeps_what_was_pasted_and_says_why(grid: Page) -> None:
    cell(grid, 0, "plan").click()
    expect(grid.locator("#grid-line")).to_contain_text("年度计划凭文号调整")
    paste(grid, "500")
    expect(cell(grid, 0, "plan")).to_contain_text("500")
    expect(grid.locator("#grid-troubles")).to_contain_text("年度计划凭文号调整")
    grid.get_by_role("button", name="恢复原值").click()
    expect(cell(grid, 0, "plan")).to_have_text("未报")


def test_fill_down_copies_the_first_of_the_selection(grid: Page) -> None:
    first = cell(grid, 0, "sponsor")
    words = first.inner_text()
    first.click()
    grid.keyboard.press("Shift+ArrowDown")
    grid.keyboard.press("Control+d")
    expect(cell(grid, 1, "sponsor")).to_have_text(words)
    expect(grid.locator("#grid-status")).to_contain_text("已存")
    assert Project.objects.filter(sponsor=words).count() == 2


@pytest.fixture
def other(browser: Browser, live_server: LiveServer, city: City) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    sign_in(page, live_server, city.dispatcher)
    page.goto(f"{live_server.url}/projects/{COLUMNS}")
    expect(rows(page)).to_have_count(3)
    yield page
    context.close()


@pytest.mark.parametrize(("button", "stands"), [("保留对方的", "李瑞霞"), ("改为我的", "惠康")])
def test_two_browsers_at_one_cell_see_each_other(grid: Page, other: Page, button: str, stands: str) -> None:
    for page, words in ((other, "李瑞霞"), (grid, "惠康")):
        cell(page, 0, "sponsor").click()
        page.keyboard.press("Enter")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        if page is other:
            expect(page.locator("#grid-status")).to_contain_text("已存")
    expect(cell(grid, 0, "sponsor")).to_contain_text("对方 李瑞霞")
    expect(grid.locator("#grid-troubles")).to_contain_text("陆向明")
    assert {"李瑞霞"} < sponsors()
    grid.get_by_role("button", name=button).click()
    expect(cell(grid, 0, "sponsor")).to_have_text(stands)
    expect(grid.locator("#grid-status")).not_to_contain_text("正在保存")
    assert stands in sponsors()


def test_a_filter_in_a_head_stands_in_the_address(grid: Page) -> None:
    head = grid.locator('#grid [tabulator-field="sponsor"] .tabulator-header-filter input')
    head.fill("乙项目")
    head.press("End")  # as the last key of an input method is let go
    expect(rows(grid)).to_have_count(1)
    assert "sponsor=%E4%B9%99" in grid.url
    grid.reload()
    expect(rows(grid)).to_have_count(1)
    expect(grid.locator("#grid .tabulator-calcs-bottom")).to_contain_text("去重合计 1 个项目")


def test_a_phone_reads_cards(phone: Page, live_server: LiveServer, city: City) -> None:
    sign_in(phone, live_server, city.leader)
    phone.goto(f"{live_server.url}/projects/")
    expect(phone.locator("#rows tbody tr").first).to_be_visible()
    expect(phone.locator("#grid")).to_be_hidden()
