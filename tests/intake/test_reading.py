"""Which kind a file is, what is refused before any reader sees it, and what is said about it."""

import os
import random
from pathlib import Path
from typing import Any

import pytest

from diaodu.intake.reading import DEFAULT_LIMITS, read_document
from diaodu.intake.values import Limits, Note, Refusal
from tests.intake.articles import article

JUNK = random.Random(7).randbytes(3000)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("稿件.txt", JUNK, "not-text"),
        ("稿件.txt", b"\0" * 500, "not-text"),
        ("稿件.txt", b"", "empty"),
        ("稿件.txt", "\n　 \n".encode(), "empty"),
        ("照片.txt", b"\x89PNG\r\n\x1a\n" + JUNK, "unknown-kind"),
        ("台账.xlsx", b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "unknown-kind"),
        ("旧稿.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old-word"),
        ("旧稿.doc", b"{\\rtf1\\ansi x}", "old-word"),
        ("密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_what_is_not_a_write_up_is_refused(read_bytes: Any, name: str, data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_bytes(data, name)
    assert refused.value.code == code


def test_a_file_of_200_mb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.touch()
    os.truncate(path, 200 * 1024**2)
    with pytest.raises(Refusal) as refused:
        read_document(path, name="large.txt")
    assert (refused.value.code, refused.value.values) == ("too-large", {"size_mb": 200, "most_mb": 50})


def test_too_much_text_is_refused(read_bytes: Any) -> None:
    with pytest.raises(Refusal) as refused:
        read_bytes(article("simplified", 200, 1).encode(), "a.txt", limits=Limits(characters=199))
    assert refused.value.code == "too-long"


def test_the_content_decides_the_kind_and_a_note_says_so(read_bytes: Any) -> None:
    document = read_bytes("<html><body><p>调度会</p></body></html>".encode(), "稿件.txt")
    assert (document.kind, document.text) == ("html", "调度会")
    assert document.notes == (Note("another-kind", {"suffix": ".txt", "kind": "html"}),)


def test_a_page_without_marks_is_plain_text_whatever_its_name(read_bytes: Any) -> None:
    assert read_bytes("调度会".encode(), "稿件.html").kind == "plain_text"


def test_a_letter_quoted_in_a_text_does_not_make_it_a_mail(read_bytes: Any) -> None:
    assert read_bytes("Subject: 调度会\n\n正文".encode(), "稿件.txt").kind == "plain_text"


def test_utf_16_pages_are_pages(read_bytes: Any) -> None:
    assert read_bytes("<html><p>调度会</p></html>".encode("utf-16"), "a.htm").text == "调度会"


def test_another_language_is_no_reason_to_refuse(read_bytes: Any) -> None:
    assert read_bytes(b"The council met. Nothing was dispatched.", "a.txt").text.startswith("The council")


def test_the_person_can_overrule_the_encoding(read_bytes: Any) -> None:
    data = "調度會".encode("big5")
    document = read_bytes(data, "a.txt", encoding="big5")
    assert (document.text, document.encoding, document.encoding_confidence) == ("調度會", "big5", None)


def test_an_encoding_that_does_not_exist_is_refused(read_bytes: Any) -> None:
    with pytest.raises(Refusal) as refused:
        read_bytes(b"x", "a.txt", encoding="zip")
    assert refused.value.code == "unknown-encoding"


def test_a_wrong_byte_is_told_with_its_place(read_bytes: Any) -> None:
    before, after = article("simplified", 50, 2).encode("gbk"), article("simplified", 250, 3).encode("gbk")
    document = read_bytes(before + b"\xff" + after, "a.txt")
    assert document.encoding == "gb18030"
    assert document.notes == (Note("unreadable-bytes", {"count": 1, "offset": len(before)}),)


def test_no_text_holds_what_a_database_cannot_keep(read_bytes: Any) -> None:
    text = read_bytes("调度会".encode() * 40 + b"\0", "a.txt").text
    assert text.endswith("会\N{REPLACEMENT CHARACTER}")
    assert DEFAULT_LIMITS.characters > len(text) == 121
