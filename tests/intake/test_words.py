"""Every refusal and note has its words, in both languages."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from diaodu.intake import words
from diaodu.intake.values import Note, Refusal

SOURCE = Path(words.__file__).parent
RAISED = re.compile(r'Refusal\(\s*"([a-z-]+)"')
VALUES = {
    "kind": "docx", "found": "OFD", "seconds": 30, "size_mb": 200, "most_mb": 50, "most": 2000, "pages": 9000,
    "suffix": ".txt", "encoding": "zip", "count": 3, "names": "表.xlsx", "sender": "许文静",
    "date": "6月18日", "offset": 7, "reason": "500", "sheet": "Sheet1", "last": "XFD9", "line": 7,
}  # fmt: skip


def all_words() -> list[str]:
    refusals = [word for code in words.REFUSALS for word in words.refusal_words(Refusal(code, **VALUES))]
    return refusals + [words.note_words(Note(code, VALUES)) for code in words.NOTES]


@pytest.mark.parametrize(("language", "is_chinese"), [("zh-hans", True), ("en", False)])
def test_all_words_stand_in_the_language(language: str, is_chinese: bool) -> None:
    with translation.override(language):
        for sentence in all_words():
            assert (
                bool(re.search("[\u4e00-\u9fff]", re.sub("许文静|月|日|表|项目名称|总投资", "", sentence)))
                is is_chinese
            ), sentence
            assert "%" not in sentence


def test_every_refusal_that_is_raised_has_words() -> None:
    raised = {code for path in SOURCE.rglob("*.py") for code in RAISED.findall(path.read_text("utf-8"))}
    assert raised | {"encrypted", "old-word"} == set(words.REFUSALS)


def test_a_refusal_says_what_and_what_to_do() -> None:
    with translation.override("zh-hans"):
        said = words.refusal_words(Refusal("too-large", size_mb=200, most_mb=50))
    assert said == ("文件有 200 MB，最多可读取 50 MB。", "请删去图片或拆分文件，也可以复制文字后粘贴。")
