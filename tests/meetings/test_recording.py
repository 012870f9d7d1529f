"""Meetings are recorded with their series, attendance, agenda and directives."""

from datetime import date

import pytest
from django.db.models import ProtectedError

from diaodu.journal.writing import journal_entry
from diaodu.leads.actions import open_lead
from diaodu.meetings.actions import put_on_agenda, record_attendance, record_directive, record_meeting
from diaodu.meetings.models import Meeting, Series
from diaodu.projects.actions import found_project
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db


def the_tenth(city: City) -> Meeting:
    return record_meeting(
        "第十次调度会",
        unit=city.unit,
        series="调度会",
        ordinal=10,
        held_on=date(2024, 5, 29),
        by=city.dispatcher,
        at=NOW,
    )


def test_meetings_of_one_name_stand_in_one_series() -> None:
    city = a_city()
    meetings = [
        record_meeting(f"第{n}次调度会", unit=city.unit, series="调度会", ordinal=n, by=city.dispatcher, at=NOW)
        for n in (1, 2)
    ]
    assert list(Series.objects.get().meetings.order_by("ordinal")) == meetings


def test_a_meeting_without_number_stands_in_no_series() -> None:
    city = a_city()
    assert record_meeting("推进会", unit=city.unit, by=city.dispatcher, at=NOW).series is None


def test_nobody_attends_twice() -> None:
    city = a_city()
    meeting = the_tenth(city)
    outcomes = [record_attendance(meeting, name="惠康", by=city.dispatcher, at=NOW)[1] for _ in range(2)]
    assert (outcomes, meeting.attendances.count()) == ([True, False], 1)


def test_the_agenda_takes_a_thing_up_once_in_its_order() -> None:
    city = a_city()
    meeting, who = the_tenth(city), {"by": city.dispatcher, "at": NOW}
    lead = open_lead("吉利新能源商用车", unit=city.unit, **who)
    project = found_project("再生水综合利用", unit=city.unit, **who)
    put_on_agenda(meeting, order=2, lead=lead, **who)
    put_on_agenda(meeting, order=1, project=project, **who)
    assert put_on_agenda(meeting, order=9, lead=lead, **who)[1] is False
    assert [str(entry) for entry in meeting.agenda.all()] == ["再生水综合利用", "吉利新能源商用车"]


def test_a_meeting_with_directives_cannot_be_deleted() -> None:
    city = a_city()
    meeting = the_tenth(city)
    record_directive(meeting, text="要扛牢主体责任", order=1, by=city.dispatcher, at=NOW)
    with pytest.raises(ProtectedError), journal_entry(by=None, at=NOW, verb="delete"):
        meeting.delete()
