"""Reminders: on their distances, one letter a person a day, none without a mail server; and what today's page says."""

from datetime import date

import pytest
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from diaodu.accounts.actions import choose_email
from diaodu.web.reports.reminders import enqueue_digests, letter
from tests.web.held import text_of
from tests.web.reports.reporting import Reporting, a_reporting_city, signed_in
from tests.world import NOW, run_tasks

pytestmark = pytest.mark.django_db
# May is due on 7 June; 10 June is the Dragon Boat holiday, so one working day late is 11 June.
DISTANCES = {date(2024, 6, 4): 1, date(2024, 6, 5): 0, date(2024, 6, 6): 1, date(2024, 6, 10): 0, date(2024, 6, 11): 1}


@pytest.fixture
def reporting(settings: Settings) -> Reporting:
    settings.EMAIL_HOST = "mail.example"
    settings.SITE_ADDRESS = "https://diaodu.example"
    reporting = a_reporting_city()
    choose_email(reporting.city.reporter, email="he@example.cn", at=NOW)
    return reporting


@pytest.mark.parametrize("day", DISTANCES)
def test_a_letter_falls_on_its_distances(reporting: Reporting, day: date) -> None:
    assert enqueue_digests(day, at=NOW) == DISTANCES[day]


def test_one_letter_a_day_says_what_is_owed_and_where(reporting: Reporting, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(2):
        enqueue_digests(date(2024, 6, 11), at=NOW)
    run_tasks()
    (sent,) = mailoutbox
    assert (sent.to, sent.subject) == (["he@example.cn"], "待您填报的报送")
    assert "重点项目月报 · 2024年5月 · 修武县 · 2024-06-07 截止 · 逾期 4 天" in sent.body
    assert f"https://diaodu.example{reporting.address}" in sent.body


def test_nobody_is_written_to_without_a_mail_server(reporting: Reporting, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    assert enqueue_digests(date(2024, 6, 11), at=NOW) == 0
    assert not DBTaskResult.objects.filter(task_path__endswith="send_digest").exists()


def test_who_handed_in_is_not_reminded(reporting: Reporting) -> None:
    reporting.hand_in()
    assert enqueue_digests(date(2024, 6, 11), at=NOW) == 0


def test_a_letter_without_an_address_of_the_desk_has_no_link(settings: Settings) -> None:
    settings.SITE_ADDRESS = ""
    assert "http" not in letter("何秋实", [])


def test_today_says_what_is_to_be_filled_in_and_reviewed(reporting: Reporting) -> None:
    assert "1 份报送待填" in text_of(signed_in(reporting.city.reporter).get("/").content.decode())
    reporting.hand_in()
    words = text_of(signed_in(reporting.city.dispatcher).get("/").content.decode())
    assert "1 份报送待您审核" in words
    assert "重点项目月报 · 2024年5月" in words


def test_a_person_says_where_to_be_reminded(reporting: Reporting) -> None:
    desk = signed_in(reporting.city.reporter)
    assert desk.post("/me/email/", {"email": "no address"}).status_code == 200
    desk.post("/me/email/", {"email": "new@example.cn"})
    reporting.city.reporter.refresh_from_db()
    assert reporting.city.reporter.email == "new@example.cn"
