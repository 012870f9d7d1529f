"""What a person types over a draft is checked, and cited where it stands."""

import pytest

from diaodu.facts.models import Citation
from diaodu.intake.actions import DecisionRefused, confirm_draft
from diaodu.intake.models import Draft
from diaodu.meetings.models import Meeting
from diaodu.projects.models import Listing, Project
from tests.world import NOW, City, a_city, a_reading

pytestmark = pytest.mark.django_db

DAMAGED = (
    "5月29日下午,第十次調度會(huì )召開(kāi),市長(cháng)劉冰主持。"
    "會(huì )議調度了北部山區生態(tài)修復、再生水利用等“三十工程”項目進(jìn)展情況。"
)


def confirmed(city: City, kind: str, corrections: dict[str, str], text: str | None = None) -> Draft:
    reading = a_reading(city) if text is None else a_reading(city, text)
    draft = reading.drafts.filter(kind=kind).first()
    assert draft is not None
    return confirm_draft(draft, corrections=corrections, match=None, viewer=city.sees(city.dispatcher), at=NOW)


def citation(draft: Draft, field: str) -> Citation:
    assert draft.record is not None
    return Citation.objects.get(subject=draft.record, field=field)


def test_a_longer_name_that_stands_there_is_cited_whole() -> None:
    draft = confirmed(a_city(), "project", {"name": "调度了北部山区生态修复"}, DAMAGED)
    cited = citation(draft, "name")
    assert (cited.words, cited.typed) == ("調度了北部山區生態(tài)修復", "")


def test_a_name_that_does_not_stand_there_keeps_the_words_it_replaces() -> None:
    draft = confirmed(a_city(), "project", {"name": "北山生态修复工程"}, DAMAGED)
    cited = citation(draft, "name")
    assert (Project.objects.get().name, cited.words) == ("北山生态修复工程", "北部山區生態(tài)修復")
    assert cited.typed == "北山生态修复工程"
    assert draft.fields["name"]["read"] == "北部山区生态修复"


def test_a_corrected_day_keeps_the_words_as_what_was_read() -> None:
    city = a_city()
    cited = citation(confirmed(city, "meeting", {"held_on": "2023-05-29"}), "held_on")
    assert (str(Meeting.objects.get().held_on), cited.words, cited.typed) == ("2023-05-29", "5月29日下午", "2023-05-29")


def test_an_added_name_is_cited_at_its_only_place_else_as_typed() -> None:
    city = a_city()
    added = {"attendee:陆": "吉利新能源", "attendee:何": "何秋实"}
    draft = confirmed(city, "meeting", added)
    standing, typed = citation(draft, "attendee:吉利新能源"), citation(draft, "attendee:何秋实")
    assert (standing.words, standing.typed_by) == ("吉利新能源", None)
    assert (typed.words, typed.start, typed.typed_by) == ("何秋实", None, city.dispatcher)


def test_an_attendee_is_renamed_and_another_taken_away() -> None:
    confirmed(a_city(), "meeting", {"attendee:惠康": "惠小康", "attendee:李瑞霞": ""})
    assert [str(person) for person in Meeting.objects.get().attendances.all()] == ["惠小康"]


def test_a_programme_can_be_taken_away() -> None:
    confirmed(a_city(), "project", {"programme:三十工程": ""})
    assert (Project.objects.count(), Listing.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "corrections", "code"),
    [
        ("project", {"name": "  "}, "missing-value"),
        ("project", {"name": "长" * 201}, "too-long"),
        ("project", {"chair": "刘冰"}, "unknown-field"),
        ("project", {"programmes": "三十工程"}, "unknown-field"),
        ("meeting", {"held_on": "5月29日"}, "not-a-day"),
        ("meeting", {"held_on": "2024-02-30"}, "not-a-day"),
        ("meeting", {"ordinal": "第十"}, "not-a-number"),
        ("meeting", {"ordinal": "99999"}, "not-a-number"),
        ("meeting", {"ordinal": "9999999999999"}, "not-a-number"),
        ("directive", {"kind": "wish"}, "not-a-kind"),
    ],
)
def test_what_does_not_fit_is_refused_with_words(kind: str, corrections: dict[str, str], code: str) -> None:
    with pytest.raises(DecisionRefused) as refused:
        confirmed(a_city(), kind, corrections)
    assert refused.value.code == code
    assert all(refused.value.words)
    assert Draft.objects.filter(state="confirmed").count() == 0
