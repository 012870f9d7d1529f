"""The list of meetings, the page of one, and what meetings demanded."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from diaodu.meetings.actions import put_on_agenda, record_directive, record_meeting
from diaodu.meetings.models import Directive, DirectiveKind, Meeting
from diaodu.projects.models import Project
from tests.web.held import LATER, a_held_meeting, an_agenda_of, line_officer, part_of, signed_in, text_of, words_at
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db
LIST = "/meetings/"
DIRECTIVES = "/meetings/directives/"


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def meeting(city: City) -> Meeting:
    return a_held_meeting(city)


def page(meeting: Meeting) -> str:
    return f"{LIST}{meeting.pk}/"


def the_one_before(city: City, meeting: Meeting) -> Meeting:
    """The ninth, which took up one project and demanded something of it."""
    assert meeting.series is not None
    who = {"by": city.dispatcher, "at": NOW}
    row = record_meeting(
        "第九次", unit=city.unit, series=meeting.series.name, ordinal=9, held_on=date(2024, 5, 8), **who
    )
    put_on_agenda(row, order=1, project=Project.objects.get(name="北部山区生态修复"), **who)
    record_directive(row, order=2, party="市林业局", text="完成北部山区生态修复验收", **who)
    return row


def test_a_row_counts_what_the_meeting_took_up(city: City, meeting: Meeting) -> None:
    words = text_of(words_at(city.leader, LIST))
    assert "2024-05-29 省市重点项目暨招商引资第十次调度会" in words
    assert "第10次 刘冰 2 1 1" in words


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_as_much_for_twenty_as_for_one(
    city: City, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        an_agenda_of(city, n + 1) if n < 2 else record_meeting(f"会{n}", unit=city.unit, by=city.dispatcher, at=NOW)
    desk = signed_in(city.dispatcher)
    with django_assert_num_queries(12):
        assert len(desk.get(LIST).context["rows"]) == count


def test_every_name_date_and_party_leads_to_its_sentence(city: City, meeting: Meeting) -> None:
    shown = signed_in(city.leader).get(page(meeting)).context["shown"]
    demand = shown.demands[0]
    values = [shown.title, shown.day, shown.ordinal, shown.chair, *shown.attendees, demand.party, demand.due_on]
    names = [item.name for _programme, items in shown.projects for item in items] + [one.name for one in shown.leads]
    assert [person.words for person in shown.attendees] == ["惠康", "李瑞霞"]
    for value in [*values, *names]:
        assert "<mark" in words_at(city.leader, value.evidence.href), value


def test_it_says_how_long_a_date_has_passed(city: City, meeting: Meeting) -> None:
    words = text_of(words_at(city.leader, f"{page(meeting)}?as_of={LATER}"))
    assert "时限 2024-06-15 “6月15日前” ◆ 已过 5 天" in words
    assert "还有 9 天" in text_of(words_at(city.leader, f"{page(meeting)}?as_of=2024-06-06"))
    assert "今天到期" in text_of(words_at(city.leader, f"{page(meeting)}?as_of=2024-06-15"))


def test_it_leads_to_the_one_before_and_says_what_was_demanded_then(city: City, meeting: Meeting) -> None:
    before = the_one_before(city, meeting)
    answer = signed_in(city.leader).get(page(meeting))
    assert f'rel="prev" href="{page(before)}"' in answer.content.decode()
    words = text_of(answer.content.decode())
    assert "上次 第9次 2024-05-08 市林业局完成北部山区生态修复验收" in words
    assert f'rel="next" href="{page(meeting)}"' in words_at(city.leader, page(before))


def test_asks_for_policy_stand_apart(city: City, meeting: Meeting) -> None:
    kind = DirectiveKind.POLICY
    record_directive(meeting, order=7, text="给予用地指标支持", kind=kind, by=city.dispatcher, at=NOW)
    shown = signed_in(city.leader).get(page(meeting)).context["shown"]
    assert [ask.text.words for ask in shown.asks] == ["给予用地指标支持"]
    assert "给予用地指标支持" not in words_at(city.leader, DIRECTIVES)


def test_a_line_department_sees_the_meeting_without_its_leads(city: City, meeting: Meeting) -> None:
    words = words_at(line_officer(city), page(meeting))
    assert "吉利新能源商用车" not in text_of(words)
    assert "北部山区生态修复" in words


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 1), ("&due=past", 1), ("&due=next", 0), ("&due=open", 0), ("&words=实施单位", 1), ("&words=林业", 0)],
)
def test_directives_narrow_by_date_and_words(city: City, meeting: Meeting, query: str, found: int) -> None:
    desk = signed_in(city.leader)
    answer = desk.get(f"{DIRECTIVES}?as_of={LATER}{query}")
    assert len(answer.context["rows"]) == found
    assert part_of(desk, f"{DIRECTIVES}?as_of={LATER}{query}").strip() in answer.content.decode()


@pytest.mark.parametrize("count", [2, 20])
def test_directives_ask_as_much_for_twenty_as_for_two(
    city: City, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = record_meeting("会", unit=city.unit, by=city.dispatcher, at=NOW)
    for n in range(count):
        record_directive(meeting, order=n, text=f"要求{n}", party="各县", by=city.dispatcher, at=NOW)
    desk = signed_in(city.dispatcher)
    with django_assert_num_queries(8):
        assert len(desk.get(DIRECTIVES).context["rows"]) == count


def test_another_units_meeting_is_not_there(city: City, meeting: Meeting) -> None:
    desk = signed_in(city.reporter)
    assert desk.get(page(meeting)).status_code == 404
    assert (desk.get(LIST).context["rows"], desk.get(DIRECTIVES).context["rows"]) == ([], [])


def test_hostile_words_stay_words(city: City, meeting: Meeting) -> None:
    hostile = "<script>alert(1)</script>"
    record_directive(meeting, order=8, text=hostile, party=hostile, due_words="<i>", by=city.dispatcher, at=NOW)
    assert Directive.objects.count() == 2
    for address in (page(meeting), DIRECTIVES, "/"):
        assert hostile not in words_at(city.leader, address)
