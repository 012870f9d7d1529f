"""The cast tries every page of the portfolio; no variable is undefined, in either language."""

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client

from diaodu.assessment.forecasting import forecast_everything
from tests.web.held import part_of, signed_in
from tests.web.portfolio.shown import lit_projects
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db
UNDEFINED = "‹undefined›"
PAGES = ("/portfolio/board/", "/portfolio/gantt/", "/portfolio/map/", "/portfolio/wall/")
EXPECTED = {
    "/portfolio/wall/": {"dispatcher": 200, "reporter": 403, "leader": 200, "outsider": 403, None: 302},
    "/portfolio/map/outline/": {"dispatcher": 403, "reporter": 403, "leader": 403, "outsider": 403, None: 302},
}


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.mark.parametrize("page", [*PAGES, "/portfolio/map/outline/"])
def test_the_cast_tries_each_page(city: City, page: str) -> None:
    lit_projects(city)
    usual = {"dispatcher": 200, "reporter": 200, "leader": 200, "outsider": 403, None: 302}
    for person, status in EXPECTED.get(page, usual).items():
        client = signed_in(getattr(city, person)) if person else Client()
        assert (person, client.get(page).status_code) == (person, status)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("page", [*PAGES, "/portfolio/map/?as_of=2024-05-01", "/projects/{project}/"])
def test_a_page_says_what_it_means(city: City, page: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    behind, _silent = lit_projects(city)
    forecast_everything(at=NOW)
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UNDEFINED)  # type: ignore[attr-defined]
    desk = signed_in(city.dispatcher)
    desk.cookies["django_language"] = language
    answer = desk.get(page.format(project=behind.pk)).content.decode()
    assert f'<html lang="{language}"' in answer
    assert UNDEFINED not in answer
    levels = [int(level) for level in re.findall(r"<h([1-6])", answer.partition("<main")[2])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_fragments_are_what_a_fresh_load_holds(city: City) -> None:
    lit_projects(city)
    desk = signed_in(city.dispatcher)
    for address in ("/portfolio/map/?indicator=projects", "/portfolio/gantt/?phase=building"):
        part = part_of(desk, address)
        assert part.strip() in desk.get(address).content.decode()
        assert "<html" not in part
