"""Taking in, deciding on drafts, and what is refused on the way."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from diaodu.intake.models import Reading
from diaodu.intake.reading import DEFAULT_LIMITS
from diaodu.intake.tasks import read_source
from tests.api.small_city import TEXT, City


def _post(city: City, path: str, body: Any, caller: str = "dispatcher", **extra: Any) -> Any:
    return city.caller(caller).post(f"/api/v1{path}", body, content_type="application/json", **extra)


def test_a_text_becomes_records_with_their_evidence(city: City) -> None:
    article = "5月29日，市长王宏伟主持召开全市重点项目调度会，听取西岭储能电站、东湖污水处理厂等项目进展情况汇报。"
    given = {"unit": city.units["410800"].pk, "name": "调度会", "text": article}
    source = _post(city, "/sources/text", given).json()
    assert source["reading"]["state"] == "waiting"
    read_source.call(Reading.objects.get(source_id=source["id"]).pk)
    drafts = city.get("dispatcher", f"/sources/{source['id']}/drafts").json()
    draft = next(draft for draft in drafts if draft["kind"] == "project")
    confirmed = _post(city, f"/drafts/{draft['id']}/confirm", {}).json()
    project = city.get("leader", f"/projects/{confirmed['record']}").json()
    (cited,) = [citation for citation in project["citations"] if citation["field"] == "name"]
    assert article[cited["start"] : cited["end"]] == cited["words"] == project["name"]
    assert cited["source"] == source["id"]


def test_the_same_file_again_says_so(city: City) -> None:
    answers = [
        city.caller("reporter").post(
            "/api/v1/sources", {"file": SimpleUploadedFile("会议.txt", TEXT.encode()), "unit": city.units["410821"].pk}
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["name"] == "会议.txt"


def test_a_reading_shows_both_texts(city: City) -> None:
    reading = city.get("dispatcher", f"/sources/{city.ids['source']}/reading").json()
    assert (reading["state"], reading["original"], reading["restored"]) == ("ready", TEXT, TEXT)


def test_a_correction_is_kept_and_cited(city: City) -> None:
    confirmed = _post(city, f"/drafts/{city.ids['draft']}/confirm", {"corrections": {"name": "南湾码头开工"}}).json()
    assert (confirmed["state"], confirmed["made_record"]) == ("confirmed", True)
    assert city.get("leader", f"/projects/{confirmed['record']}").json()["name"] == "南湾码头开工"


def test_a_draft_joins_the_record_that_it_is_matched_with(city: City) -> None:
    draft = f"/drafts/{city.ids['twin draft']}"
    (candidate,) = city.get("dispatcher", f"{draft}/candidates").json()
    assert (candidate["name"], candidate["likeness"], candidate["unit"]["name"]) == ("滨河路改造", 100, "滨河县")
    confirmed = _post(city, f"{draft}/confirm", {"match": candidate["match"]}).json()
    assert (confirmed["record"], confirmed["made_record"]) == (city.ids["ours"], False)


def test_a_match_that_does_not_exist_is_refused(city: City) -> None:
    refused = _post(city, f"/drafts/{city.ids['twin draft']}/confirm", {"match": 2**63 - 1})
    assert (refused.status_code, refused.json()["code"]) == (409, "no-such-record")


def test_an_undone_decision_leaves_the_draft_open_and_the_record_gone(city: City) -> None:
    draft = f"/drafts/{city.ids['draft']}"
    record = _post(city, f"{draft}/confirm", {}).json()["record"]
    opened = _post(city, f"{draft}/undo", {}).json()
    assert (opened["state"], opened["record"], opened["decided_by"]) == ("proposed", None, None)
    assert city.get("dispatcher", f"/projects/{record}").status_code == 404


def test_a_second_decision_is_refused_in_the_callers_language(city: City) -> None:
    path = f"/drafts/{city.ids['draft']}/reject"
    assert _post(city, path, {"reason": "no"}).status_code == 200
    refused = _post(city, path, {"reason": "no"})
    assert (refused.status_code, refused.json()["code"]) == (409, "already-rejected")
    assert refused.json()["message"].startswith("Dispatcher has already rejected this draft.")


def test_a_wrong_correction_says_which_field(city: City) -> None:
    refused = _post(city, f"/drafts/{city.ids['draft']}/confirm", {"corrections": {"colour": "red"}})
    assert (refused.status_code, refused.json()["where"]) == (409, "body.corrections.colour")


def test_confirm_all_says_what_it_left_and_why(city: City) -> None:
    outcome = _post(city, f"/sources/{city.ids['source']}/confirm-all", {}).json()
    assert [draft["id"] for draft in outcome["confirmed"]] == [city.ids["draft"], city.ids["twin draft"]]
    assert [(left["draft"]["id"], left["error"]["code"]) for left in outcome["left"]] == [
        (city.ids["early draft"], "meeting-first")
    ]


@pytest.mark.parametrize(
    ("body", "type", "status", "code"),
    [
        (b"{", "application/json", 400, "malformed"),
        (b"[" * 100_000, "application/json", 400, "malformed"),
        (b"reason=no", "application/x-www-form-urlencoded", 415, "media_type"),
        (b'{"reason": ""}', "application/json", 422, "invalid"),
        (b'{"reason": "a\\u0000"}', "application/json", 422, "invalid"),
        (b'{"reason": "\\ud800"}', "application/json", 422, "invalid"),
        (b'{"reason": "no", "resaon": "no"}', "application/json", 422, "invalid"),
    ],
)
def test_a_body_that_cannot_be_taken_is_refused(city: City, body: bytes, type: str, status: int, code: str) -> None:
    path = f"/api/v1/drafts/{city.ids['draft']}/reject"
    answer = city.caller("dispatcher").post(path, body, content_type=type)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("body", [b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=unit\r\n\r\n1\r\n--x--"])
def test_an_upload_that_is_broken_off_leaves_nothing(city: City, body: bytes) -> None:
    before = Reading.objects.count()
    answer = city.caller("reporter").post("/api/v1/sources", body, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, Reading.objects.count()) == (422, before)
    without_boundary = city.caller("reporter").post("/api/v1/sources", body, content_type="multipart/form-data")
    assert without_boundary.status_code == 400


def test_too_much_is_refused_before_it_is_read(city: City) -> None:
    for path, media_type in (("/sources/text", "application/json"), ("/sources", "multipart/form-data; boundary=x")):
        answer = city.caller("reporter").post(
            f"/api/v1{path}", b"{}", content_type=media_type, headers={"content-length": str(2**30)}
        )
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_file_above_the_limit_is_refused_and_not_kept(city: City) -> None:
    most = DEFAULT_LIMITS.file_bytes
    given = {"file": SimpleUploadedFile("a.txt", bytes(most + 1)), "unit": city.units["410821"].pk}
    answer = city.caller("reporter").post("/api/v1/sources", given)
    assert (answer.status_code, answer.json()["code"], answer.json()["where"]) == (413, "too-large", "body.file")
    assert city.get("reporter", "/sources").json()["total"] == 0


def test_answers_are_json_where_there_is_no_route(city: City) -> None:
    nowhere = city.caller("dispatcher").get("/api/v1/nowhere/")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")
    wrong_method = city.caller("dispatcher").delete("/api/v1/projects")
    assert (wrong_method.status_code, wrong_method.json()["code"], wrong_method["Allow"]) == (405, "method", "GET")
    assert json.loads(wrong_method.content).keys() == {"code", "message", "where"}
