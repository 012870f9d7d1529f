"""What the tests of record pages share: meetings that were held and confirmed, and how a page is asked for."""

import re

from django.test import Client

from diaodu.accounts.models import Role, User
from diaodu.intake.actions import confirm_all
from diaodu.leads.actions import open_lead
from diaodu.leads.models import Lead
from diaodu.meetings.actions import put_on_agenda, record_meeting
from diaodu.meetings.models import Meeting
from diaodu.projects.actions import found_project, list_on_programme
from diaodu.projects.models import Project
from tests.web.collect.desk import signed_in
from tests.world import NOW, TODAY, City, a_person, a_reading

__all__ = ["LATER", "a_held_meeting", "an_agenda_of", "line_officer", "part_of", "signed_in", "text_of", "words_at"]

# A day on which the world of NOW is the past, and the demand of its write-up five days past its date.
LATER = "2024-06-20"


def a_held_meeting(city: City) -> Meeting:
    """The meeting of the write-up, every draft confirmed: two projects, one lead, one demand."""
    confirm_all(a_reading(city), viewer=city.sees(city.dispatcher), at=NOW)
    return Meeting.objects.get()


def an_agenda_of(city: City, count: int) -> list[Project | Lead]:
    """As many projects and as many leads, each with all that a list shows of it."""
    who = {"by": city.dispatcher, "at": NOW}
    meeting = record_meeting(f"议程{count}", unit=city.unit, held_on=TODAY, ordinal=count, **who)
    rows: list[Project | Lead] = []
    for n in range(count):
        project = found_project(f"项目{count}-{n}", unit=city.unit, **who)
        lead = open_lead(f"线索{count}-{n}", unit=city.unit, **who)
        list_on_programme(project, programme="三十工程", year=2024, **who)
        put_on_agenda(meeting, order=n, project=project, **who)
        put_on_agenda(meeting, order=n, lead=lead, **who)
        rows += [project, lead]
    return rows


def line_officer(city: City) -> User:
    return a_person("officer", "梁国土", city.unit, Role.LINE_DEPARTMENT)


def words_at(user: User, address: str) -> str:
    answer = signed_in(user).get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def part_of(client: Client, address: str) -> str:
    """What HTMX puts into #rows."""
    return client.get(address, headers={"HX-Request": "true", "HX-Target": "div#rows"}).content.decode()


def text_of(html: str) -> str:
    """The words of a page, as they are read, in one line."""
    apart = re.sub(r"</(td|th|p|div|li|h\d|dt|dd)>", " ", html.partition("<main")[2])
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", apart)).strip()
