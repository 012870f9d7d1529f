"""Confirming drafts makes records, joins existing ones, and cites every field."""

from datetime import date

import pytest

from diaodu.facts.models import Citation, Subject
from diaodu.intake.actions import DecisionRefused, confirm_all, confirm_draft, reject_draft
from diaodu.intake.models import Draft, DraftState, Reading
from diaodu.leads.models import Lead
from diaodu.meetings.actions import record_meeting
from diaodu.meetings.models import Directive, Meeting
from diaodu.projects.actions import found_project
from diaodu.projects.models import Listing, Project
from tests.world import NOW, WRITE_UP, City, a_city, a_reading

pytestmark = pytest.mark.django_db


def confirm(city: City, draft: Draft, match: Subject | None = None, **corrections: str) -> Draft:
    keys = {key.replace("__", ":"): value for key, value in corrections.items()}
    return confirm_draft(draft, corrections=keys, match=match, viewer=city.sees(city.dispatcher), at=NOW)


def draft(reading: Reading, kind: str) -> Draft:
    found = reading.drafts.filter(kind=kind).first()
    assert found is not None
    return found


def words(subject: Subject) -> dict[str, str]:
    return {citation.field: citation.words for citation in Citation.objects.filter(subject=subject)}


def test_a_meeting_is_made_with_people_and_every_field_cited() -> None:
    city = a_city()
    decided = confirm(city, draft(a_reading(city), "meeting"))
    meeting = Meeting.objects.get(subject=decided.record)
    assert (meeting.ordinal, meeting.held_on, meeting.chair) == (10, date(2024, 5, 29), "刘冰")
    assert str(meeting.series) == "省市重点项目暨招商引资调度会"
    assert [str(person) for person in meeting.attendances.order_by("name")] == ["惠康", "李瑞霞"]
    assert words(meeting.subject) == {
        "title": meeting.title,
        "series": meeting.title,
        "ordinal": "第十次",
        "held_on": "5月29日下午",
        "chair": "刘冰",
        "attendee:惠康": "惠康",
        "attendee:李瑞霞": "李瑞霞",
    }


def test_a_project_is_listed_on_its_programme_for_the_year_of_the_meeting() -> None:
    city = a_city()
    decided = confirm(city, draft(a_reading(city), "project"))
    assert (decided.state, decided.decided_by, decided.made_record) == (DraftState.CONFIRMED, city.dispatcher, True)
    listing = Listing.objects.get()
    assert (str(listing), listing.project.subject) == ("三十工程 2024", decided.record)
    assert words(decided.record) == {"name": "市十一中迁建", "programme:三十工程": "三十工程"}


@pytest.mark.parametrize("order", [["meeting", "project", "lead"], ["lead", "project", "meeting"]])
def test_agenda_entries_join_what_is_confirmed_whichever_comes_first(order: list[str]) -> None:
    city = a_city()
    reading = a_reading(city)
    for kind in order:
        confirm(city, draft(reading, kind))
    assert [str(entry) for entry in Meeting.objects.get().agenda.all()] == ["市十一中迁建", "吉利新能源商用车"]


def test_a_directive_waits_for_its_meeting() -> None:
    city = a_city()
    reading = a_reading(city)
    with pytest.raises(DecisionRefused) as refused:
        confirm(city, draft(reading, "directive"))
    assert refused.value.code == "meeting-first"
    confirm(city, draft(reading, "meeting"))
    confirm(city, draft(reading, "directive"))
    directive = Directive.objects.get()
    assert (directive.party, directive.due_words, directive.due_on) == (
        "各项目实施单位",
        "6月15日前",
        date(2024, 6, 15),
    )
    assert words(directive.subject)["due_words"] == "6月15日前"


def test_a_corrected_day_of_the_meeting_moves_what_is_due() -> None:
    city = a_city()
    reading = a_reading(city)
    confirm(city, draft(reading, "meeting"), held_on="2023-05-29")
    confirm(city, draft(reading, "directive"))
    assert Directive.objects.get().due_on == date(2023, 6, 15)


def test_a_match_joins_and_makes_no_project() -> None:
    city = a_city()
    known = found_project("焦作市第十一中学迁建", unit=city.unit, by=city.dispatcher, at=NOW)
    reading = a_reading(city)
    confirm(city, draft(reading, "meeting"))
    decided = confirm(city, draft(reading, "project"), match=known.subject)
    assert (decided.made_record, list(Project.objects.all())) == (False, [known])
    assert words(known.subject)["name"] == "市十一中迁建"
    assert (known.listings.count(), known.agenda_entries.count()) == (1, 1)


def test_a_second_report_joins_the_meeting_and_adds_who_it_names() -> None:
    city = a_city()
    first = confirm(city, draft(a_reading(city), "meeting"))
    other = a_reading(city, WRITE_UP.replace("惠康、", "惠康、郭嘉、").replace("刘冰", "周启明"), name="other.txt")
    confirm(city, draft(other, "meeting"), match=first.record)
    meeting = Meeting.objects.get()
    assert (meeting.chair, meeting.attendances.count()) == ("刘冰", 3)
    cited = Citation.objects.filter(source=other.source).values_list("field", flat=True)
    assert set(cited) == {"title", "ordinal", "held_on", "attendee:惠康", "attendee:郭嘉", "attendee:李瑞霞"}


