"""Reviewing: a reason for each cell, county before office, acceptance locks, a correction is visible as such."""

import pytest
from django.test import Client

from diaodu.facts.models import Fact
from diaodu.facts.reporting import Submission
from tests.web.held import text_of
from tests.web.reports.reporting import Reporting, a_county_dispatcher, a_reporting_city, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporting() -> Reporting:
    return a_reporting_city()


@pytest.fixture
def office(reporting: Reporting) -> Client:
    return signed_in(reporting.city.dispatcher)


def state(reporting: Reporting) -> str:
    return Submission.objects.get(pk=reporting.submission.pk).state


def test_a_return_marks_its_cells_and_needs_a_reason(reporting: Reporting, office: Client) -> None:
    reporting.hand_in()
    assert office.post(f"{reporting.address}review/", {"return": "1"}).status_code == 422
    reason = {f"reason-{reporting.key(1, 'invested')}": "与上期相差过大"}
    assert office.post(f"{reporting.address}review/", reason | {"return": "1"}).status_code == 303
    words = signed_in(reporting.city.reporter).get(reporting.address).content.decode()
    assert words.count("reports-returned") == 1
    assert "退回： 与上期相差过大" in text_of(words)


def test_the_county_approves_before_the_office_accepts(reporting: Reporting, office: Client) -> None:
    county = signed_in(a_county_dispatcher(reporting.city))
    reporting.hand_in()
    assert office.post(f"{reporting.address}review/", {"accept": "1"}).status_code == 403
    assert county.post(f"{reporting.address}review/", {"accept": "1"}).status_code == 403
    county.post(f"{reporting.address}review/", {"approve": "1"})
    assert state(reporting) == "approved"
    office.post(f"{reporting.address}review/", {"accept": "1"})
    assert state(reporting) == "accepted"


def test_clean_reports_are_accepted_at_one_go_and_doubtful_ones_wait(reporting: Reporting, office: Client) -> None:
    reporting.hand_in(None)
    office.post("/reports/accept-clean/")
    assert state(reporting) == "submitted"
    given = {f"reason-{reporting.key(0, 'invested')}": "请报数", "return": "1"}
    office.post(f"{reporting.address}review/", given)
    reporting.submission.refresh_from_db()
    reporting.hand_in()
    office.post("/reports/accept-clean/")
    assert state(reporting) == "accepted"


def test_after_acceptance_only_a_correction_with_a_reason_changes_a_value(reporting: Reporting, office: Client) -> None:
    reporting.hand_in()
    office.post(f"{reporting.address}review/", {"accept": "1"})
    assert signed_in(reporting.city.reporter).post(f"{reporting.address}save/", {}).status_code == 403
    fact = Fact.objects.filter(number__isnull=False)[0]
    address = f"/reports/facts/{fact.pk}/correct/"
    assert office.post(address, {"value": "1100"}).status_code == 422
    office.post(address, {"value": "1100", "reason": "审计核减"})
    assert Fact.objects.get(supersedes=fact).number == 1_100_000_000
    assert "更正： 审计核减" in text_of(office.get(reporting.address).content.decode())


def test_a_reviewer_sees_no_draft(reporting: Reporting, office: Client) -> None:
    key = reporting.key(0, "invested")
    signed_in(reporting.city.reporter).post(reporting.cell(0, "invested"), {f"value-{key}": "777"})
    assert "777" not in text_of(office.get(reporting.address).content.decode())
