"""In a real browser: a report from the first figure to acceptance, on a desk and on a phone, in both languages."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from diaodu.facts.reporting import Submission
from tests.browser import sign_in
from tests.web.reports.reporting import Reporting, a_reporting_city

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "zh-hans": {"kept": "已存", "sent": "已报送", "doubt": "退回此项", "wrong": "问题所在", "returned": "退回：",
                "done": "已审定并锁定"},
    "en": {"kept": "kept", "sent": "Submitted", "doubt": "Return this value", "wrong": "What is wrong",
           "returned": "Returned:", "done": "Accepted and locked"},
}  # fmt: skip


@pytest.fixture
def reporting() -> Reporting:
    return a_reporting_city(1)


def fill_in(page: Page, reporting: Reporting, words: dict[str, str], invested: str, progress: str) -> None:
    """Types the figure and the words, as a person does: each is kept as it is typed."""
    figure = page.locator(f"[name='value-{reporting.key(0, 'invested')}']")
    figure.fill(invested)
    expect(page.locator(f"#said-{reporting.key(0, 'invested')}")).to_contain_text(words["kept"])
    page.locator(f"[name='value-{reporting.key(0, 'image_progress')}']").fill(progress)
    expect(page.locator(f"#said-{reporting.key(0, 'image_progress')}")).to_contain_text(words["kept"])
    why = page.locator(f"[name='why-{reporting.key(0, 'invested')}']")
    expect(why).to_be_visible()
    why.fill("征地款，尚无现场")


def press(page: Page, name: str) -> None:
    page.locator(f".reports-actions button[name='{name}']").click()


@pytest.mark.parametrize("language", WORDS)
def test_a_report_is_filled_in_returned_mended_and_accepted(
    page: Page, live_server: LiveServer, reporting: Reporting, language: str
) -> None:
    words, address = WORDS[language], f"{live_server.url}{reporting.address}"
    sign_in(page, live_server, reporting.city.reporter, language)
    page.goto(address)
    fill_in(page, reporting, words, "1200", "主体封顶")
    press(page, "submit")
    expect(page.locator("#notices")).to_contain_text(words["sent"])
    sign_in(page, live_server, reporting.city.dispatcher, language)
    page.goto(address)
    page.get_by_text(words["doubt"]).first.click()
    page.get_by_placeholder(words["wrong"]).first.fill("与上期相差过大")
    press(page, "return")
    sign_in(page, live_server, reporting.city.reporter, language)
    page.goto(address)
    expect(page.locator(".reports-returned")).to_contain_text(words["returned"])
    fill_in(page, reporting, words, "1100", "主体封顶，外墙过半")
    press(page, "submit")
    expect(page.locator("#notices")).to_contain_text(words["sent"])
    sign_in(page, live_server, reporting.city.dispatcher, language)
    page.goto(address)
    press(page, "accept")
    expect(page.locator("#notices")).to_contain_text(words["done"])


def test_on_a_phone_each_project_is_a_card_and_not_reported_empties_the_figure(
    phone: Page, live_server: LiveServer, reporting: Reporting
) -> None:
    sign_in(phone, live_server, reporting.city.reporter)
    phone.goto(f"{live_server.url}{reporting.address}")
    key = reporting.key(0, "invested")
    phone.locator(f"[name='value-{key}']").fill("5")
    expect(phone.locator(f"#said-{key}")).to_contain_text("已存")
    with phone.expect_response(lambda answer: answer.request.method == "POST"):
        phone.locator(f"[name='silent-{key}']").check()
    expect(phone.locator(f"[name='value-{key}']")).to_have_value("")
    expect(phone.locator(f"#said-{key}")).to_contain_text("已存")
    phone.reload()
    expect(phone.locator(f"[name='silent-{key}']")).to_be_checked()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.locator(f"[name='value-{reporting.key(0, 'image_progress')}']").fill("主体封顶")
    expect(phone.locator(f"#said-{reporting.key(0, 'image_progress')}")).to_contain_text("已存")
    press(phone, "submit")
    expect(phone.locator("#notices")).to_contain_text("已报送")
    assert Submission.objects.get().state == "submitted"
