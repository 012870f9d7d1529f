"""The encoding of Chinese text is found, torn or damaged, and what cannot be decoded is counted and located."""

from collections.abc import Iterator

import pytest

from diaodu.intake import encodings
from tests.intake.articles import article

SIMPLIFIED = ("utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030")
TRADITIONAL = (*SIMPLIFIED, "big5")
ARTICLES_PER_LENGTH = 20


def is_read_right(text: str, data: bytes) -> bool:
    """All of it, save a last character that was torn."""
    read = encodings.decode(data, encodings.guess(data).encoding).text.rstrip("\N{REPLACEMENT CHARACTER}")
    return text.startswith(read) and len(read) >= len(text) - 1


def outcomes(length: int, torn_bytes: int) -> Iterator[bool]:
    for script, codecs in (("simplified", SIMPLIFIED), ("traditional", TRADITIONAL)):
        for codec in codecs:
            for seed in range(ARTICLES_PER_LENGTH):
                text = article(script, length, seed)
                data = text.encode(codec)
                yield is_read_right(text, data[: len(data) - torn_bytes])


@pytest.mark.parametrize("torn_bytes", [0, 1])
@pytest.mark.parametrize(("length", "least"), [(20, 0.95), (200, 0.98), (2000, 0.98)])
def test_the_matrix_is_read_right(length: int, least: float, torn_bytes: int) -> None:
    results = list(outcomes(length, torn_bytes))
    assert sum(results) / len(results) >= least


def test_a_wrong_byte_is_marked_and_does_not_change_the_guess() -> None:
    data = article("simplified", 400, 1).encode("gb18030")
    damaged = data[:200] + b"\xff" + data[200:]
    guess = encodings.guess(damaged)
    decoded = encodings.decode(damaged, guess.encoding)
    assert guess.encoding == "gb18030"
    assert (decoded.unreadable, decoded.first_unreadable_at) == (1, 200)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_the_place_of_a_wrong_byte_counts_from_the_start_of_the_file(codec: str) -> None:
    before = "调度会".encode(codec)
    wrong = {"utf-8-sig": b"\xff", "utf-16": b"\x00\xdc"}[codec]
    decoded = encodings.decode(before + wrong + b"\n\0", encodings.guess(before).encoding)
    assert (decoded.unreadable, decoded.first_unreadable_at) == (1, len(before))


def test_two_encodings_in_one_file_are_read_by_the_larger_part() -> None:
    data = article("simplified", 900, 1).encode("gb18030") + "\n附记：核对无误。".encode()
    assert encodings.guess(data).encoding == "gb18030"


@pytest.mark.parametrize("hint", ["utf-8", "big5", "windows-1252", "euc-kr"])
def test_a_wrong_declaration_is_not_believed(hint: str) -> None:
    assert encodings.guess(article("simplified", 200, 1).encode("gbk"), hint).encoding == "gb18030"


@pytest.mark.parametrize(
    ("codec", "found"),
    [("cp1252", "windows-1252"), ("cp1251", "windows-1251"), ("euc_jp", "euc-jp"), ("cp949", "euc-kr")],
)
def test_other_languages_are_guessed_when_nothing_reads_like_chinese(codec: str, found: str) -> None:
    texts = {
        "cp1252": "Le conseil a étudié les projets dès la rentrée ; la fête aura lieu cet été, près du théâtre rénové.",
        "cp1251": "Городской совет рассмотрел проекты развития промышленной зоны и утвердил план на следующий год.",
        "euc_jp": "市長は本日の会議で、重点プロジェクトの進捗状況について報告を受け、問題の解決を求めました。",
        "cp949": "시장은 오늘 회의에서 주요 사업의 추진 상황을 보고받고 문제 해결을 지시하였다.",
    }
    assert encodings.guess(texts[codec].encode(codec)).encoding == found


def test_a_declared_foreign_encoding_is_believed() -> None:
    data = "Совет утвердил план.".encode("koi8-r")
    assert encodings.guess(data, "koi8-r").encoding == "koi8-r"


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("GB2312", "gb18030"),
        ("x-gbk", "gb18030"),
        ("UTF8", "utf-8"),
        ("Big5-HKSCS", "big5-hkscs"),
        ("zip", None),
        ("", None),
    ],
)
def test_names_of_encodings_are_taken_as_pages_write_them(written: str, known: str | None) -> None:
    assert encodings.known_name(written) == known


@pytest.mark.parametrize(
    "page",
    [
        b'<meta charset="gb2312">',
        b'<META content="text/html; charset=GBK" http-equiv=x>',
        b'<?xml version="1.0" encoding="GB18030"?>',
    ],
)
def test_a_page_declares_its_encoding(page: bytes) -> None:
    assert encodings.declared(page) == "gb18030"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_not_part_of_the_text(mark: str) -> None:
    data = "调度会".encode(mark)
    assert encodings.decode(data, encodings.guess(data).encoding).text == "调度会"
