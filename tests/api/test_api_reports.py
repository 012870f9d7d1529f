"""A unit's report by token: filled in, submitted, returned, accepted and corrected; and what of it anybody may read."""

from typing import Any

import pytest

from diaodu.facts.blobs import blob_path
from diaodu.facts.models import Source
from diaodu.facts.sealing import SealRecord
from tests.api.small_city import TEXT, City


def _post(city: City, caller: str, path: str, body: Any = None) -> Any:
    return city.caller(caller).post(f"/api/v1{path}", body or {}, content_type="application/json")


def _figure(city: City, **value: Any) -> dict[str, Any]:
    return {"subject": city.ids["subject"], "measure": "invested"} | value


def _fill_in(city: City, **value: Any) -> Any:
    return _post(
        city, "reporter", f"/submissions/{city.ids['filled in']}/fill-in", {"values": [_figure(city, **value)]}
    )


def test_a_report_goes_from_draft_to_facts_with_their_place(city: City) -> None:
    start = TEXT.index("滨河路改造")
    place = {"source": city.ids["source"], "start": start, "end": start + 5}
    path = f"/submissions/{city.ids['filled in']}"
    assert _fill_in(city, number=250, place=place).status_code == 404  # the city's source is not the county's to see
    assert _fill_in(city, number=250).json()["draft"][0]["number"] == 250
    assert _post(city, "reporter", f"{path}/submit").json()["state"] == "submitted"
    (fact,) = city.get("leader", "/facts", submission=city.ids["filled in"]).json()["items"]
    assert (fact["number"], fact["not_reported"], fact["measure"]) == (250, False, "invested")
    assert (fact["typed_by"]["name"], fact["recorded_by"]["name"]) == ("Reporter", "Reporter")
    assert (fact["source_kind"], fact["period"], fact["supersedes"]) == ("dispatch", "2024-06", None)


def test_a_draft_is_shown_to_the_units_reporters_alone(city: City) -> None:
    path = f"/submissions/{city.ids['filled in']}"
    assert city.get("reporter", path).json()["draft"][0]["number"] == 100
    assert {name: city.get(name, path).json()["draft"] for name in ("dispatcher", "leader")} == {
        "dispatcher": None,
        "leader": None,
    }


def test_that_nothing_was_reported_is_said_and_is_not_zero(city: City) -> None:
    assert _fill_in(city, not_reported=True).json()["draft"][0]["not_reported"]
    _post(city, "reporter", f"/submissions/{city.ids['filled in']}/submit")
    (fact,) = city.get("leader", "/facts", submission=city.ids["filled in"]).json()["items"]
    assert (fact["number"], fact["text"], fact["not_reported"]) == (None, None, True)


@pytest.mark.parametrize(
    ("value", "code", "where"),
    [
        ({}, "invalid", "body.given.values.0"),
        ({"number": 1, "not_reported": True}, "invalid", "body.given.values.0"),
        ({"text": "很多"}, "kind_of_value", "body.values.0"),
        ({"number": 1, "measure": "hope"}, "not_found", "body.values.0.measure"),
        ({"number": 1, "subject": 2**62}, "not_found", "body.values.0.subject"),
    ],
)
def test_a_value_that_cannot_be_reported_says_where(city: City, value: Any, code: str, where: str) -> None:
    refused = _fill_in(city, **value).json()
    assert (refused["code"], refused["where"]) == (code, where)


def test_a_return_says_why_for_each_value(city: City) -> None:
    path = f"/submissions/{city.ids['submitted']}"
    returned = _post(city, "dispatcher", f"{path}/return", {"reasons": [_figure(city, reason="万元与元混了")]}).json()
    assert returned["state"] == "returned"
    assert city.get("reporter", path).json()["reasons"] == [
        _figure(city, source_kind="dispatch", reason="万元与元混了")
    ]
    refused = _post(city, "dispatcher", f"{path}/accept")
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")


def test_what_is_asked_is_filled_in_explained_and_handed_in(city: City) -> None:
    path = f"/submissions/{city.ids['asked']}"
    (cell,) = city.get("reporter", f"{path}/cells").json()
    assert (cell["measure"], cell["is_answered"]) == ("invested", False)
    assert _post(city, "reporter", f"{path}/submit").json()["code"] == "incomplete"
    _post(city, "reporter", f"{path}/fill-in", {"values": [_figure(city, number=500)]})
    refused = _post(city, "reporter", f"{path}/submit").json()
    assert (refused["code"], "photo" in refused["message"]) == ("objected", True)
    explained = {"values": [_figure(city, number=500, explanation="land was paid for")]}
    _post(city, "reporter", f"{path}/fill-in", explained)
    sent = _post(city, "reporter", f"{path}/submit").json()
    assert (sent["state"], sent["explanations"][0]["words"]) == ("submitted", "land was paid for")
    assert city.get("dispatcher", f"{path}/cells").json()[0]["number"] == 500


