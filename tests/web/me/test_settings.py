"""A person's own settings: look and tokens."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from diaodu.accounts.actions import make_token
from diaodu.accounts.tokens import user_of_token
from tests.people import MOMENT, someone

pytestmark = pytest.mark.django_db


def test_a_token_is_shown_once_and_works(client: Client) -> None:
    li = someone("li")
    client.force_login(li)
    day = timezone.localdate() + timedelta(days=30)
    key = client.post("/me/tokens/", {"label": "ledger", "expires_on": day}).context["key"]
    assert user_of_token(key, at=timezone.now()) == li
    assert key not in client.get("/me/").content.decode()


@pytest.mark.parametrize("days", [-1, 400])
def test_a_token_lasts_a_year_at_most(client: Client, days: int) -> None:
    client.force_login(someone("li"))
    day = timezone.localdate() + timedelta(days=days)
    answer = client.post("/me/tokens/", {"label": "ledger", "expires_on": day}, headers={"Accept-Language": "en"})
    assert "within a year" in answer.content.decode()


def test_nobody_revokes_anothers_token(client: Client) -> None:
    li = someone("li")
    token, _key = make_token(li, label="x", expires_on=timezone.localdate(), by=li, at=MOMENT)
    client.force_login(someone("wu"))
    assert client.post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    client.force_login(li)
    client.post(f"/me/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_the_theme_is_in_the_first_byte(client: Client) -> None:
    client.force_login(someone("li"))
    client.post("/shell/theme/", {"theme": "dark", "next": "/me/"})
    assert '<html lang="zh-hans" data-bs-theme="dark">' in client.get("/me/").content.decode()


def test_the_theme_form_sends_nobody_elsewhere(client: Client) -> None:
    answer = client.post("/shell/theme/", {"theme": "loud", "next": "https://example.org/"})
    assert (answer.url, "theme" in answer.cookies) == ("/", False)  # type: ignore[attr-defined]


def test_the_language_switch_stays(client: Client) -> None:
    client.force_login(someone("li"))
    client.post("/language/", {"language": "en", "next": "/me/"})
    assert "My settings" in client.get("/me/").content.decode()
