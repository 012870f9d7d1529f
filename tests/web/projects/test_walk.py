"""The cast of four tries every page of projects; every page says what it means, in both languages."""

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext

from diaodu.accounts.models import Role, UnitKind, User
from diaodu.projects.actions import add_milestone
from diaodu.projects.models import NodeKind
from diaodu.web.projects.deeds import PROJECT_DEEDS, STRUCK
from tests.web.held import LATER, signed_in
from tests.web.projects.built import Built, a_built_project
from tests.world import a_person, a_unit

pytestmark = pytest.mark.django_db
UNDEFINED = "‹undefined›"
HEADING = re.compile(r"<h([1-6])")
READ = (
    "/projects/{project}/", "/projects/{project}/?year=2023", "/projects/lacking/", "/projects/templates/",
    "/projects/figures/{fact}/", "/projects/photos/{photo}/360/", f"/projects/{{project}}/?as_of={LATER}",
)  # fmt: skip
KEEP = (
    "/projects/nodes/{node}/",
    *(f"/projects/{{project}}/do/{deed.name}/" for deed in PROJECT_DEEDS if not deed.is_decision),
    *(f"/projects/entries/{kind}/{{{kind}}}/strike/" for kind in STRUCK),
)
DECIDE = (
    "/projects/extensions/{extension}/", "/projects/templates/new/", "/projects/templates/new/?from={template}",
    *(f"/projects/{{project}}/do/{deed.name}/" for deed in PROJECT_DEEDS if deed.is_decision),
)  # fmt: skip
EXPECTED = {
    "dispatcher": {"read": 200, "keep": 200, "decide": 200},
    "reporter": {"read": 200, "keep": 200, "decide": 403},
    "leader": {"read": 200, "keep": 403, "decide": 403},
    "outsider": {"read": 403, "keep": 403, "decide": 403},
    None: {"read": 302, "keep": 302, "decide": 302},
}


@pytest.fixture
def built() -> Built:
    return a_built_project()


@pytest.mark.parametrize("person", EXPECTED)
@pytest.mark.parametrize("kind", ["read", "keep", "decide"])
def test_the_cast_tries_each_page(built: Built, person: str | None, kind: str) -> None:
    client = signed_in(getattr(built.site.city, person)) if person else Client()
    pages = {"read": READ, "keep": KEEP, "decide": DECIDE}[kind]
    answers = {page: client.get(built.page(page)).status_code for page in pages}
    assert answers == dict.fromkeys(pages, EXPECTED[person][kind])


def test_the_reporter_of_another_county_sees_none_of_it(built: Built) -> None:
    stranger = signed_in(_elsewhere(built))
    own = [page for page in (*READ, *KEEP) if "{" in page]
    assert {page: stranger.get(built.page(page)).status_code for page in own} == dict.fromkeys(own, 404)


def _elsewhere(built: Built) -> User:
    other = a_unit("410822", "博爱县", UnitKind.COUNTY, built.site.city.unit)
    return a_person("stranger", "江临", other, Role.REPORTER)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_page_says_what_it_means(built: Built, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UNDEFINED)  # type: ignore[attr-defined]
    desk = signed_in(built.site.second)
    desk.cookies["django_language"] = language
    for page in (page for page in (*READ, *KEEP, *DECIDE) if "/photos/" not in page):
        words = desk.get(built.page(page)).content.decode()
        assert (page, f'<html lang="{language}"' in words, UNDEFINED in words) == (page, True, False)
        levels = [int(level) for level in HEADING.findall(words.partition("<main")[2])]
        assert (page, levels[0], all(after <= before + 1 for before, after in pairwise(levels))) == (page, 1, True)


@pytest.mark.parametrize(
    "address",
    [
        "/projects/{project}/do/nothing/",
        "/projects/entries/node/{node}/strike/",
        "/projects/photos/{photo}/9999/",
        "/projects/figures/999999/",
        "/projects/nodes/999999/",
    ],
)
def test_what_is_not_there_is_not_found(built: Built, address: str) -> None:
    assert signed_in(built.site.city.dispatcher).get(built.page(address)).status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_a_page_asks_as_much_for_thirty_nodes_as_for_two(built: Built, count: int) -> None:
    for number in range(count):
        add_milestone(built.site.project, f"节点{number}", NodeKind.CONSTRUCTION, **built.site.by)
    desk = signed_in(built.site.city.dispatcher)
    desk.get(built.page("/projects/{project}/"))
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(built.page("/projects/{project}/")).status_code == 200
    assert len(asked) == 56
