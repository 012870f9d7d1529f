"""In a real browser: a name opens its sentence in the side sheet, and a ledger narrows as one types."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from diaodu.meetings.models import Meeting
from tests.browser import sign_in
from tests.web.held import a_held_meeting
from tests.world import City, a_city

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def meeting(city: City) -> Meeting:
    return a_held_meeting(city)


def test_a_date_opens_its_sentence_and_escape_closes_it(
    page: Page, live_server: LiveServer, city: City, meeting: Meeting
) -> None:
    sign_in(page, live_server, city.leader)
    page.goto(f"{live_server.url}/meetings/{meeting.pk}/")
    page.get_by_role("link", name="2024-05-29").click()
    expect(page.locator("#sheet mark").first).to_contain_text("5月29日")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()


def test_a_ledger_narrows_as_one_types(page: Page, live_server: LiveServer, city: City, meeting: Meeting) -> None:
    sign_in(page, live_server, city.leader)
    page.goto(f"{live_server.url}/projects/")
    expect(page.locator("#rows tbody tr")).to_have_count(2)
    page.get_by_label("名称包含").fill("山区")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    assert "name=%E5%B1%B1%E5%8C%BA" in page.url
    page.reload()
    expect(page.locator("#rows tbody tr")).to_have_count(1)


def test_a_corrected_name_stands_on_a_phone(phone: Page, live_server: LiveServer, city: City, meeting: Meeting) -> None:
    sign_in(phone, live_server, city.dispatcher)
    phone.goto(f"{live_server.url}/projects/?name=山区")
    phone.get_by_role("link", name="北部山区生态修复", exact=True).click()
    phone.get_by_text("更正名称").first.click()
    phone.get_by_label("名称").fill("北部山区生态修复工程")
    phone.get_by_label("原因").fill("按发改委批复名称")
    phone.get_by_role("button", name="更正名称").click()
    expect(phone.locator("h1")).to_have_text("北部山区生态修复工程")
