"""PDF files: the sample word for word with its pages, and files that have no text or are made to do harm."""

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from diaodu.intake import pdf
from diaodu.intake.pdf.lines import paragraphs
from diaodu.intake.reading import read_document
from diaodu.intake.values import Limits, Note, Refusal

SAMPLE = Path(pdf.__file__).with_name("sample.pdf")
EXPECTED = Path(__file__).with_name("expected.txt").read_text("utf-8")


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank(pages: int) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    return writer


def code_of_refusal(read_bytes: Any, data: bytes, **options: Any) -> str:
    with pytest.raises(Refusal) as refused:
        read_bytes(data, "稿件.pdf", **options)
    return refused.value.code


def test_the_sample_is_read_word_for_word_page_by_page() -> None:
    document = read_document(SAMPLE, name="稿件.pdf")
    assert document.text == EXPECTED
    assert document.title == "临江市召开第五次重点项目建设调度会"
    first, second = (page.of(document.text) for page in document.pages)
    assert first.endswith("— 1 —")
    assert second.startswith("　　会议强调")


def test_a_page_without_text_among_others_is_told(read_bytes: Any) -> None:
    writer = blank(1)
    writer.append(PdfReader(SAMPLE))
    assert read_bytes(written(writer), "a.pdf").notes == (Note("pages-without-text", {"count": 1, "pages": "1"}),)


def test_pictures_of_pages_are_refused(read_bytes: Any) -> None:
    assert code_of_refusal(read_bytes, written(blank(2))) == "no-text-layer"


def test_a_password_is_refused_but_a_lock_against_editing_is_not(read_bytes: Any) -> None:
    for password, algorithm in (("geheim", "RC4-128"), ("geheim", "AES-256"), ("", "AES-256")):
        writer = PdfWriter(clone_from=SAMPLE)
        writer.encrypt(password, owner_password="owner", algorithm=algorithm)
        if password:
            assert code_of_refusal(read_bytes, written(writer)) == "encrypted"
        else:
            assert read_bytes(written(writer), "a.pdf").text == EXPECTED


@pytest.mark.parametrize("kept", [20, 300, 1500])
def test_a_torn_file_is_broken(read_bytes: Any, kept: int) -> None:
    assert code_of_refusal(read_bytes, SAMPLE.read_bytes()[:kept]) in ("broken", "no-text-layer")


def test_too_many_pages_are_refused(read_bytes: Any) -> None:
    assert code_of_refusal(read_bytes, written(blank(4)), limits=Limits(pages=3)) == "too-many-pages"


def test_text_that_repeats_without_end_is_refused(read_bytes: Any) -> None:
    writer = PdfWriter()
    for _ in range(20):
        writer.append(PdfReader(SAMPLE))
    assert code_of_refusal(read_bytes, written(writer), limits=Limits(characters=1000)) == "too-long"


def test_a_form_that_draws_itself_ends(read_bytes: Any) -> None:
    writer = blank(1)
    form = DecodedStreamObject()
    form.set_data(b"/F Do")
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    itself = writer._add_object(form)
    resources = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/F"): itself})})
    form[NameObject("/Resources")] = resources
    writer.pages[0][NameObject("/Resources")] = resources
    writer.pages[0][NameObject("/Contents")] = itself
    assert code_of_refusal(read_bytes, written(writer)) in ("broken", "no-text-layer", "too-costly")


FULL = "会议听取了新能源电池产业园和抽水蓄能电站两个项目的进展汇"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (f"{FULL}\n报并讲话。", f"{FULL}报并讲话。"),
        (f"{FULL}\n一、产业园", f"{FULL}\n一、产业园"),
        (f"{FULL}\n　　会议指出", f"{FULL}\n　　会议指出"),
        (f"{FULL}\nABC 公司", f"{FULL}\nABC 公司"),
        (f"{FULL[:-1]}。\n市长讲话", f"{FULL[:-1]}。\n市长讲话"),
        (f"　　{FULL[:-3]}。\n市长讲话", f"　　{FULL[:-3]}。市长讲话"),
        (f"名单\n{FULL}", f"名单\n{FULL}"),
        ("周明远\n韩雪\n罗志强", "周明远\n韩雪\n罗志强"),
    ],
    ids=["cut", "numbered", "indented", "latin", "end unclear", "end clear", "short line", "list"],
)
def test_only_lines_cut_by_the_margin_are_joined(page: str, text: str) -> None:
    assert paragraphs(page) == text