def test_nobody_matches_with_a_record_that_they_do_not_see() -> None:
    city = a_city()
    hidden = found_project("市十一中迁建", unit=city.unit, by=city.dispatcher, at=NOW)
    reading = a_reading(city)
    with pytest.raises(DecisionRefused) as refused:
        confirm_draft(
            draft(reading, "project"), corrections=None, match=hidden.subject, viewer=city.sees(city.reporter), at=NOW
        )
    assert refused.value.code == "no-such-record"
    assert draft(reading, "project").state == DraftState.PROPOSED


def test_a_lead_is_no_match_for_a_project() -> None:
    city = a_city()
    reading = a_reading(city)
    lead = confirm(city, draft(reading, "lead"))
    with pytest.raises(DecisionRefused) as refused:
        confirm(city, draft(reading, "project"), match=lead.record)
    assert refused.value.code == "no-such-record"


def test_what_is_on_record_is_not_made_again() -> None:
    city = a_city()
    confirm(city, draft(a_reading(city), "meeting"))
    other = a_reading(city, WRITE_UP + "又讯", name="other.txt")
    with pytest.raises(DecisionRefused) as refused:
        confirm(city, draft(other, "meeting"))
    assert (refused.value.code, Meeting.objects.count()) == ("record-exists", 1)


def test_a_draft_is_decided_once_and_says_by_whom() -> None:
    city = a_city()
    decided = confirm(city, draft(a_reading(city), "lead"))
    with pytest.raises(DecisionRefused, match="陆向明") as refused:
        reject_draft(decided, reason="重复", by=city.dispatcher, at=NOW)
    assert (refused.value.code, Lead.objects.count()) == ("already-confirmed", 1)


def test_a_rejection_keeps_its_reason_and_makes_nothing() -> None:
    city = a_city()
    rejected = reject_draft(draft(a_reading(city), "project"), reason=" 不是项目 ", by=city.dispatcher, at=NOW)
    assert (rejected.state, rejected.reason, rejected.decided_by) == (DraftState.REJECTED, "不是项目", city.dispatcher)
    assert (Project.objects.count(), rejected.history.count()) == (0, 2)


def test_a_rejection_needs_a_reason() -> None:
    city = a_city()
    with pytest.raises(DecisionRefused) as refused:
        reject_draft(draft(a_reading(city), "project"), reason=" ", by=city.dispatcher, at=NOW)
    assert refused.value.code == "reason-missing"


def test_all_are_confirmed_in_order_under_one_position() -> None:
    city = a_city()
    reading = a_reading(city)
    outcome = confirm_all(reading, viewer=city.sees(city.dispatcher), at=NOW)
    kinds = [decided.kind for decided in outcome.confirmed]
    assert (kinds, outcome.left) == (["meeting", "project", "project", "lead", "directive"], [])
    assert len({decided.history.first().position for decided in outcome.confirmed}) == 1
    assert (Meeting.objects.get().agenda.count(), Directive.objects.count()) == (3, 1)


def test_confirming_all_joins_a_record_of_the_same_plain_name() -> None:
    city = a_city()
    known = found_project("焦作市十一中迁建项目", unit=city.unit, by=city.dispatcher, at=NOW)
    confirm_all(a_reading(city), viewer=city.sees(city.dispatcher), at=NOW)
    assert known.agenda_entries.count() == 1
    assert sorted(Project.objects.values_list("name", flat=True)) == ["北部山区生态修复", "焦作市十一中迁建项目"]


def test_confirming_all_asks_first_whether_a_guessed_year_hides_a_meeting_on_record() -> None:
    city = a_city()
    title = "省市重点项目暨招商引资第十次调度会"
    record_meeting(title, unit=city.unit, held_on=date(2022, 5, 29), by=city.dispatcher, at=NOW)
    outcome = confirm_all(a_reading(city), viewer=city.sees(city.dispatcher), at=NOW)
    assert [refusal.code for _draft, refusal in outcome.left] == ["perhaps-on-record"]
    assert (outcome.confirmed, Meeting.objects.count(), Listing.objects.count()) == ([], 1, 0)


def test_confirming_all_leaves_open_what_several_records_may_mean() -> None:
    city = a_city()
    for name in ("市十一中迁建", "焦作市十一中迁建项目"):
        found_project(name, unit=city.unit, by=city.dispatcher, at=NOW)
    reading = a_reading(city)
    outcome = confirm_all(reading, viewer=city.sees(city.dispatcher), at=NOW)
    assert [(left.fields["name"]["value"], refusal.code) for left, refusal in outcome.left] == [
        ("市十一中迁建", "several-match")
    ]
    assert reading.drafts.get(state=DraftState.PROPOSED) == outcome.left[0][0]
