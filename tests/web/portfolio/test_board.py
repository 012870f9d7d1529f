"""The board: columns that add up, what a card says, and who may see it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.assessment.reported import a_planned_project, run_may
from tests.web.held import part_of, signed_in, text_of, words_at
from tests.web.portfolio.shown import lit_projects
from tests.world import City, a_city, a_person, a_unit, run_tasks

pytestmark = pytest.mark.django_db
BOARD = "/portfolio/board/"


@pytest.fixture
def city() -> City:
    return a_city()


def columns(city: City, query: str = "") -> dict[str, int]:
    answer = signed_in(city.dispatcher).get(BOARD + query)
    return {column.key: column.count for column in answer.context["columns"]}


def test_every_project_stands_in_one_column(city: City) -> None:
    lit_projects(city)
    a_planned_project(city, "算过之后才来的")
    assert columns(city) == {"red": 1, "not_reported": 1, "not_computed": 1}
    assert columns(city, "?by=phase") == {"started": 1, "building": 1, "none": 1}
    assert columns(city, "?column=red") == {"red": 1}
    assert columns(city, "?unit=x&programme=y&period=z&by=w&column=%3C") == columns(city)


def test_a_card_says_light_reason_and_what_is_due(city: City) -> None:
    lit_projects(city)
    words = text_of(words_at(city.leader, BOARD))
    assert "红灯1 落后的路" in words
    assert "只完成时序进度的 2.4%，低于60%" in words
    assert "没有带日期的未完成节点" in words


def test_a_unit_that_sees_nothing_is_shown_nothing(city: City) -> None:
    lit_projects(city)
    elsewhere = a_person(
        "far", "远处", a_unit("410822", "博爱县", city.county.states.get().kind, city.unit), "reporter"
    )
    assert "落后的路" not in words_at(elsewhere, BOARD)


def test_nothing_computed_is_said_and_can_be_asked_for(city: City) -> None:
    lit_projects(city)
    desk = signed_in(city.dispatcher)
    assert "去重合计 0 个项目" in text_of(desk.get(f"{BOARD}?as_of=2024-05-01").content.decode())
    answer = desk.post("/portfolio/recompute/", {"period": "2024-05X1"}, follow=True)
    assert "不能为这一期次计算" in answer.content.decode()
    assert signed_in(city.leader).post("/portfolio/recompute/", {"period": "2024-05"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_dispatcher_has_a_period_computed(city: City) -> None:
    a_planned_project(city, "路")
    desk = signed_in(city.dispatcher)
    period = desk.get(BOARD).context["selection"].period.code
    assert "立即计算" in desk.get(BOARD).content.decode()
    desk.post("/portfolio/recompute/", {"period": period})
    run_tasks()
    assert [column.key for column in desk.get(BOARD).context["columns"]] == ["not_reported"]


@pytest.mark.parametrize("count", [3, 12])
def test_the_board_asks_as_much_for_twelve_as_for_three(
    city: City, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        a_planned_project(city, f"项目{n}")
    run_may()
    desk = signed_in(city.dispatcher)
    with django_assert_num_queries(15):
        assert len(desk.get(BOARD).context["columns"][0].cards) == count


def test_the_fragment_is_what_a_fresh_load_holds(city: City) -> None:
    lit_projects(city)
    desk = signed_in(city.dispatcher)
    for query in ("?by=phase", "?column=red", f"?unit={city.county.pk}", "?programme=none"):
        part = part_of(desk, BOARD + query)
        assert part.strip() in desk.get(BOARD + query).content.decode()
        assert "<html" not in part
