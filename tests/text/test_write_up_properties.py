"""What holds for any text at all."""

import time
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diaodu.text.writeups import Named, WriteUp, plain_reading, read_write_up
from tests.text.written_cases import our_cases

PIECES = [
    *[
        "会议",
        "调度会",
        "主持召开",
        "召开",
        "出席",
        "参加",
        "市长",
        "副市长",
        "书记",
        "刘冰",
        "李瑞霞",
        "欧阳明",
        "买买提·艾山",
    ],
    *[
        "5月29日下午",
        "近日",
        "“三十工程”",
        "项目",
        "等",
        "、",
        "，",
        "。",
        "；",
        "：",
        "(",
        ")",
        "“",
        "”",
        "《",
        " ",
        "\n",
        "?",
        "A",
    ],
    *[
        "听取了",
        "调度了",
        "产业园",
        "二期",
        "和",
        "以及",
        "招商线索",
        "在谈",
        "要求",
        "强调",
        "指出",
        "要",
        "各县（市、区）",
        "属地政府",
    ],
    *["一要", "二要", "一是", "负责", "牵头", "月底前", "第十次", "其中包括", "1,"],
]
GENRE = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def named_values(value: Any) -> list[Named]:
    if isinstance(value, Named):
        return [value]
    if isinstance(value, tuple):
        return [named for item in value for named in named_values(item)]
    if is_dataclass(value):
        return [named for field in fields(value) for named in named_values(getattr(value, field.name))]
    return []


@given(st.one_of(GENRE, st.text(max_size=300)))
def test_every_name_stands_where_it_says(text: str) -> None:
    for named in named_values(read_write_up(text)):
        assert named.span.of(text) == named.text
        assert named.text.strip()


@given(GENRE, st.integers(0, 3))
def test_blank_lines_around_the_text_change_nothing(text: str, lines: int) -> None:
    assert plain_reading(read_write_up("\n" * lines + text + "\n" * lines)) == plain_reading(read_write_up(text))


@settings(max_examples=30)
@given(st.text(st.characters(codec="ascii"), max_size=200))
def test_a_text_without_chinese_says_nothing(text: str) -> None:
    assert read_write_up(text) == WriteUp()


MONOTONOUS = [
    *[
        "会",
        "召开会",
        "项目",
        "等项目",
        "调度",
        "市长",
        "张三、",
        "要",
        "，要",
        "；各县要",
        "“",
        "(",
        "建设建设",
        "就对在",
        "一要",
        "重点",
        "和甲",
    ],
    *["会议强调，各县要抓项目。", "5月2日", "1,", "等领导", "陪同下在"],
]


@pytest.mark.parametrize("unit", MONOTONOUS)
def test_a_monotonous_text_takes_time_in_proportion(unit: str) -> None:
    start = "5月9日，市长刘冰主持召开全市重点项目调度会。会议强调，各县要抓项目。会议听取了"
    short, long = start + unit * (10_000 // len(unit)), start + unit * (40_000 // len(unit))
    assert seconds(long) < 4 * 4 * max(seconds(short), 0.05)


def seconds(text: str) -> float:
    begun = time.perf_counter()
    read_write_up(text)
    return time.perf_counter() - begun


def test_twice_the_same_page_says_everything_once() -> None:
    text = our_cases("tuning")[0]["text"]
    assert plain_reading(read_write_up(f"{text}\n|\n{text}")) == plain_reading(read_write_up(text))
