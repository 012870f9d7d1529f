"""A real Chromium for tests: `page` is a desk of 1440 px, `phone` one of 390 px; both fail the test on a console error.

    @pytest.mark.browser
    def test_…(page: Page, live_server: LiveServer) -> None:
        sign_in(page, live_server, user)
        page.goto(live_server.url + "/…")

Playwright's loop makes Django believe that it runs inside async code, so while a browser is open Django is told
otherwise; the browser closes with its module, and no other test sees the loop.
"""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from diaodu.accounts.models import User

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu"]
SETTLE = 10_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


def _pages(context: BrowserContext) -> Iterator[Page]:
    complaints: list[str] = []
    context.set_default_timeout(SETTLE)
    opened = context.new_page()
    # A wrong status is the test's to judge; everything else that the browser complains of is a fault.
    opened.on("console", lambda said: complaints.append(said.text) if _is_fault(said.type, said.text) else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert not complaints


def _is_fault(kind: str, words: str) -> bool:
    return kind in ("error", "warning") and "the server responded with a status of" not in words


@pytest.fixture
def desk(browser: Browser) -> BrowserContext:
    """The browser on a desk, to which a test may add cookies or settings."""
    return browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")


@pytest.fixture
def page(desk: BrowserContext, live_server: LiveServer) -> Iterator[Page]:
    yield from _pages(desk)


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", is_mobile=True, has_touch=True
    )
    yield from _pages(context)


def sign_in(page: Page, live_server: LiveServer, user: User, language: str = "zh-hans") -> None:
    """Puts the person's session into the browser, without the sign-in page."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url},
            {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url},
        ]
    )
