"""Web pages: the sample word for word, and what a page may hold that is not text."""

from pathlib import Path
from typing import Any

import pytest

from diaodu.intake import html
from diaodu.intake.reading import read_document
from diaodu.intake.values import Note, Refusal

SAMPLE = Path(html.__file__).with_name("sample.html")
EXPECTED = Path(__file__).with_name("expected.txt").read_text("utf-8")


def test_the_sample_is_read_word_for_word() -> None:
    document = read_document(SAMPLE, name="page.html")
    assert document.text == EXPECTED
    assert (document.kind, document.encoding) == ("html", "gb18030")
    assert document.title == "临江市召开第五次重点项目建设调度会_临江新闻网"
    assert document.notes == (Note("images", {"count": 1}),)


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert('项目')</script><p>会</p>",
        "<style>p::after{content:'项目'}</style><p>会</p>",
        "<!-- 项目 --><p>会</p>",
        "<p hidden>项目</p><p>会</p>",
        "<div style='color:red; DISPLAY : none'><p>项目</p></div><p>会</p>",
        "<template><p>项目</p></template><noscript>项目</noscript><p>会</p>",
        "<svg><title>项目</title></svg><p onclick='alert(1)'>会</p>",
        "<p>会</p><script>项目",
    ],
)
def test_what_a_reader_does_not_see_is_dropped(read_bytes: Any, markup: str) -> None:
    assert read_bytes(markup.encode(), "a.html").text == "会"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>甲<p>乙<br>丙<div>丁</div>", "甲\n乙\n丙\n丁"),
        ("<p>项目\n  建设 A \n B</p>", "项目建设 A B"),
        ("<p>&#35843;&#x5EA6;&ldquo;会&rdquo;&amp;&lt;</p>", "调度“会”&<"),
        ("<pre>一\n  二</pre>", "一\n  二"),
        ("<table><tr><th>项目<th>进展<tr><td>电站<td><p>开工</p><p>六月</p></table>", "项目\t进展\n电站\t开工 六月"),
        ("<table><tr><td>甲<td><td>丙</table>", "甲\t\t丙"),
        ("<table><tr><td>导航<td>" + "<p>正文</p>" * 7 + "</table>", "导航\n" + "\n".join(["正文"] * 7)),
        ("<td>甲</td></tr></table></div>乙", "甲\n乙"),
    ],
)
def test_blocks_become_lines(read_bytes: Any, markup: str, text: str) -> None:
    assert read_bytes(("<html>" + markup).encode(), "a.html").text == text


@pytest.mark.parametrize(
    "markup",
    [
        b"<div>" * 200_000 + "会".encode(),
        b"<table><tr><td>" * 50_000 + "会".encode(),
        b"<p title='" + b"x" * 3_000_000 + b"'>" + "会".encode(),
        b"<p " + b"a=1 " * 200_000 + b">" + "会".encode(),
        b"<p>" + "会".encode() + b"</b>" * 200_000,
    ],
    ids=["deep", "deep tables", "long attribute", "many attributes", "stray ends"],
)
def test_hostile_markup_is_survived(read_bytes: Any, markup: bytes) -> None:
    assert read_bytes(markup, "a.html").text == "会"


def test_a_null_byte_does_not_end_the_page(read_bytes: Any) -> None:
    assert read_bytes("<p>前</p>\0<p>后</p>".encode(), "a.html").text == "前\n\N{REPLACEMENT CHARACTER}\n后"


def test_a_page_without_words_is_empty(read_bytes: Any) -> None:
    with pytest.raises(Refusal) as refused:
        read_bytes(b"<html><body><img src=scan.jpg></body></html>", "a.html")
    assert refused.value.code == "empty"
