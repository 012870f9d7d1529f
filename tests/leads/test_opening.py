"""Leads are opened with a subject, and seen by those who deal with leads."""

import pytest

from diaodu.accounts.models import Role
from diaodu.leads.actions import open_lead
from diaodu.leads.models import Lead
from tests.world import NOW, a_city, a_person

pytestmark = pytest.mark.django_db


def test_opening_makes_a_subject() -> None:
    city = a_city()
    lead = open_lead("吉利新能源商用车", unit=city.unit, by=city.dispatcher, at=NOW)
    assert (lead.subject.kind, lead.unit, lead.history.count()) == ("lead", city.unit, 1)


def test_a_line_department_and_an_outsider_see_no_leads() -> None:
    city = a_city()
    open_lead("吉利新能源商用车", unit=city.unit, by=city.dispatcher, at=NOW)
    department = a_person("land", "卢一平", city.unit, Role.LINE_DEPARTMENT)
    seen = [Lead.objects.visible_to(city.sees(user)).count() for user in (city.leader, department, city.outsider)]
    assert seen == [1, 0, 0]
