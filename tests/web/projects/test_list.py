"""The ledger of key projects."""

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from diaodu.projects.actions import found_project, rename_project
from diaodu.projects.models import Project
from tests.web.held import LATER, a_held_meeting, an_agenda_of, part_of, signed_in, text_of, words_at
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db
LEDGER = "/projects/"


@pytest.fixture
def city() -> City:
    return a_city()


def names(city: City, query: str) -> list[str]:
    answer = signed_in(city.dispatcher).get(LEDGER + query)
    return [row.name.words for row in answer.context["shown"].rows]


def test_a_row_says_programme_unit_and_meeting(city: City) -> None:
    a_held_meeting(city)
    words = text_of(words_at(city.leader, LEDGER))
    assert "北部山区生态修复" in words
    assert re.search(r"焦作市 三十工程 .*2024-05-29 省市重点项目暨招商引资第十次调度会", words)
    assert "去重合计 2 个项目" in words


def test_a_name_leads_to_its_sentence(city: City) -> None:
    a_held_meeting(city)
    answer = signed_in(city.leader).get(LEDGER)
    passage = answer.context["shown"].rows[0].name.evidence.href
    assert f'hx-get="{passage.replace("&", "&amp;")}"' in answer.content.decode()
    assert "<mark" in words_at(city.leader, passage)


@pytest.mark.parametrize("count", [3, 30])
def test_the_ledger_asks_as_much_for_thirty_as_for_three(
    city: City, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    an_agenda_of(city, count)
    desk = signed_in(city.dispatcher)
    with django_assert_num_queries(15):
        assert len(desk.get(LEDGER).context["shown"].rows) == count


@pytest.mark.parametrize("count", [3, 30])
def test_the_past_asks_as_much_for_thirty_as_for_three(
    city: City, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    an_agenda_of(city, count)
    desk = signed_in(city.dispatcher)
    with django_assert_num_queries(17):
        assert len(desk.get(f"{LEDGER}?as_of={LATER}").context["shown"].rows) == count


def test_it_narrows_by_name_programme_and_meeting(city: City) -> None:
    a_held_meeting(city)
    found_project("再生水综合利用", unit=city.county, by=city.dispatcher, at=NOW)
    assert names(city, "?name=山区") == ["北部山区生态修复"]
    assert names(city, f"?unit={city.county.pk}") == names(city, "?meeting=never") == ["再生水综合利用"]
    listed = Project.objects.filter(listings__isnull=False).values_list("name", flat=True)
    programme = Project.objects.filter(listings__isnull=False)[0].listings.get().programme_id
    assert names(city, f"?programme={programme}") == sorted(listed)
    assert len(names(city, "?programme=x&unit=y&meeting=z&sort=w")) == 3


def test_it_sorts_by_name_and_by_the_last_meeting(city: City) -> None:
    a_held_meeting(city)
    found_project("a", unit=city.unit, by=city.dispatcher, at=NOW)
    assert names(city, "?sort=name") == list(reversed(names(city, "?sort=-name")))
    assert names(city, "?sort=-taken_up")[-1] == "a"


def test_the_past_shows_the_old_name(city: City) -> None:
    project = found_project("再生水利用", unit=city.unit, by=city.dispatcher, at=NOW)
    later = NOW.replace(year=2025)
    rename_project(project, name="再生水综合利用", reason="按批复", by=city.dispatcher, at=later)
    assert names(city, f"?as_of={LATER}") == ["再生水利用"]
    assert names(city, f"?as_of={LATER}&name=综合") == []
    assert names(city, "") == ["再生水综合利用"]
    assert names(city, "?as_of=2020-01-01") == []


def test_the_fragment_is_what_a_fresh_load_holds(city: City) -> None:
    an_agenda_of(city, 3)
    desk = signed_in(city.dispatcher)
    for query in ("?name=3-1", "?sort=-name", "?name=nothing"):
        part = part_of(desk, LEDGER + query)
        assert part.strip() in desk.get(LEDGER + query).content.decode()
        assert "<html" not in part


def test_a_hostile_name_stays_words(city: City) -> None:
    found_project("<script>alert(1)</script>\"'", unit=city.unit, by=city.dispatcher, at=NOW)
    words = words_at(city.dispatcher, LEDGER)
    assert "<script>alert(1)" not in words
    assert "&lt;script&gt;alert(1)" in words


def test_a_unit_sees_its_own_projects_alone(city: City) -> None:
    a_held_meeting(city)
    found_project("县里的项目", unit=city.county, by=city.dispatcher, at=NOW)
    answer = signed_in(city.reporter).get(LEDGER)
    assert [row.name.words for row in answer.context["shown"].rows] == ["县里的项目"]


def test_an_empty_ledger_says_what_fills_it(city: City) -> None:
    assert "尚无项目" in words_at(city.dispatcher, LEDGER)
    assert "没有符合条件的项目" in words_at(city.dispatcher, LEDGER + "?name=x")
