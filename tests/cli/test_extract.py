"""`diaodu extract` as a person at the terminal meets it."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from diaodu.cli.main import main

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"
ARTICLE = (
    "5月9日下午,全市重点项目第三次调度会召开。市长郎平主持会议。会议听取了北山公园二期、城南水厂等“双百工程”项目进展情况汇报。"
    "会议强调,各县(市、区)要倒排工期,月底前全部开工。副市长苏婷出席会议。"
)
DAMAGED = ARTICLE.replace("调度会召开", "調度會(huì )召開(kāi)").replace("项目", "項目").replace("会议", "會(huì )議")


def extracted(article: str, *options: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article.encode())))
    assert main(["extract", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_plain_names_come_as_strings(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert extracted(ARTICLE, monkeypatch=monkeypatch, capsys=capsys) == {
        "meeting": "全市重点项目第三次调度会",
        "ordinal": 3,
        "date": "5月9日下午",
        "chair": "郎平",
        "attendees": ["苏婷"],
        "projects": ["北山公园二期", "城南水厂"],
        "leads": [],
        "directives": [{"party": "各县(市、区)", "text": "要倒排工期,月底前全部开工"}],
    }


def test_spans_are_those_of_the_damaged_original(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spans = extracted(DAMAGED, "--spans", monkeypatch=monkeypatch, capsys=capsys)["spans"]
    meeting, project, demand = spans["meeting"], spans["projects"][0], spans["directives"][0]
    assert meeting["text"] == "全市重点项目第三次调度会"
    assert DAMAGED[meeting["start"] : meeting["end"]].startswith("全市重点項目第三次調度會")
    assert project["programme"]["text"] == "双百工程"
    assert demand["due"]["text"] == "月底前"


def test_a_text_without_a_meeting_says_so_by_being_empty(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading = extracted("今天天气很好。", monkeypatch=monkeypatch, capsys=capsys)
    assert reading["meeting"] is None
    assert reading["directives"] == []


def test_bytes_that_are_no_text_are_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\x00")))
    assert main(["extract"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_seed_article_gives_its_ten_names_in_three_groups(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not SEED.exists():
        pytest.skip("the shared seed article is not beside this checkout")
    reading = extracted(SEED.read_text("utf-8"), "--spans", monkeypatch=monkeypatch, capsys=capsys)
    programmes = [project["programme"]["text"] for project in reading["spans"]["projects"]]
    assert programmes == ["三十工程"] * 4 + ["省市重点项目"] * 4
    assert "焦作市煤炭储备基地(西部园区)" in reading["projects"]
    assert reading["leads"] == ["吉利新能源商用车", "奇瑞焦作生产基地升级扩产"]
    assert (reading["ordinal"], reading["chair"], reading["attendees"]) == (10, "刘冰", ["惠康", "李瑞霞"])
    parties = [directive["party"] for directive in reading["directives"]]
    assert parties[:6] == ["各项目实施单位"] * 2 + ["属地政府"] * 2 + ["各级各有关部门", "各县(市、区)"]
    assert [demand["number"] for demand in reading["spans"]["directives"][5:]] == [1, 2, 3, 4]
