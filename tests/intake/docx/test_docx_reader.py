"""Word documents: the sample word for word, and files made to do harm."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from diaodu.intake import docx
from diaodu.intake.reading import read_document
from diaodu.intake.values import Limits, Note, Refusal

SAMPLE = Path(docx.__file__).with_name("sample.docx")
EXPECTED = Path(__file__).with_name("expected.txt").read_text("utf-8")
RELATIONSHIPS = '<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>'


def word_file(body: str, doctype: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """A small Word file whose document has this body."""
    xml = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="http://x"><w:body>{body}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"_rels/.rels": RELATIONSHIPS, "word/document.xml": xml, **(more or {})}.items():
            archive.writestr(name, content)
    return packed.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def code_of_refusal(read_bytes: Any, data: bytes, **options: Any) -> str:
    with pytest.raises(Refusal) as refused:
        read_bytes(data, "稿件.docx", **options)
    return refused.value.code


def test_the_sample_is_read_word_for_word() -> None:
    document = read_document(SAMPLE, name="稿件.docx")
    assert document.text == EXPECTED
    assert document.title == "临江市召开第五次重点项目建设调度会"
    assert document.notes == (Note("numbers", {"count": 2}), Note("headers-and-footers"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("甲") + paragraph("乙"), "甲\n乙"),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>", "甲\t乙\n丙"),
        ("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>", "新"),
        (f"<w:p><w:Choice>{paragraph('框')}</w:Choice><w:Fallback>{paragraph('框')}</w:Fallback></w:p>", "框"),
        (
            f"<w:tbl><w:tr><w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc><w:tc>{paragraph('丙')}</w:tc></w:tr></w:tbl>",
            "甲 乙\t丙",
        ),
    ],
    ids=["paragraphs", "tabs and breaks", "tracked changes", "text box", "table"],
)
def test_text_comes_in_the_order_of_the_document(read_bytes: Any, body: str, text: str) -> None:
    assert read_bytes(word_file(body), "a.docx").text == text


def test_what_is_left_out_is_told(read_bytes: Any) -> None:
    body = paragraph("甲") + "<w:p><w:r><w:drawing/><w:drawing/><w:footnoteReference/></w:r></w:p>"
    notes = read_bytes(word_file(body), "a.docx").notes
    assert notes == (Note("images", {"count": 2}), Note("footnotes", {"count": 1}))


def test_a_bomb_is_refused_by_what_it_declares(read_bytes: Any) -> None:
    data = word_file(paragraph("会"), more={"word/media/bomb.bin": "0" * 120 * 1024**2})
    assert len(data) < 200_000
    assert code_of_refusal(read_bytes, data) == "zip-bomb"


def test_a_bomb_is_refused_by_what_comes_out(read_bytes: Any) -> None:
    assert code_of_refusal(read_bytes, word_file(" " * 9 * 1024**2)) == "zip-bomb"


def test_too_many_members_are_refused(read_bytes: Any) -> None:
    data = word_file(paragraph("会"), more={f"word/{number}.xml": "" for number in range(20)})
    assert code_of_refusal(read_bytes, data, limits=Limits(zip_members=10)) == "zip-bomb"


LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("doctype", "word"),
    [(LAUGHS, "&i;"), ('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "&x;"), ("<!DOCTYPE w>", "会")],
)
def test_entities_are_neither_expanded_nor_fetched(read_bytes: Any, doctype: str, word: str) -> None:
    assert code_of_refusal(read_bytes, word_file(paragraph(word), doctype)) == "unsafe-xml"


@pytest.mark.parametrize("kept", [100, 2000, 20_000, 36_000])
def test_a_torn_file_is_broken(read_bytes: Any, kept: int) -> None:
    assert code_of_refusal(read_bytes, SAMPLE.read_bytes()[:kept]) == "broken"


def test_deep_nesting_is_broken(read_bytes: Any) -> None:
    assert code_of_refusal(read_bytes, word_file("<w:p>" * 100_000)) == "broken"


def test_members_outside_the_folder_harm_nobody(read_bytes: Any, tmp_path: Path) -> None:
    data = word_file(paragraph("会"), more={"../../escaped.txt": "x", "/escaped.txt": "x"})
    assert read_bytes(data, "a.docx").text == "会"
    assert not list(tmp_path.parent.rglob("escaped.txt"))


def test_a_document_of_pictures_is_empty(read_bytes: Any) -> None:
    assert code_of_refusal(read_bytes, word_file("<w:p><w:r><w:drawing/></w:r></w:p>")) == "empty"
