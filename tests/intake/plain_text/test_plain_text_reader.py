"""Plain text: every character where it stood."""

from pathlib import Path
from typing import Any

from diaodu.intake import plain_text
from diaodu.intake.reading import read_document

SAMPLE = Path(plain_text.__file__).with_name("sample.txt")
EXPECTED = Path(__file__).with_name("expected.txt")


def test_the_sample_is_read_character_for_character() -> None:
    document = read_document(SAMPLE, name="稿件.txt")
    assert document.text == EXPECTED.read_bytes().decode("utf-8")
    assert (document.kind, document.encoding, document.notes) == ("plain_text", "gb18030", ())
    assert document.encoding_confidence is not None
    assert document.encoding_confidence > 0.9
    assert "big5" in document.encoding_alternatives


def test_line_ends_stay_as_they_are(read_bytes: Any) -> None:
    assert read_bytes("甲\r\n乙\r丙\n\n".encode(), "a.txt").text == "甲\r\n乙\r丙\n\n"


def test_markup_in_a_text_is_text(read_bytes: Any) -> None:
    text = "会议要求：<script>alert(1)</script> 不是正文"
    assert read_bytes(text.encode(), "a.txt").text == text


def test_a_chosen_encoding_is_used_however_badly_it_fits(read_bytes: Any) -> None:
    document = read_bytes("调度会听取汇报".encode("gbk"), "a.txt", encoding="utf-8")
    assert "\N{REPLACEMENT CHARACTER}" in document.text
    assert [note.code for note in document.notes] == ["unreadable-bytes"]
