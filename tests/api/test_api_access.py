"""Who is let in, and what each of the cast gets from every route."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from diaodu.accounts.models import ApiToken, User
from diaodu.api.interface import api
from diaodu.journal.writing import journal_entry
from diaodu.lib.readonly import WriteWhileReading
from tests.api.small_city import City

# What the dispatcher, the county's reporter, the leader and the outsider get. Words in braces are ids of the city.
READ = {
    "/me": (200, 200, 200, 200),
    "/units": (200, 200, 200, 200),
    "/sources": (200, 200, 200, 200),
    "/sources/{source}": (200, 404, 200, 404),
    "/sources/{source}/bytes": (200, 404, 200, 404),
    "/sources/{source}/reading": (200, 404, 200, 404),
    "/sources/{source}/drafts": (200, 404, 200, 404),
    "/drafts/{draft}": (200, 404, 200, 404),
    "/drafts/{draft}/candidates": (200, 404, 200, 404),
    "/meetings": (200, 200, 200, 200),
    "/meetings/{city meeting}": (200, 404, 200, 404),
    "/meetings/{county meeting}": (200, 200, 200, 404),
    "/series": (200, 200, 200, 200),
    "/directives": (200, 200, 200, 200),
    "/directives/{city meeting directive}": (200, 404, 200, 404),
    "/directives/{county meeting directive}": (200, 200, 200, 404),
    "/projects": (200, 200, 200, 200),
    "/projects/{ours}": (200, 200, 200, 404),
    "/projects/{theirs}": (200, 404, 200, 404),
    "/programmes": (200, 200, 200, 200),
    "/search?q=山": (200, 200, 200, 200),
    "/ledger": (200, 200, 200, 200),
    "/ledger/totals": (200, 200, 200, 200),
    "/ledger/columns": (200, 200, 200, 200),
    "/ledger/views": (200, 200, 200, 200),
    "/leads": (200, 200, 200, 200),
    "/leads/{lead}": (200, 200, 200, 404),
    "/measures": (200, 200, 200, 200),
    "/facts": (200, 200, 200, 200),
    "/facts/{fact}": (200, 200, 200, 404),
    "/submissions": (200, 200, 200, 200),
    "/submissions/{filled in}": (200, 200, 200, 404),
    "/submissions/{asked}/cells": (200, 200, 200, 404),
    "/tasks": (200, 200, 200, 200),
    "/tasks/{task}": (200, 200, 200, 404),
    "/indicators": (200, 200, 200, 200),
    "/findings": (200, 200, 200, 200),
    "/light-schemes": (200, 200, 200, 200),
    "/lights": (200, 200, 200, 200),
    "/light-choices": (200, 200, 200, 200),
    "/light-decisions": (200, 200, 200, 200),
    "/seals": (200, 200, 200, 200),
    "/seals/{seal}": (200, 404, 404, 404),
}
VERBS = {
    "/ledger/edits": (200, 200, 403, 403),
    "/ledger/views": (200, 200, 200, 403),
    "/ledger/views/{view}/drop": (204, 403, 403, 404),
    "/sources": (201, 201, 403, 403),
    "/sources/text": (201, 201, 403, 403),
    "/sources/{source}/read-again": (409, 404, 403, 403),
    "/sources/{source}/confirm-all": (200, 404, 403, 403),
    "/drafts/{draft}/confirm": (200, 404, 403, 403),
    "/drafts/{draft}/reject": (200, 404, 403, 403),
    "/drafts/{rejected draft}/undo": (200, 404, 403, 403),
    "/facts/{fact}/correct": (200, 200, 403, 403),
    "/submissions": (200, 403, 403, 403),
    "/tasks": (200, 403, 403, 403),
    "/tasks/{task}/terms": (200, 403, 403, 403),
    "/submissions/{filled in}/fill-in": (403, 200, 403, 403),
    "/submissions/{filled in}/submit": (403, 200, 403, 403),
    "/submissions/{submitted}/return": (200, 403, 403, 403),
    # The county has a reviewer of its own, so the office does not approve in its place.
    "/submissions/{submitted}/approve": (403, 403, 403, 403),
    "/submissions/{approved}/accept": (200, 403, 403, 403),
    "/light-choices": (200, 403, 403, 403),
    "/light-decisions": (200, 403, 403, 403),
    "/light-decisions/{decision}/decide": (200, 403, 200, 403),
}
BODIES: dict[str, dict[str, Any]] = {
    "text": {"name": "a", "text": "要守住底线"},
    "read-again": {"encoding": "gb18030"},
    "edits": {"edits": [{"project": 1, "column": "place", "words": "滨河路", "seen": 0}]},
    "views": {"name": "在建", "query": "phase=building"},
    "reject": {"reason": "no project"},
    "correct": {"number": 120, "reason": "万元与元混了"},
    "terms": {"name": "月报", "due_rule": "day_of_next_month", "due_number": 8},
    "tasks": {
        "name": "旬报",
        "cadence": "ten_days",
        "measures": ["invested"],
        "due_rule": "workdays_after",
        "due_number": 2,
        "from_on": "2024-06-01",
    },
    "decide": {"approved": True},
    "submissions": {"period": "2024-08", "due_at": "2024-09-05T18:00:00+08:00"},
}
CAST = ("dispatcher", "reporter", "leader", "outsider")


def _address(path: str, city: City) -> str:
    return "/api/v1" + re.sub(r"{(.+?)}", lambda found: str(city.ids[found[1]]), path)


def _send(caller: Client, path: str, city: City) -> Any:
    unit = city.units["410821"].pk
    if path == "/sources":
        return caller.post("/api/v1/sources", {"file": SimpleUploadedFile("a.txt", b"a"), "unit": unit})
    figure = {"subject": city.ids["subject"], "measure": "invested"}
    given = {
        "/sources/text": {"unit": unit},
        "/submissions": {"unit": unit},
        "/tasks": {"unit": city.units["410800"].pk},
        "/light-choices": {"unit": unit, "schemes": ["wuhan-project"], "from_on": "2024-05-01"},
        "/light-decisions": {
            "project": city.ids["ours"],
            "scheme": "wuhan-project",
            "words": "等待用地批复",
            "from_on": "2024-05-01",
            "to_on": "2024-06-30",
        },
        "/submissions/{filled in}/fill-in": {"values": [figure | {"number": 0}]},
        "/submissions/{submitted}/return": {"reasons": [figure | {"reason": "万元与元混了"}]},
    }
    body = BODIES.get(path.rsplit("/", 1)[-1], {}) | given.get(path, {})
    return caller.post(_address(path, city), body, content_type="application/json")


@pytest.mark.parametrize("path", READ)
def test_each_of_the_cast_reads_what_is_theirs(city: City, path: str) -> None:
    answers = [city.caller(name).get(_address(path, city)) for name in CAST]
    for answer in answers:
        answer.close()
    assert tuple(answer.status_code for answer in answers) == READ[path]


@pytest.mark.parametrize(("path", "who"), [(path, who) for path in VERBS for who in range(len(CAST))])
def test_each_of_the_cast_may_call_their_verbs(city: City, path: str, who: int) -> None:
    assert _send(city.caller(CAST[who]), path, city).status_code == VERBS[path][who]


def test_every_route_is_tried_by_the_cast() -> None:
    known = {("get", re.sub("{.+?}", "{}", path.partition("?")[0])) for path in READ} | {
        ("post", re.sub("{.+?}", "{}", path)) for path in VERBS
    }
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    assert {(method, re.sub("{.+?}", "{}", path)) for path, methods in paths.items() for method in methods} == known


@pytest.mark.parametrize("path", [path for path in READ if "{" not in path and path not in ("/me", "/units")])
def test_the_outsider_sees_empty_lists(city: City, path: str) -> None:
    assert city.get("outsider", path).json()["total"] == 0 < city.get("dispatcher", path).json()["total"]


@pytest.mark.parametrize("header", [None, "Bearer ", "Bearer token-of-nobody", "Basic dG9rZW46", "token-of-dispatcher"])
def test_without_a_token_that_is_known_nothing_answers(city: City, header: str | None) -> None:
    caller = Client(headers={"host": "localhost"} | ({"authorization": header} if header is not None else {}))
    refused = {caller.get(_address(path, city)).status_code for path in READ}
    refused |= {_send(caller, path, city).status_code for path in VERBS}
    assert refused == {401}


@pytest.mark.parametrize(
    "change",
    [
        {"expires_on": date(2024, 1, 1)},
        {"revoked_at": datetime(2024, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_token_that_is_over_is_refused(city: City, change: dict[str, Any]) -> None:
    with journal_entry(by=None, at=timezone.now(), verb="end_token"):
        token = ApiToken.objects.get(user=city.users["leader"])
        for name, value in change.items():
            setattr(token, name, value)
        token.save()
    answer = city.get("leader", "/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_who_must_change_the_password_calls_nothing_with_a_token(city: City) -> None:
    with journal_entry(by=None, at=timezone.now(), verb="give_password"):
        leader = city.users["leader"]
        leader.must_change_password = True
        leader.save()
    answer = city.get("leader", "/me")
    assert (answer.status_code, answer.json()["code"]) == (403, "password")


def test_a_person_who_left_keeps_no_access(city: City) -> None:
    with journal_entry(by=None, at=timezone.now(), verb="end_membership"):
        membership = city.users["dispatcher"].memberships.get()
        membership.to_on = timezone.localdate() - timedelta(days=1)
        membership.save()
    assert city.get("dispatcher", "/projects").json()["total"] == 0


def test_a_signed_in_browser_reads_and_needs_the_csrf_token_for_a_verb(city: City) -> None:
    browser = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    browser.force_login(city.users["dispatcher"])
    assert browser.get("/api/v1/projects").json()["total"] == 2
    address = _address("/drafts/{draft}/reject", city)
    refused = browser.post(address, BODIES["reject"], content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    browser.cookies["csrftoken"] = "a" * 32
    answer = browser.post(address, BODIES["reject"], content_type="application/json", headers={"x-csrftoken": "a" * 32})
    assert answer.json()["state"] == "rejected"


def test_an_administrator_reads_sources_and_decides_nothing(city: City) -> None:
    assert city.get("administrator", "/sources").json()["total"] == 1
    assert _send(city.caller("administrator"), "/drafts/{draft}/reject", city).status_code == 403


def test_a_get_cannot_write(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diaodu.api.projects.shown_projects", lambda rows, known: User.objects.update(name="x"))
    with pytest.raises(WriteWhileReading):
        city.get("leader", "/projects")


def test_a_wrong_token_is_not_mended_by_a_session(city: City) -> None:
    browser = Client(headers={"host": "localhost", "authorization": "Bearer wrong"})
    browser.force_login(city.users["dispatcher"])
    assert browser.get("/api/v1/me").status_code == 401
