"""Mails: the sample word for word, and the ways in which mails come."""

from base64 import b64encode
from pathlib import Path
from quopri import encodestring
from typing import Any

import pytest

from diaodu.intake import eml
from diaodu.intake.reading import read_document
from diaodu.intake.values import Limits, Note, Refusal

SAMPLE = Path(eml.__file__).with_name("sample.eml")
REPORT = "调度会的报道"
EXPECTED = Path(__file__).with_name("expected.txt").read_text("utf-8")


def test_the_sample_is_read_word_for_word() -> None:
    document = read_document(SAMPLE, name="送审.eml")
    assert document.text == EXPECTED
    assert document.title == "送审：临江市召开第五次重点项目建设调度会"
    assert document.encoding == "gb18030"
    sent = {"sender": "许文静 <xuwenjing@example.gov.cn>", "date": "Tue, 18 Jun 2024 15:20:11 +0800"}
    assert document.notes == (Note("mail", sent), Note("attachments", {"count": 1, "names": "会场.jpg"}))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('Content-Type: text/plain; charset="gb2312"', REPORT.encode("gbk")),
        ("Content-Type: text/plain", REPORT.encode("gbk")),
        ('Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: base64', b64encode(REPORT.encode())),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
            encodestring(REPORT.encode()),
        ),
        ("Content-Type: text/html; charset=big5", "<style>p{}</style><p>调度会的报道</p>".encode("gbk")),
        ("Content-Type: text/plain; charset=no-such", REPORT.encode()),
    ],
    ids=["8 bit", "undeclared", "base64", "quoted", "html, wrong charset", "unknown charset"],
)
def test_the_body_is_read_however_it_travelled(read_bytes: Any, head: str, body: bytes) -> None:
    mail = f"From: a@example.org\nSubject: x\n{head}\n\n".encode() + body
    assert read_bytes(mail, "a.eml").text == f"x\n\n{REPORT}"


@pytest.mark.parametrize(
    "subject",
    [b"=?gb2312?B?" + b64encode("周明远主持瑢县调度".encode("gbk")) + b"?=", "周明远主持瑢县调度".encode("gbk")],
)
def test_the_subject_is_read_encoded_or_raw(read_bytes: Any, subject: bytes) -> None:
    assert read_bytes(b"From: a\nTo: b\nSubject: " + subject + b"\n\nx", "a.eml").title == "周明远主持瑢县调度"


def test_a_forwarded_mail_is_an_attachment(read_bytes: Any) -> None:
    forwarded = "--b\nContent-Type: message/rfc822\n\nSubject: 内\n\n内文\n--b--"
    mail = f"From: a\nSubject: 外\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n外文\n{forwarded}"
    document = read_bytes(mail.encode(), "a.eml")
    assert document.text == "外\n\n外文"
    assert document.notes[-1] == Note("attachments", {"count": 1, "names": "message/rfc822"})


@pytest.mark.parametrize("kept", [400, 900, 1800])
def test_a_torn_mail_is_read_as_far_as_it_goes(read_bytes: Any, kept: int) -> None:
    document = read_bytes(SAMPLE.read_bytes()[:kept], "a.eml")
    assert document.kind == "eml"


def test_a_mail_without_words_is_empty(read_bytes: Any) -> None:
    with pytest.raises(Refusal) as refused:
        read_bytes(b"From: a\nTo: b\n\n", "a.eml")
    assert refused.value.code == "empty"


def test_deep_nesting_gets_an_answer(read_bytes: Any) -> None:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(150))
    assert read_bytes(("Subject: 深\nFrom: a\n" + parts + "\n会").encode(), "a.eml").text.startswith("深")


def test_a_mail_of_one_picture_still_has_its_subject(read_bytes: Any) -> None:
    mail = "From: a\nSubject: 调度会\nContent-Type: text/html\n\n<img src=x>"
    assert read_bytes(mail.encode(), "a.eml").text == "调度会"


def test_endless_nesting_is_refused(tmp_path: Path) -> None:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(3000))
    mail = tmp_path / "mail"
    mail.write_text("From: a\nSubject: b\n" + parts)
    with pytest.raises(Refusal) as refused:
        read_document(mail, name="a.eml", limits=Limits(seconds=5))
    assert refused.value.code == "too-costly"
