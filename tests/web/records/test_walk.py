"""The cast of four tries every page of records; no variable is undefined, in either language."""

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client

from diaodu.leads.models import Lead
from diaodu.projects.models import Project
from tests.web.held import LATER, a_held_meeting, signed_in
from tests.world import City, a_city

pytestmark = pytest.mark.django_db
UNDEFINED = "‹undefined›"
HEADING = re.compile(r"<h([1-6])")
PAGES = ("/projects/", "/projects/{project}/", "/leads/", "/leads/{lead}/", "/meetings/", "/meetings/{meeting}/")
LISTS = ("/projects/", "/leads/", "/meetings/", "/meetings/directives/")


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def values(city: City) -> dict[str, int]:
    meeting = a_held_meeting(city)
    return {"meeting": meeting.pk, "project": Project.objects.all()[0].pk, "lead": Lead.objects.get().pk}


@pytest.mark.parametrize("page", [*PAGES, "/meetings/directives/"])
@pytest.mark.parametrize("person", ["dispatcher", "reporter", "leader", "outsider", None])
def test_the_cast_tries_each_page(city: City, values: dict[str, int], page: str, person: str | None) -> None:
    # The reporter's county has none of these records: its lists are empty, the records are not there.
    expected = {"reporter": 200 if page in LISTS else 404, "outsider": 403, None: 302}.get(person, 200)
    client = signed_in(getattr(city, person)) if person else Client()
    assert client.get(page.format(**values)).status_code == expected


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("page", ["/", *PAGES, "/meetings/directives/", f"/?as_of={LATER}"])
def test_a_page_says_what_it_means(
    city: City, values: dict[str, int], page: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UNDEFINED)  # type: ignore[attr-defined]
    desk = signed_in(city.dispatcher)
    desk.cookies["django_language"] = language
    answer = desk.get(page.format(**values)).content.decode()
    assert f'<html lang="{language}"' in answer
    assert UNDEFINED not in answer
    levels = [int(level) for level in HEADING.findall(answer.partition("<main")[2])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
