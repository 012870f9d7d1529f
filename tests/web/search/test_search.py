"""The search page and its field at the top of every page."""

import pytest
from pytest_django import DjangoAssertNumQueries

from diaodu.projects.actions import rename_project
from diaodu.projects.models import Project
from diaodu.search.indexing import catch_up
from tests.web.held import a_held_meeting, an_agenda_of, line_officer, signed_in, text_of, words_at
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return a_city()


def test_it_finds_projects_leads_meetings_and_demands(city: City) -> None:
    a_held_meeting(city)
    catch_up()
    assert "重点项目 1 北部山区生态修复焦作市" in text_of(words_at(city.leader, "/search/?q=生态"))
    assert "招商线索 1 吉利新能源商用车焦作市" in text_of(words_at(city.leader, "/search/?q=吉利"))
    assert "调度会 1 省市重点项目暨招商引资第十次调度会焦作市" in text_of(
        words_at(city.leader, "/search/?q=招商引资第十")
    )
    assert "要求 1" in text_of(words_at(city.leader, "/search/?q=主体责任"))


def test_a_former_name_is_said(city: City) -> None:
    a_held_meeting(city)
    rename_project(
        Project.objects.get(name="北部山区生态修复"), name="太行绿化", reason="批复", by=city.dispatcher, at=NOW
    )
    catch_up()
    assert "太行绿化原名 北部山区生态修复 · 焦作市" in text_of(words_at(city.leader, "/search/?q=生态"))


def test_nobody_finds_what_they_may_not_see(city: City) -> None:
    a_held_meeting(city)
    catch_up()
    assert "没有找到" in text_of(words_at(city.reporter, "/search/?q=生态"))
    assert "没有找到" in text_of(words_at(line_officer(city), "/search/?q=吉利"))
    assert signed_in(city.outsider).get("/search/?q=生态").status_code == 403


def test_the_field_at_the_top_keeps_the_past(city: City) -> None:
    page = words_at(city.leader, "/projects/?as_of=2024-05-01")
    assert 'action="/search/"' in page
    assert '<input type="hidden" name="as_of" value="2024-05-01">' in page
    assert 'action="/search/"' not in signed_in(city.outsider).get("/", follow=True).content.decode()


@pytest.mark.parametrize("count", [3, 15])
def test_it_asks_as_much_for_fifteen_as_for_three(
    city: City, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    an_agenda_of(city, count)
    catch_up()
    desk = signed_in(city.dispatcher)
    with django_assert_num_queries(17):
        assert [len(group.hits) for group in desk.get("/search/?q=目").context["groups"]] == [count]


def test_the_fragment_is_what_a_fresh_load_holds(city: City) -> None:
    a_held_meeting(city)
    catch_up()
    desk = signed_in(city.leader)
    part = desk.get("/search/?q=生态", headers={"HX-Request": "true", "HX-Target": "div#found"}).content.decode()
    assert part.strip() in desk.get("/search/?q=生态").content.decode()
    assert "<html" not in part
