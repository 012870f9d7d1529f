"""Candidates are ranked by likeness of name, and only from what a person may see."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from diaodu.accounts.models import Membership, Role, User
from diaodu.facts.models import Subject
from diaodu.intake.actions import DecisionRefused, confirm_all, confirm_draft
from diaodu.intake.matching import PERHAPS_SAME, SAME, candidates, candidates_of, plain_name
from diaodu.intake.models import Draft
from diaodu.journal.writing import journal_entry
from diaodu.leads.actions import open_lead
from diaodu.meetings.actions import record_meeting
from diaodu.projects.actions import found_project
from tests.world import NOW, SINCE, WRITE_UP, City, a_city, a_reading

PLACES = frozenset({"焦作市", "修武县"})


def draft(city: City, kind: str, text: str = WRITE_UP) -> Draft:
    found = a_reading(city, text).drafts.filter(kind=kind).first()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("市十一中迁建", "十一中迁建"),
        ("焦作市十一中迁建项目", "十一中迁建"),
        ("煤炭储备基地（西部园区）", "煤炭储备基地西部园区"),
        ("煤炭储备基地(西部园区) 建设项目", "煤炭储备基地西部园区"),
        ("年产３５００吨羊奶山药粉", "年产3500吨羊奶山药粉"),
        ("修武县城区", "修武县城区"),
        ("市政项目", "市政"),
        ("项目", "项目"),
    ],
)
def test_names_are_compared_without_width_brackets_place_and_ending(name: str, plain: str) -> None:
    assert plain_name(name, PLACES) == plain


@pytest.mark.django_db
def test_the_same_plain_name_comes_first_then_the_alike_and_never_the_unlike() -> None:
    city = a_city()
    for name in ("市第十一中学迁建", "焦作市十一中迁建项目", "北部山区生态修复", "城西污水处理厂"):
        found_project(name, unit=city.unit, by=city.dispatcher, at=NOW)
    found = candidates(draft(city, "project"), city.sees(city.dispatcher))
    assert [candidate.name for candidate in found] == ["焦作市十一中迁建项目", "市第十一中学迁建"]
    assert (found[0].likeness, found[0].unit_name) == (SAME, "焦作市")
    assert 60 <= found[1].likeness < SAME


@pytest.mark.django_db
def test_among_equals_the_own_unit_comes_first() -> None:
    city = a_city()
    for unit in (city.county, city.unit):
        open_lead("吉利新能源商用车", unit=unit, by=city.dispatcher, at=NOW)
    found = candidates(draft(city, "lead"), city.sees(city.dispatcher))
    assert [candidate.unit_name for candidate in found] == ["焦作市", "修武县"]


@pytest.mark.django_db
def test_what_a_person_does_not_see_is_no_candidate() -> None:
    city = a_city()
    found_project("市十一中迁建", unit=city.unit, by=city.dispatcher, at=NOW)
    one = draft(city, "project")
    assert [len(candidates(one, city.sees(user))) for user in (city.dispatcher, city.reporter, city.outsider)] == [
        1,
        0,
        0,
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "ordinal", "held_on", "likeness"),
    [
        ("重点项目调度会议", 10, date(2024, 5, 29), 100),
        ("重点项目调度会议", 10, None, 95),
        ("省市重点项目暨招商引资第十次调度会", None, None, 95),
        ("全市安全生产会议", None, date(2024, 5, 29), 80),
        ("省市重点项目暨招商引资第十次调度会", 10, date(2023, 5, 30), 60),
        # The write-up gives no year: the day of receipt is no proof against the same day of another one.
        ("省市重点项目暨招商引资第十次调度会", 10, date(2023, 5, 29), 95),
    ],
)
def test_a_meeting_is_known_by_number_name_and_day(
    title: str, ordinal: int | None, held_on: date | None, likeness: int
) -> None:
    city = a_city()
    series = "省市重点项目暨招商引资调度会" if ordinal else ""
    record_meeting(title, unit=city.unit, series=series, ordinal=ordinal, held_on=held_on, by=city.dispatcher, at=NOW)
    (found,) = candidates(draft(city, "meeting"), city.sees(city.dispatcher))
    assert found.likeness == likeness


@pytest.mark.django_db
def test_a_directive_is_compared_with_those_of_its_meeting() -> None:
    city = a_city()
    viewer = city.sees(city.dispatcher)
    first = a_reading(city)
    meeting, directive = (first.drafts.filter(kind=kind).first() for kind in ("meeting", "directive"))
    assert meeting is not None
    assert directive is not None
    made = confirm_draft(meeting, corrections=None, match=None, viewer=viewer, at=NOW)
    said = confirm_draft(directive, corrections=None, match=None, viewer=viewer, at=NOW)
    other = a_reading(city, WRITE_UP + "又讯", name="other.txt")
    meeting, directive = (other.drafts.filter(kind=kind).first() for kind in ("meeting", "directive"))
    assert meeting is not None
    assert directive is not None
    assert candidates(directive, viewer) == []
    confirm_draft(meeting, corrections=None, match=made.record, viewer=viewer, at=NOW)
    (found,) = candidates(directive, viewer)
    assert (found.subject_id, found.likeness) == (said.record_id, SAME)


@pytest.mark.django_db
def test_many_drafts_fetch_the_names_of_each_kind_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    city = a_city()
    reading = a_reading(city)
    drafts = list(reading.drafts.exclude(kind="directive").select_related("reading__source"))
    viewer = city.sees(city.dispatcher)
    with django_assert_num_queries(3):
        candidates_of(drafts, viewer)


def reporter_who_leads_the_city(city: City) -> User:
    """Sees what is the city's, collects for the county only."""
    with journal_entry(by=None, at=NOW, verb="grant_role"):
        Membership.objects.create(user=city.reporter, unit=city.unit, role=Role.LEADER, from_on=SINCE)
    return city.reporter


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["meeting", "project", "lead"])
def test_a_record_that_a_person_only_sees_is_shown_and_not_joined(kind: str) -> None:
    city = a_city()
    confirm_all(a_reading(city), viewer=city.sees(city.dispatcher), at=NOW)
    viewer = city.sees(reporter_who_leads_the_city(city))
    again = a_reading(city, WRITE_UP + "又讯", name="again.txt", by=viewer.user, unit=city.county)
    open_draft = again.drafts.filter(kind=kind).first()
    assert open_draft is not None
    (found,) = (each for each in candidates(open_draft, viewer) if each.likeness >= PERHAPS_SAME)
    assert (found.unit_name, found.may_join) == ("焦作市", False)
    match = Subject.objects.get(pk=found.subject_id)
    with pytest.raises(DecisionRefused) as refused:
        confirm_draft(open_draft, corrections=None, match=match, viewer=viewer, at=NOW)
    assert refused.value.code == "only-seen"


@pytest.mark.django_db
def test_confirming_all_joins_nothing_that_a_person_only_sees() -> None:
    city = a_city()
    found_project("市十一中迁建", unit=city.unit, by=city.dispatcher, at=NOW)
    viewer = city.sees(reporter_who_leads_the_city(city))
    reading = a_reading(city, by=viewer.user, unit=city.county)
    outcome = confirm_all(reading, viewer=viewer, at=NOW)
    assert [(draft.kind, refusal.code) for draft, refusal in outcome.left] == [("project", "only-seen")]
