"""Search: two characters, former names, row scope, the past, what is not yet indexed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaodu.accounts.known import Known
from diaodu.accounts.models import User
from diaodu.leads.actions import open_lead
from diaodu.projects.actions import found_project, rename_project
from diaodu.projects.models import Project
from diaodu.search.bigrams import normalised, pairs_in_order
from diaodu.search.finding import find
from diaodu.search.indexing import catch_up
from diaodu.search.models import Words
from tests.world import NOW, TODAY, City, a_city

NAMES = ("焦作市煤炭储备基地（西部园区）", "市十一中迁建", "北部山区生态修复")


@pytest.fixture
def city(db: None) -> City:
    city = a_city()
    for name in NAMES:
        found_project(name, unit=city.unit, by=city.dispatcher, at=NOW)
    return city


def names(city: City, asked: str, user: User | None = None, position: int | None = None) -> list[str]:
    known = Known(city.sees(user or city.dispatcher), position, TODAY)
    return [str(record) for found in find(asked, known=known, most=20) for record in found.records]


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize("asked", ["储备", "基地(西部", "焦作市煤炭储备基地（西部园区）", " 园区 "])
def test_any_piece_of_a_name_finds_it_at_once(city: City, asked: str, indexed: bool) -> None:
    if indexed:
        assert catch_up() == 3
    if indexed or normalised(asked) == asked.strip():
        assert names(city, asked) == [NAMES[0]]


def test_one_character_begins_or_ends_a_pair(city: City) -> None:
    catch_up()
    assert names(city, "建") == ["市十一中迁建"]
    assert set(names(city, "市")) == set(NAMES[:2])
    assert names(city, "。") == names(city, "") == names(city, "没有") == []


def test_the_name_that_begins_so_comes_first(city: City) -> None:
    catch_up()
    assert names(city, "市") == ["市十一中迁建", NAMES[0]]


def test_a_former_name_finds_it_and_the_past_keeps_its_own(city: City) -> None:
    project = Project.objects.get(name="北部山区生态修复")
    before = Project.history.filter(id=project.pk).latest("history_id").position
    rename_project(project, name="太行山绿化", reason="批复", by=city.dispatcher, at=NOW)
    catch_up()
    assert names(city, "生态") == names(city, "太行") == ["太行山绿化"]
    assert names(city, "生态", position=before) == ["北部山区生态修复"]
    assert names(city, "太行", position=before) == []


def test_each_finds_what_they_may_see(city: City) -> None:
    found_project("县里的储备库", unit=city.county, by=city.dispatcher, at=NOW)
    open_lead("储备线索", unit=city.county, by=city.dispatcher, at=NOW)
    catch_up()
    assert names(city, "储备", city.reporter) == ["县里的储备库", "储备线索"]
    assert len(names(city, "储备", city.leader)) == 3
    assert names(city, "储备", city.outsider) == []


def test_catching_up_twice_adds_nothing(city: City) -> None:
    assert (catch_up(), catch_up()) == (3, 0)
    found_project("又一个", unit=city.unit, by=city.dispatcher, at=NOW)
    assert catch_up() == 1
    assert Words.objects.count() == 4


@given(st.text(), st.text(), st.text())
def test_every_pair_of_a_piece_is_a_pair_of_the_whole(before: str, piece: str, after: str) -> None:
    whole, part = normalised(before) + normalised(piece) + normalised(after), normalised(piece)
    assert set(pairs_in_order(part)[:-1]) <= set(pairs_in_order(whole))
