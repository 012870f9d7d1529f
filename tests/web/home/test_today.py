"""The first page of each role, and the way from a subject to its page."""

import pytest

from diaodu.accounts.models import Role
from diaodu.facts.models import Subject, SubjectKind
from diaodu.meetings.models import Directive
from tests.web.held import LATER, a_held_meeting, signed_in, text_of, words_at
from tests.world import NOW, City, a_city, a_person, a_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return a_city()


def test_the_dispatcher_learns_what_waits(city: City) -> None:
    reading = a_reading(city)
    answer = signed_in(city.dispatcher).get("/")
    words = text_of(answer.content.decode())
    assert f"1 份文稿中有 {reading.drafts.count()} 条草稿待您确认。" in words
    assert f'href="/collect/{reading.source_id}/"' in answer.content.decode()


def test_the_dispatcher_learns_what_was_confirmed_by_whom(city: City) -> None:
    a_held_meeting(city)
    confirmed = signed_in(city.dispatcher).get("/").context["shown"].confirmed
    assert [(one.by, one.at, [n for _kind, n in one.counts]) for one in confirmed] == [("陆向明", NOW, [1, 2, 1, 1])]


def test_a_text_that_cannot_be_read_says_why(city: City) -> None:
    a_reading(city, "\x00\x01\x02" * 200, name="扫描件.txt")
    shown = signed_in(city.dispatcher).get("/").context["shown"]
    assert shown.unread == []  # received long ago
    unread = type(shown)(shown.known, NOW).unread
    assert [(one.name, one.words is not None) for one in unread] == [("扫描件.txt", True)]


def test_a_unit_is_not_told_of_what_waits_elsewhere(city: City) -> None:
    a_reading(city)
    shown = signed_in(city.reporter).get("/").context["shown"]
    assert (shown.drafts, shown.unread, shown.confirmed, shown.meetings) == (0, [], [], [])


def test_the_leader_sees_what_is_past_its_date_and_the_latest_meeting(city: City) -> None:
    a_held_meeting(city)
    words = text_of(words_at(city.leader, f"/?as_of={LATER}"))
    assert "1 条会议要求已过时限。" in words
    assert words.index("已过 5 天") < words.index("主持 刘冰")
    assert "待确认" not in words


def test_the_auditor_reads_the_journal(city: City) -> None:
    a_held_meeting(city)
    auditor = a_person("auditor", "秦知微", city.unit, Role.AUDITOR)
    words = text_of(words_at(auditor, "/"))
    assert "陆向明 确认一份文稿的全部草稿" in words
    assert "最近流水" not in text_of(words_at(city.dispatcher, "/"))


def test_a_countys_auditor_reads_the_countys_journal_alone(city: City) -> None:
    a_held_meeting(city)
    auditor = a_person("auditor", "秦知微", city.county, Role.AUDITOR)
    assert [entry.by for entry in signed_in(auditor).get("/").context["shown"].entries] == []


def test_the_outsider_learns_who_can_grant_a_role(city: City) -> None:
    a_held_meeting(city)
    a_person("admin", "管世平", city.unit, Role.ADMINISTRATOR)
    words = text_of(words_at(city.outsider, "/"))
    assert "管世平 焦作市" in words
    assert "刘冰" not in words


# What a write-up makes records of; the parts of projects are tried where projects are.
KINDS = (SubjectKind.PROJECT, SubjectKind.LEAD, SubjectKind.MEETING, SubjectKind.DIRECTIVE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_subject_leads_to_its_page(city: City, kind: SubjectKind) -> None:
    meeting = a_held_meeting(city)
    subject = Subject.objects.filter(kind=kind).latest("pk")
    record = getattr(subject, kind)
    known = f"/meetings/{meeting.pk}/#directive-{record.pk}" if kind == "directive" else f"/{kind}s/{record.pk}/"
    answer = signed_in(city.dispatcher).get(f"/s/{subject.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, known)
    past = signed_in(city.dispatcher).get(f"/s/{subject.pk}/?as_of={LATER}")["Location"]
    assert f"?as_of={LATER}" in past
    assert past.partition("#")[2] == known.partition("#")[2]


@pytest.mark.parametrize("kind", KINDS)
def test_another_units_subject_is_not_there(city: City, kind: SubjectKind) -> None:
    a_held_meeting(city)
    subject = Subject.objects.filter(kind=kind).latest("pk")
    assert Directive.objects.exists()
    for user in (city.reporter, city.outsider):
        assert signed_in(user).get(f"/s/{subject.pk}/").status_code == 404