def test_a_task_keeps_what_it_asks_and_changes_its_terms(city: City) -> None:
    path = f"/tasks/{city.ids['task']}"
    before = city.get("reporter", path).json()
    terms = {"name": "项目月报", "due_rule": "day_of_next_month", "due_number": 8, "remind_before": [1, 3, 3]}
    after = _post(city, "dispatcher", f"{path}/terms", terms).json()
    assert (after["name"], after["due_number"], after["remind_before"]) == ("项目月报", 8, [1, 3])
    assert after["measures"] == before["measures"] == [{"measure": "invested", "typed_in": "wan"}]
    refused = _post(city, "dispatcher", f"{path}/terms", terms | {"to_on": "2020-01-01"}).json()
    assert (refused["code"], refused["where"]) == ("too_short", "body.given.to_on")


def test_the_county_approves_and_the_office_accepts(city: City) -> None:
    path = f"/submissions/{city.ids['submitted']}"
    assert _post(city, "dispatcher", f"{path}/accept").json()["code"] == "wrong_state"
    assert _post(city, "county", f"{path}/approve").json()["state"] == "approved"
    assert _post(city, "county", f"{path}/accept").status_code == 403
    assert _post(city, "dispatcher", f"{path}/accept").json()["state"] == "accepted"


def test_a_correction_supersedes_and_both_stay(city: City) -> None:
    fact = f"/facts/{city.ids['fact']}"
    before = city.get("leader", fact).json()
    corrected = _post(city, "dispatcher", f"{fact}/correct", {"number": 120, "reason": "万元与元混了"}).json()
    assert (corrected["number"], corrected["supersedes"], corrected["reason"]) == (120, before["id"], "万元与元混了")
    assert city.get("leader", fact).json()["superseded_by"] == corrected["id"]
    april = {"subject": city.ids["subject"], "measure": "invested", "period": "2024-04"}
    assert [row["number"] for row in city.get("leader", "/facts", **april).json()["items"]] == [120]
    then = city.get("leader", "/facts", as_of=before["position"], **april).json()["items"]
    assert then == [before]


def test_what_is_corrected_or_unchanged_is_not_corrected_again(city: City) -> None:
    fact = f"/facts/{city.ids['fact']}/correct"
    answers = [_post(city, "reporter", fact, {"number": number, "reason": "重报"}) for number in (100, 120, 130)]
    assert [(answer.status_code, answer.json().get("code")) for answer in answers] == [
        (409, "unchanged"),
        (200, None),
        (409, "superseded"),
    ]


def test_a_neighbour_sees_and_reports_nothing_of_the_county(city: City) -> None:
    assert city.get("neighbour", "/facts").json()["total"] == city.get("neighbour", "/submissions").json()["total"] == 0
    assert _post(city, "neighbour", f"/submissions/{city.ids['filled in']}/submit").status_code == 404
    assert _post(city, "neighbour", f"/facts/{city.ids['fact']}/correct", {}).status_code == 422


def test_a_report_is_asked_for_once(city: City) -> None:
    given = {"unit": city.units["410822"].pk, "period": "2024-06", "due_at": "2024-07-05T18:00:00+08:00"}
    opened = _post(city, "dispatcher", "/submissions", given).json()
    assert (opened["state"], opened["unit"]["name"], opened["is_late"]) == ("draft", "临江县", False)
    again = _post(city, "dispatcher", "/submissions", given | {"due_at": "2025-07-05T18:00:00+08:00"}).json()
    assert again == opened


@pytest.mark.parametrize("who", ["dispatcher", "auditor", "administrator"])
def test_the_hash_of_a_seal_can_be_computed_from_its_answer(city: City, who: str) -> None:
    seal = city.get(who, f"/seals/{city.ids['seal']}").json()
    sealed = {name: seal[name] for name in ("number", "previous", "first", "last", "shape", "digests")}
    record = SealRecord(**sealed, sealed_at="2024-05-29T09:00:00.000000Z")
    assert record.hash == seal["hash"] == city.get(who, "/seals").json()["items"][0]["hash"]


@pytest.mark.parametrize("who", ["reporter", "leader"])
def test_seals_are_not_for_everybody(city: City, who: str) -> None:
    assert city.get(who, "/seals").json()["total"] == 0


def test_a_source_is_given_back_as_it_came(city: City) -> None:
    answer = city.get("leader", f"/sources/{city.ids['source']}/bytes")
    assert b"".join(answer.streaming_content) == TEXT.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_bytes_that_are_gone_from_the_disk_are_said_to_be_missing(city: City) -> None:
    blob_path(Source.objects.get(pk=city.ids["source"]).sha256).unlink()
    answer = city.get("leader", f"/sources/{city.ids['source']}/bytes")
    assert (answer.status_code, answer.json()["code"]) == (404, "bytes_missing")
    assert "from a backup" in answer.json()["message"]
