"""Signing in through the real page: right, wrong, locked, first time, closed doors."""

import pytest
from django.test import Client

from diaodu.accounts.actions import add_person, give_password
from diaodu.accounts.models import User
from tests.people import MOMENT, PASSWORD, someone

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


def sign_in(client: Client, password: str, username: str = "li") -> object:
    return client.post("/accounts/login/", {"login": username, "password": password}, headers=ENGLISH)


def test_the_right_password_opens() -> None:
    client = Client()
    someone("li")
    assert sign_in(client, PASSWORD).status_code == 302  # type: ignore[attr-defined]
    assert client.get("/me/").status_code == 200


def test_a_wrong_one_does_not() -> None:
    client = Client()
    someone("li")
    assert sign_in(client, "wrong").status_code == 200  # type: ignore[attr-defined]
    assert client.get("/me/").status_code == 302


def test_after_six_wrong_ones_the_page_says_how_long_to_wait() -> None:
    client = Client()
    li = someone("li")
    answers = [sign_in(client, "wrong", username) for username in ("li", "LI", "Li", " li", "li", "lI")]
    assert answers[-1].status_code == 429  # type: ignore[attr-defined]
    assert "Wait 15 minutes" in answers[-1].content.decode()  # type: ignore[attr-defined]
    assert sign_in(client, PASSWORD).status_code == 429  # type: ignore[attr-defined]
    give_password(li, password="temporary-one", by=None, at=MOMENT)
    assert sign_in(client, "temporary-one").status_code == 302  # type: ignore[attr-defined]


def test_a_temporary_password_is_changed_through_the_page() -> None:
    client = Client()
    add_person(username="li", name="李方", password="temporary-one", by=None, at=MOMENT)
    sign_in(client, "temporary-one")
    new = {"oldpassword": "temporary-one", "password1": "copper-boat-17", "password2": "copper-boat-17"}
    assert client.post("/accounts/password/", new).url == "/me/"  # type: ignore[attr-defined]
    li = User.objects.get(username="li")
    assert (li.must_change_password, li.check_password("copper-boat-17")) == (False, True)
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("page", ["signup", "password/reset", "email", "social", "password/set"])
def test_closed_doors_are_not_there(client: Client, page: str) -> None:
    assert client.get(f"/accounts/{page}/").status_code == 404


@pytest.mark.parametrize("page", ["", "totp/activate/", "recovery-codes/generate/", "webauthn/", "webauthn/add/"])
def test_the_second_factor_pages_stand_in_the_shell(page: str) -> None:
    client = Client()
    someone("li")
    sign_in(client, PASSWORD)
    answer = client.get(f"/accounts/2fa/{page}", follow=True)
    assert answer.status_code == 200
    assert 'class="dd-' in answer.content.decode()
