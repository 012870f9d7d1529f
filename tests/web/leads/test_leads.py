"""The ledger of leads and the page of one."""

import pytest
from pytest_django import DjangoAssertNumQueries

from diaodu.leads.actions import open_lead
from diaodu.leads.models import Lead
from tests.web.held import LATER, a_held_meeting, an_agenda_of, line_officer, part_of, signed_in, text_of, words_at
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db
LEDGER = "/leads/"


@pytest.fixture
def city() -> City:
    return a_city()


def test_a_row_says_who_follows_it_and_where_it_was_taken_up(city: City) -> None:
    a_held_meeting(city)
    words = text_of(words_at(city.leader, LEDGER))
    assert "吉利新能源商用车" in words
    assert "焦作市 1 第10次 2024-05-29" in words
    assert "去重合计 1 条线索" in words


@pytest.mark.parametrize("count", [3, 30])
def test_the_ledger_asks_as_much_for_thirty_as_for_three(
    city: City, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    an_agenda_of(city, count)
    desk = signed_in(city.dispatcher)
    with django_assert_num_queries(11):
        assert len(desk.get(LEDGER).context["rows"]) == count


def test_it_narrows_and_sorts(city: City) -> None:
    a_held_meeting(city)
    open_lead("县里的线索", unit=city.county, by=city.dispatcher, at=NOW)
    desk = signed_in(city.dispatcher)
    for query in ("?meeting=never", "?name=县里", f"?unit={city.county.pk}"):
        assert [row.name.words for row in desk.get(LEDGER + query).context["rows"]] == ["县里的线索"]
    assert desk.get(LEDGER + "?sort=-taken_up").context["rows"][-1].name.words == "县里的线索"


def test_the_fragment_is_what_a_fresh_load_holds(city: City) -> None:
    an_agenda_of(city, 2)
    desk = signed_in(city.dispatcher)
    assert part_of(desk, LEDGER + "?name=2-1").strip() in desk.get(LEDGER + "?name=2-1").content.decode()


def test_its_page_leads_to_its_sentence_and_meeting(city: City) -> None:
    meeting = a_held_meeting(city)
    answer = signed_in(city.leader).get(f"/leads/{Lead.objects.get().pk}/")
    shown = answer.context["shown"]
    assert "<mark" in words_at(city.leader, shown.name.evidence.href)
    assert [hearing.meeting.pk for hearing in shown.hearings] == [meeting.pk]
    assert "陆向明 确认一份文稿的全部草稿" in text_of(answer.content.decode())


def test_the_past_knows_nothing_of_a_later_lead(city: City) -> None:
    lead = open_lead("后来的线索", unit=city.unit, by=city.dispatcher, at=NOW.replace(year=2025))
    desk = signed_in(city.dispatcher)
    assert desk.get(f"{LEDGER}?as_of={LATER}").context["rows"] == []
    assert desk.get(f"{LEDGER}{lead.pk}/?as_of={LATER}").status_code == 404


def test_leads_are_not_a_line_departments_business(city: City) -> None:
    a_held_meeting(city)
    officer = signed_in(line_officer(city))
    for address in (LEDGER, f"{LEDGER}{Lead.objects.get().pk}/"):
        assert officer.get(address).status_code == 403


def test_another_units_lead_is_not_there(city: City) -> None:
    a_held_meeting(city)
    assert signed_in(city.reporter).get(f"{LEDGER}{Lead.objects.get().pk}/").status_code == 404
