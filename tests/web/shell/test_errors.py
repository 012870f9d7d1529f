"""Error pages say what happened, what was kept, what to do, and a number that the log knows."""

import logging
import re

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from diaodu.web.shell.errors import server_error
from tests.people import someone

ENGLISH = {"Accept-Language": "en"}
NUMBER = re.compile(r'class="dd-code">([2-9A-Z]{8})<')


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/me/?as_of=soon", 400, "“soon” is not a day"),
        ("/units/", 403, "Your roles do not include it"),
        ("/nowhere", 404, "The address is mistyped"),
    ],
)
def test_the_page_and_the_log_share_a_number(
    client: Client, caplog: pytest.LogCaptureFixture, address: str, status: int, words: str
) -> None:
    client.force_login(someone("wu"))
    with caplog.at_level(logging.WARNING, "diaodu.web"):
        answer = client.get(address, headers=ENGLISH)
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (status, True)
    assert NUMBER.findall(page)[0] in caplog.text


def test_the_page_of_last_resort_needs_no_ledger(caplog: pytest.LogCaptureFixture) -> None:
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert NUMBER.findall(answer.content.decode())[0] in caplog.text


@pytest.mark.django_db
def test_a_stale_form_says_that_nothing_was_saved() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(someone("wu"))
    answer = client.post("/me/tokens/", headers=ENGLISH)
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()


@pytest.mark.django_db
def test_a_crash_shows_our_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(request: HttpRequest) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("diaodu.web.context.theme_of", crash)
    client.raise_request_exception = False
    answer = client.get("/accounts/login/", headers=ENGLISH)
    assert answer.status_code == 500
    assert "The fault is ours" in answer.content.decode()


@pytest.mark.django_db
def test_health_is_plain(client: Client) -> None:
    assert client.get("/health").content == b"ok"
