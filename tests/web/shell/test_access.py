"""Who gets in, who is sent to sign in, and what the others read."""

from datetime import date

import pytest
from django.test import Client

from diaodu.accounts.actions import add_person, end_membership
from diaodu.accounts.models import Role
from tests.people import MOMENT, city, someone

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_sign_in_and_comes_back(client: Client) -> None:
    answer = client.get("/units/?as_of=2024-01-01")
    assert answer.url == "/accounts/login/?next=%2Funits%2F%3Fas_of%3D2024-01-01"  # type: ignore[attr-defined]


def test_htmx_sends_the_whole_browser_to_sign_in(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/units/"}
    answer = client.get("/units/?page=2", headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/accounts/login/?next=%2Funits%2F")


def test_an_outsider_reads_who_can_grant_access(client: Client) -> None:
    someone("zhou", city()["office"], Role.ADMINISTRATOR)
    client.force_login(someone("wu"))
    answer = client.get("/units/", headers={"Accept-Language": "en"})
    assert answer.status_code == 403
    assert "zhou先生" in answer.content.decode()


def test_an_ended_membership_opens_nothing(client: Client) -> None:
    user = someone("li", city()["east"], Role.REPORTER)
    end_membership(user.memberships.get(), to_on=date(2024, 1, 1), by=None, at=MOMENT)
    client.force_login(user)
    assert client.get("/units/").status_code == 403


def test_a_new_person_chooses_a_password_before_anything_else(client: Client) -> None:
    client.force_login(add_person(username="xin", name="新人", password="temporary-one-time", by=None, at=MOMENT))
    assert client.get("/me/").url == "/accounts/password/"  # type: ignore[attr-defined]


def test_the_navigation_shows_what_a_person_may_open(client: Client) -> None:
    client.force_login(someone("wu"))
    assert 'href="/units/"' not in client.get("/me/").content.decode()
    client.force_login(someone("sun", city()["office"], Role.DISPATCHER))
    assert 'href="/units/"' in client.get("/me/").content.decode()


def test_without_a_role_the_front_door_says_so(client: Client) -> None:
    client.force_login(someone("wu"))
    assert "hold no role" in client.get("/", headers={"Accept-Language": "en"}).content.decode()
