"""What the words that begin a row say: a section, a total, a note, a star, a number in a list, a count."""

import re
from dataclasses import dataclass

from diaodu.intake.workbook.head_words import tidy

STARS = "★☆*▲△●◆※◎"
_HAN_NUMBERS = "一二三四五六七八九十百"
_COUNT = re.compile(r"[(\[]?(?:共计?|(?<![合小总共])计)?:?(\d{1,6})\s*(?:项|个|户|家|宗|条)(?:项目)?[)\]]?$")
_SPLIT_COUNT = re.compile(r"(\d{1,6})\s*(?:项|个|户|家)")
_NUMBERED = re.compile(rf"([(\[])?([{_HAN_NUMBERS}]{{1,4}})(?:([)\]])|(?=[、.．:\s])|$)[、.．:\s]*")
_TOTAL = re.compile(r"^(?:[一-鿿]{0,10}?)(?:总\s*计|合\s*计|小\s*计|共\s*计|总\s*合计)(?![一-鿿]*(?:项目名称|工程))")
_AMONG = re.compile(r"^其\s*中\s*[:、]?\s*")
_NOTE = re.compile(
    r"^(?:注|备注|说明|附注|填报说明|填表说明|填报人|制表人|审核人|负责人签字|联系人|单位负责人)\s*\d{0,2}\s*[:、.]|^\d{0,2}[*※]\s*.{0,4}(?:指|表示|为|代表)"
)
_PART_SIGNS = re.compile(r"^(?:[-—–]{1,2}|└─?|├─?|·|•)\s*")
_BRACKETED_NUMBER = re.compile(r"^(?:[(\[]\d{1,3}[)\]]|\d{1,3}\))\s*[、.]?")
_LISTED = re.compile(r"^\d{1,3}[.、](?=[^\d\s])\s*")
_CIRCLED = {0x2460 + n: f"({n + 1})" for n in range(20)}
SERIAL = re.compile(r"\d{1,5}(?:[.-]\d{1,3}){0,3}")


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a section is numbered: the style tells its depth. （一） is "bracketed"."""

    style: str
    words: str


def section_numbering(words: str) -> tuple[Numbering, str] | None:
    """一、 or （一） in front, and what follows it."""
    found = _NUMBERED.match(words)
    if found is None:
        return None
    if found[1] and not found[3]:
        return None
    return Numbering("bracketed" if found[1] else "plain", found[2]), words[found.end() :]


def count_of(words: str) -> tuple[str, int | None]:
    """The words without the count at their end, and the count: 市本级(48项), 交通5项, 合计37个."""
    found = _COUNT.search(words)
    return (words[: found.start()].rstrip(",:、 "), int(found[1])) if found else (words, None)


def counts_in(words: str) -> list[int]:
    """All counts in words such as 其中:在建(90项)/预备(10项)."""
    return [int(count) for count in _SPLIT_COUNT.findall(words)]


def is_total(words: str) -> bool:
    return _TOTAL.match(words) is not None


def after_among(words: str) -> str | None:
    """What follows 其中：; None when the words do not begin with it."""
    found = _AMONG.match(words)
    return words[found.end() :] if found else None


def is_note(words: str) -> bool:
    return _NOTE.match(words) is not None


def is_starred(words: str) -> bool:
    return words.lstrip()[:1] in STARS and words.strip() != ""


def is_marked_as_part(words: str) -> bool:
    """（1）, ① or a dash in front of a name: part of what stands above."""
    words = words_of(words)
    return bool(_BRACKETED_NUMBER.match(words) or _PART_SIGNS.match(words))


def plain_name(text: str) -> str:
    """A project's name without star, list number, 其中： and the signs of a part."""
    words = words_of(text)
    before = ""
    while words != before:
        before = words
        words = words.lstrip(STARS + " ")
        words = _BRACKETED_NUMBER.sub("", words)
        words = _LISTED.sub("", words)
        words = _PART_SIGNS.sub("", words)
        words = _AMONG.sub("", words) or words
    return words


def words_of(value: object) -> str:
    """A cell's words in one line, ① as (1): without its circle it would read as a project's own number."""
    return tidy(str(value).translate(_CIRCLED)) if value is not None else ""
