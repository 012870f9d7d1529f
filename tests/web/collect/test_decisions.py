"""Deciding on drafts: with and without JavaScript, corrected, matched, refused, undone."""

import re

import pytest
from django.urls import reverse

from diaodu.facts.models import Citation
from diaodu.intake.actions import confirm_draft, reject_draft
from diaodu.intake.models import Draft, DraftKind, DraftState, ReadingState
from diaodu.meetings.models import Attendance, Meeting
from diaodu.projects.models import Project
from tests.web.collect.desk import HTMX, draft_of, page_of_source, signed_in, work_of
from tests.world import NOW, WRITE_UP, City, a_city, a_person, a_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return a_city()


def address(verb: str, draft: Draft) -> str:
    return reverse(f"collect:{verb}", args=[draft.pk])


def as_typed(html: str, draft: Draft) -> dict[str, str]:
    """What the browser sends when nothing is changed."""
    card = html.partition(f'<li id="draft-{draft.pk}"')[2].partition("</li>")[0]
    fields = re.findall(r'<input type="(?:text|date)" name="(\w+)"(?: value="([^"]*)")?', card)
    return {name: value for name, value in fields if name != "other_reason"}


def test_confirming_makes_the_record_and_leads_back_to_the_draft(city: City) -> None:
    reading, desk = a_reading(city), signed_in(city.dispatcher)
    draft = draft_of(reading, DraftKind.PROJECT)
    sent = as_typed(desk.get(page_of_source(reading)).content.decode(), draft)
    answer = desk.post(address("confirm", draft), {**sent, "at": "0"})
    assert sent == {"name": "市十一中迁建", "programmes": "三十工程"}
    assert (answer.status_code, answer.url) == (303, f"{page_of_source(reading)}?at=0#draft-{draft.pk}")
    citation = Citation.objects.get(subject=Project.objects.get(name="市十一中迁建").subject, field="name")
    assert citation.words == "市十一中迁建"


@pytest.mark.parametrize("verb", ["confirm", "reject", "undo", "confirm_all"])
def test_the_page_after_a_swap_equals_a_fresh_one(city: City, verb: str) -> None:
    reading, desk = a_reading(city), signed_in(city.dispatcher)
    draft = draft_of(reading, DraftKind.MEETING)
    if verb == "undo":
        desk.post(address("reject", draft), {"reason": "重复"})
    where = reverse("collect:confirm_all", args=[reading.source_id]) if verb == "confirm_all" else address(verb, draft)
    sent = as_typed(desk.get(page_of_source(reading)).content.decode(), draft)
    part = desk.post(where, {**sent, "reason": "重复", "at": "0"}, headers=HTMX)
    assert part.status_code == 200
    assert work_of(part.content.decode()) == work_of(desk.get(page_of_source(reading)).content.decode())


def test_a_correction_is_taken_over(city: City) -> None:
    reading = a_reading(city)
    draft = draft_of(reading, DraftKind.MEETING)
    typed = {
        "title": "第十次调度会",
        "held_on": "2024-05-28",
        "ordinal": "10",
        "attendees": "李瑞霞、 王某",
        "chair": "刘冰",
    }
    signed_in(city.dispatcher).post(address("confirm", draft), typed)
    meeting = Meeting.objects.get()
    assert (meeting.title, str(meeting.held_on), meeting.chair) == ("第十次调度会", "2024-05-28", "刘冰")
    assert set(Attendance.objects.values_list("name", flat=True)) == {"李瑞霞", "王某"}


def test_a_wrong_correction_says_so_beside_the_field_and_keeps_it(city: City) -> None:
    draft = draft_of(a_reading(city), DraftKind.MEETING)
    answer = signed_in(city.dispatcher).post(address("confirm", draft), {"title": "某会", "held_on": "29 May"})
    html = answer.content.decode()
    assert (answer.status_code, 'value="某会"' in html, 'value="29 May"' in html) == (422, True, True)
    assert not Meeting.objects.exists()


