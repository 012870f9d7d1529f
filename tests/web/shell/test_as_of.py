"""Looking back: which day, which position, which links."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import BadRequest
from django.template import Context, Template
from django.test import Client, RequestFactory

from diaodu.accounts.models import Role
from diaodu.journal.writing import journal_entry
from diaodu.web.asof import AsOf, asked_as_of
from tests.people import city, someone

TODAY = date(2024, 6, 1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def asked(words: str) -> AsOf | None:
    return asked_as_of(RequestFactory().get("/", {"as_of": words}), today=TODAY)


def test_a_past_day_is_looked_back_to() -> None:
    assert asked("2024-05-31") == AsOf(date(2024, 5, 31))


@pytest.mark.parametrize("words", ["", "2024-06-01", "2030-01-01"])
def test_today_and_later_are_now(words: str) -> None:
    assert asked(words) is None


@pytest.mark.parametrize("words", ["yesterday", "2024-02-31", "2024"])
def test_nonsense_is_refused(words: str) -> None:
    with pytest.raises(BadRequest, match=words):
        asked(words)


@pytest.mark.django_db
def test_the_position_is_the_last_of_that_day_in_local_time() -> None:
    with journal_entry(by=None, at=datetime(2024, 5, 31, 23, 59, tzinfo=SHANGHAI), verb="late") as late:
        pass
    with journal_entry(by=None, at=datetime(2024, 6, 1, 0, 0, tzinfo=SHANGHAI), verb="next"):
        pass
    assert AsOf(date(2024, 5, 31)).position == late.position


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/units/", "/units/?as_of=2024-05-31"),
        ("/units/?page=2&as_of=2020-01-01#rows", "/units/?page=2&as_of=2024-05-31#rows"),
    ],
)
def test_links_keep_the_day(url: str, kept: str) -> None:
    template = Template("{% load shell %}{% autoescape off %}{% keep_as_of url %}{% endautoescape %}")
    assert template.render(Context({"url": url, "as_of": AsOf(date(2024, 5, 31))})) == kept


@pytest.mark.django_db
def test_a_page_in_the_past_says_so_and_offers_the_present(client: Client) -> None:
    client.force_login(someone("sun", city()["office"], Role.DISPATCHER))
    page = client.get("/units/?as_of=2019-12-31", headers={"Accept-Language": "en"}).content.decode()
    assert "As known on 2019-12-31" in page
    assert "Back to now" in page
    assert "No unit existed on this day" in page


@pytest.mark.django_db
def test_nothing_is_changed_in_the_past(client: Client) -> None:
    client.force_login(someone("sun"))
    assert client.post("/me/?as_of=2019-12-31").status_code in (400, 405)
