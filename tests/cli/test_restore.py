"""`diaodu restore` as a user runs it: bytes in, bytes out."""

import io
import json
import sys

import pytest

from diaodu.cli.main import main

DAMAGED = "市長推動(dòng)項目開(kāi)工，實(shí)現煤炭?jì)浠兀ㄎ鞑縺@區。"
MEANT = "市长推动项目开工"


@pytest.fixture
def restored(monkeypatch):
    def run(given: bytes, *options: str) -> bytes:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        written = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written))
        assert main(["restore", *options]) == 0
        return written.getvalue()

    return run


def test_it_writes_what_was_meant(restored):
    assert restored(DAMAGED.encode()).decode().startswith(MEANT)


def test_a_second_time_changes_nothing(restored):
    once = restored(DAMAGED.encode())
    assert restored(once) == once


@pytest.mark.parametrize(
    "given", [b"", b"\n", "好。\n".encode(), "好。".encode(), b"\r\n\r\n", b"\xff\xfe\x80 \xb1\xa3"]
)
def test_undamaged_bytes_come_back_to_the_last(restored, given):
    assert restored(given) == given


def test_many_texts_come_back_with_as_many_separators(restored):
    given = f"{DAMAGED}\x1e干净。\x1e\x1e".encode()
    parts = restored(given, "--sep", "\x1e").decode().split("\x1e")
    assert len(parts) == 4
    assert parts[1:] == ["干净。", "", ""]


def test_json_tells_every_edit_and_where_it_stands(restored):
    answer = json.loads(restored(DAMAGED.encode(), "--json"))
    assert answer["damaged"]
    assert all(DAMAGED[slice(*edit["span"])] == edit["found"] for edit in answer["edits"])
    assert [edit for edit in answer["edits"] if not edit["applied"]] == answer["marks"]