def test_a_draft_is_matched_with_the_record_that_was_chosen(city: City) -> None:
    first = draft_of(a_reading(city), DraftKind.PROJECT)
    confirm_draft(first, corrections={}, match=None, viewer=city.sees(city.dispatcher), at=NOW)
    again = a_reading(city, WRITE_UP + "又记。", name="again.txt")
    draft, desk = draft_of(again, DraftKind.PROJECT), signed_in(city.dispatcher)
    html = desk.get(page_of_source(again)).content.decode()
    subject = Project.objects.get().subject_id
    assert f'form="decide-{draft.pk}" name="match" value="{subject}" checked' in html
    desk.post(address("confirm", draft), {"name": "市十一中迁建", "programmes": "三十工程", "match": str(subject)})
    draft.refresh_from_db()
    assert (draft.record_id, draft.made_record, Project.objects.count()) == (subject, False, 1)


def test_a_rejection_needs_a_reason(city: City) -> None:
    draft, desk = draft_of(a_reading(city), DraftKind.LEAD), signed_in(city.dispatcher)
    refused = desk.post(address("reject", draft), {"other_reason": " "})
    assert (refused.status_code, "collect-refused" in refused.content.decode()) == (409, True)
    desk.post(address("reject", draft), {"other_reason": "不是线索"})
    draft.refresh_from_db()
    assert (draft.state, draft.reason, draft.decided_by) == (DraftState.REJECTED, "不是线索", city.dispatcher)


def test_whoever_comes_second_sees_who_decided(city: City) -> None:
    draft = draft_of(a_reading(city), DraftKind.LEAD)
    colleague = a_person("colleague", "苏见微", city.unit, city.dispatcher.memberships.get().role)
    confirm_draft(draft, corrections={}, match=None, viewer=city.sees(city.dispatcher), at=NOW)
    answer = signed_in(colleague).post(address("confirm", draft), {"name": draft.fields["name"]["value"]}, headers=HTMX)
    html = answer.content.decode()
    assert (answer.status_code, "陆向明" in html, "collect-refused" in html) == (409, True, True)
    assert reverse("collect:undo", args=[draft.pk]) not in html


@pytest.mark.parametrize("verb", ["confirm", "reject", "confirm_all"])
def test_a_decision_is_undone_in_its_session_and_not_in_a_later_one(city: City, verb: str) -> None:
    reading, desk = a_reading(city), signed_in(city.dispatcher)
    draft = draft_of(reading, DraftKind.LEAD)
    where = reverse("collect:confirm_all", args=[reading.source_id]) if verb == "confirm_all" else address(verb, draft)
    desk.post(where, {"name": draft.fields["name"]["value"], "reason": "重复"})
    later, undoing = signed_in(city.dispatcher), address("undo", draft)
    offered = [undoing in each.get(page_of_source(reading)).content.decode() for each in (desk, later)]
    assert offered == [True, False]
    assert [each.post(undoing).status_code for each in (later, desk, desk)] == [409, 303, 409]
    draft.refresh_from_db()
    assert draft.state == DraftState.PROPOSED


def test_what_cannot_be_confirmed_with_the_rest_says_why(city: City) -> None:
    reading, desk = a_reading(city), signed_in(city.dispatcher)
    reject_draft(draft_of(reading, DraftKind.MEETING), reason="重复", by=city.dispatcher, at=NOW)
    answer = desk.post(reverse("collect:confirm_all", args=[reading.source_id]))
    left = reading.drafts.get(state=DraftState.PROPOSED)
    assert (answer.status_code, left.kind) == (409, DraftKind.DIRECTIVE)
    assert answer.content.decode().count('class="collect-refused"') == 1


def test_a_text_can_be_read_in_another_encoding(city: City) -> None:
    reading = a_reading(city)
    answer = signed_in(city.dispatcher).post(
        reverse("collect:read_again", args=[reading.source_id]), {"encoding": "big5"}
    )
    reading.refresh_from_db()
    assert (answer.status_code, reading.state, reading.encoding) == (303, ReadingState.WAITING, "big5")


def test_another_encoding_comes_too_late_once_something_is_decided(city: City) -> None:
    reading, desk = a_reading(city), signed_in(city.dispatcher)
    reject_draft(draft_of(reading, DraftKind.LEAD), reason="重复", by=city.dispatcher, at=NOW)
    where = reverse("collect:read_again", args=[reading.source_id])
    assert where not in desk.get(page_of_source(reading)).content.decode()
    assert desk.post(where, {"encoding": "big5"}).status_code == 409
    assert desk.post(where, {"encoding": "morse"}).status_code == 422
