"""The shell in a real browser: a strict policy that nothing breaks, themes, keyboard, phone, the side sheet."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from diaodu.accounts.models import Role
from tests.browser import sign_in
from tests.people import PASSWORD, city, someone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("/units/", "/units/{office}/", "/units/{office}/people/", "/units/{office}/change/", "/me/", "/accounts/2fa/")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_keeps_the_policy_in_both_languages(page: Page, live_server: LiveServer, language: str) -> None:
    office = city()["office"]
    sign_in(page, live_server, someone("zhou", office, Role.ADMINISTRATOR), language)
    for address in PAGES:
        page.goto(live_server.url + address.format(office=office.pk))
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.evaluate("document.querySelectorAll('style, script:not([src]):not([type])').length") == 0


def test_a_person_signs_in_and_out_with_the_keyboard(page: Page, live_server: LiveServer) -> None:
    someone("sun", city()["office"], Role.DISPATCHER)
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.locator(".dd-skip")).to_be_focused()
    page.locator("#id_login").focus()
    page.keyboard.type("sun")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".dd-person").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.locator("#id_login")).to_be_visible()


def test_the_theme_follows_the_device_until_one_is_chosen(page: Page, live_server: LiveServer) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(live_server.url + "/accounts/login/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.locator(".dd-to-light").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 247, 249)"


def test_looking_back_and_forward_again(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, someone("sun", city()["office"], Role.DISPATCHER))
    page.goto(live_server.url + "/units/")
    page.locator(".dd-top summary", has_text="当前").click()
    page.locator("#as-of-day").fill("2021-05-31")
    page.get_by_role("button", name="回看").click()
    expect(page.locator(".dd-band-past")).to_contain_text("截至 2021-05-31 已知")
    page.get_by_role("link", name="怀川市").click()
    expect(page).to_have_url(re.compile(r"/units/\d+/\?as_of=2021-05-31"))
    page.get_by_role("link", name="回到现在").click()
    expect(page.locator(".dd-band-past")).to_have_count(0)


def test_the_sheet_opens_with_what_arrives_and_closes_with_escape(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, someone("sun", city()["office"], Role.DISPATCHER))
    page.goto(live_server.url + "/units/")
    page.evaluate("htmx.swap({target: '#sheet-body', text: '<p>5月29日下午</p>', swap: 'innerHTML'})")
    expect(page.locator("#sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator("#sheet-body")).to_be_empty()


def test_on_a_phone_nothing_is_wider_than_the_screen(phone: Page, live_server: LiveServer) -> None:
    office = city()["office"]
    sign_in(phone, live_server, someone("zhou", office, Role.ADMINISTRATOR), "en")
    for address in PAGES:
        phone.goto(live_server.url + address.format(office=office.pk))
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, address
        small = phone.locator("button:visible, summary:visible").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"
        )
        assert small == []


def test_the_phones_menu_opens_above_the_line(phone: Page, live_server: LiveServer) -> None:
    sign_in(phone, live_server, someone("sun", city()["office"], Role.DISPATCHER))
    phone.goto(live_server.url + "/units/")
    phone.locator(".dd-bottom summary").tap()
    phone.locator(".dd-bottom .dd-drop-body").get_by_role("link", name="我的设置").tap()
    expect(phone).to_have_url(live_server.url + "/me/")
