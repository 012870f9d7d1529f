"""The portfolio in a real browser: a filter narrows in place, and a wall that cannot refresh says so."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import sign_in
from tests.web.portfolio.shown import lit_projects
from tests.world import City, a_city

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.mark.parametrize(("language", "building"), [("zh-hans", "在建"), ("en", "building")])
def test_the_board_turns_to_phases_in_place(
    city: City, page: Page, live_server: LiveServer, language: str, building: str
) -> None:
    lit_projects(city)
    sign_in(page, live_server, city.dispatcher, language)
    page.goto(f"{live_server.url}/portfolio/board/")
    page.select_option("#id_by", "phase")
    page.wait_for_selector("#column-building")
    assert building in page.inner_text("#column-building")
    assert "by=phase" in page.url


def test_a_wall_without_a_server_says_since_when(city: City, page: Page, live_server: LiveServer) -> None:
    lit_projects(city)
    sign_in(page, live_server, city.leader)
    page.clock.install()
    page.goto(f"{live_server.url}/portfolio/wall/")
    page.route("**/portfolio/wall/", lambda route: route.fulfill(status=503, body="down"))
    page.clock.fast_forward("04:00")
    page.wait_for_function("document.getElementById('wall-state').textContent.startsWith('连接中断')")
    assert "落后的路" in page.inner_text("#wall")
