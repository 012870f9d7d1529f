"""A model may propose drafts; what does not stand in the text is refused, and no fault of its blocks anything."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django import Settings

from diaodu.intake.model_endpoint import configured
from diaodu.intake.models import DraftState, Reading, ReadingState
from tests.world import WRITE_UP, a_city, a_reading

pytestmark = pytest.mark.django_db

BRIEF = "5月29日,调度会在市政府召开,李瑞霞到会。会上研究了黄河滩区治理一事。"
SAID = {
    "meeting": "调度会",
    "date": "5月29日",
    "chair": "李瑞霞",
    "projects": [{"name": "黄河滩区治理", "programme": "三十工程"}, {"name": "黄河大桥"}],
}


class FakeModel(ThreadingHTTPServer):
    """An OpenAI-compatible server that says what a test tells it to."""

    status, answer = 200, b""
    asked: list[dict[str, Any]]

    def says(self, content: object) -> None:
        message = {"content": content if isinstance(content, str) else json.dumps(content)}
        self.answer = json.dumps({"choices": [{"message": message}]}).encode()


class _Answering(BaseHTTPRequestHandler):
    server: FakeModel

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append({"path": self.path, "key": self.headers["Authorization"], **json.loads(body)})
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *words: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def model(settings: Settings) -> Iterator[FakeModel]:
    with FakeModel(("127.0.0.1", 0), _Answering) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/v1"
        settings.MODEL_ENDPOINT = {"url": url, "name": "qwen", "key": "k-1"}
        yield server
        server.shutdown()


def by_model(reading: Reading) -> list[tuple[str, dict[str, str]]]:
    drafts = reading.drafts.filter(proposed_by="model")
    return [(draft.kind, {name: field["value"] for name, field in draft.fields.items()}) for draft in drafts]


def notes(reading: Reading) -> list[str]:
    return [note["code"] for note in reading.notes]


def test_names_that_stand_in_the_text_become_drafts_and_the_others_are_counted(model: FakeModel) -> None:
    model.says(SAID)
    reading = a_reading(a_city(), "无关的一段。黄河滩区治理,重点。" + BRIEF.replace("调度会", "碰头"))
    assert ("project", {"name": "黄河滩区治理"}) in by_model(reading)
    assert {"code": "model-names-refused", "values": {"count": 3}} in reading.notes
    (project,) = reading.drafts.filter(kind="project", proposed_by="model")
    field = project.fields["name"]
    assert (reading.original[field["start"] : field["end"]], project.state) == ("黄河滩区治理", DraftState.PROPOSED)


def test_the_model_is_asked_once_with_its_name_key_and_the_restored_text(model: FakeModel) -> None:
    model.says({})
    a_reading(a_city(), "會(huì )議調度了重點(diǎn)項目,市長(cháng)劉冰主持并講話(huà)。")
    (asked,) = model.asked
    assert (asked["path"], asked["key"], asked["model"]) == ("/v1/chat/completions", "Bearer k-1", "qwen")
    assert asked["messages"][-1]["content"] == "会议调度了重点项目,市长刘冰主持并讲话。"


def test_what_the_rules_found_is_not_proposed_again(model: FakeModel) -> None:
    model.says(
        {"meeting": "第十次调度会", "chair": "惠康", "projects": [{"name": "市十一中迁建"}], "leads": ["主体责任"]}
    )
    reading = a_reading(a_city())
    assert by_model(reading) == [("lead", {"name": "主体责任"})]


def test_an_answer_in_a_fence_is_understood(model: FakeModel) -> None:
    model.says("```json\n" + json.dumps({"leads": ["主体责任"]}) + "\n```")
    assert by_model(a_reading(a_city())) == [("lead", {"name": "主体责任"})]


@pytest.mark.parametrize(
    "content",
    [
        "没有",
        "[]",
        "null",
        '{"projects": 7, "leads": {"a": 1}, "attendees": [[]], "ordinal": "x", "directives": [3]}',
        "[" * 9999,
    ],
)
def test_an_answer_that_makes_no_sense_blocks_nothing(model: FakeModel, content: str) -> None:
    model.says(content)
    reading = a_reading(a_city())
    assert (reading.state, reading.drafts.count(), by_model(reading)) == (ReadingState.READY, 5, [])


@pytest.mark.parametrize(
    ("status", "answer"), [(200, b"<html>"), (200, b"{}"), (200, b"x" * 600_000), (500, b""), (302, b"")]
)
def test_a_broken_answer_is_a_note(model: FakeModel, status: int, answer: bytes) -> None:
    model.status, model.answer = status, answer
    reading = a_reading(a_city())
    assert (reading.state, reading.drafts.count()) == (ReadingState.READY, 5)
    assert notes(reading)[0] in ("model-makes-no-sense", "model-unreachable")


def test_a_model_that_is_not_there_is_a_note(settings: Settings) -> None:
    settings.MODEL_ENDPOINT = {"url": "http://127.0.0.1:1/v1", "name": "qwen", "key": ""}
    reading = a_reading(a_city())
    assert (notes(reading), reading.drafts.count()) == (["model-unreachable"], 5)
    assert reading.notes[0]["values"] == {"reason": "ConnectError"}


def test_a_long_text_is_not_sent(model: FakeModel) -> None:
    reading = a_reading(a_city(), WRITE_UP + "会议还研究了其他事项。\n" * 3000)
    assert (notes(reading), model.asked) == (["model-text-too-long"], [])


def test_no_model_is_asked_unless_one_is_named() -> None:
    assert configured({"url": "", "name": "", "key": ""}) is None
