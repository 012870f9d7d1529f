"""The administrator walks every page of people and units: no variable of a template is undefined, nothing is inline."""

import re

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client

from diaodu.accounts.actions import end_unit, make_token
from diaodu.accounts.models import Role, Unit
from tests.people import MOMENT, START, city, someone

UNDEFINED = "‹undefined›"
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=", re.I)
PAGES = (
    "/units/",
    "/units/?as_of=2021-06-01",
    "/units/{office}/",
    "/units/{office}/?as_of=2021-06-01",
    "/units/{ended}/",
    "/units/{office}/below/",
    "/units/{office}/change/",
    "/units/{office}/end/",
    "/units/{office}/people/",
    "/units/memberships/{membership}/end/",
    "/me/",
    "/nowhere",
    "/me/?as_of=soon",
    "/accounts/logout/",
    "/accounts/password/",
)


@pytest.fixture
def values(client: Client, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UNDEFINED)  # type: ignore[attr-defined]
    units = city()
    zhou = someone("zhou", units["office"], Role.ADMINISTRATOR)
    end_unit(units["west"], to_on=START.replace(year=2022), by=zhou, at=MOMENT)
    make_token(zhou, label="ledger", expires_on=START, by=zhou, at=MOMENT)
    client.force_login(zhou)
    membership = zhou.memberships.get()
    return {"office": units["office"].pk, "ended": units["west"].pk, "membership": membership.pk}


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_it_means(client: Client, values: dict[str, int], page: str, language: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get(page.format(**values)).content.decode()
    assert f'<html lang="{language}"' in answer
    assert UNDEFINED not in answer
    assert INLINE.findall(answer) == []


@pytest.mark.django_db
def test_a_new_persons_page_says_what_it_means(client: Client, values: dict[str, int]) -> None:
    given = {"username": "li", "name": "李方", "role": "reporter", "from_on": "2024-01-01"}
    answer = client.post(f"/units/{values['office']}/people/", given).content.decode()
    assert UNDEFINED not in answer
    assert Unit.objects.get(pk=values["office"]).memberships.count() == 2


@pytest.mark.django_db
def test_the_sign_in_page_says_what_it_means(values: dict[str, int]) -> None:
    answer = Client().get("/accounts/login/").content.decode()
    assert (UNDEFINED in answer, INLINE.findall(answer)) == (False, [])
