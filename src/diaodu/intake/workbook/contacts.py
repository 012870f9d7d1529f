"""People and their telephones, as several of them share a cell."""

import re
from dataclasses import dataclass

from diaodu.engine.labels import Label
from diaodu.intake.workbook.missing import defect, is_missing, text_of
from diaodu.intake.workbook.table import Cell, Defect

_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|(?:\(?0\d{2,3}\)?[- ]?)?[2-9]\d{6,7}(?:-\d{1,5})?)(?!\d)"
)
_BETWEEN = re.compile(r"[;,、/|:()\s]+|电话|手机|联系方式|联系人")
_DIGITS = re.compile(r"\d{3,}")

A_CONTACT = Label("姓名和电话，如 张三13800000000", "a name and a telephone, such as 张三13800000000")


@dataclass(frozen=True, slots=True)
class Contact:
    """A name as it stands, perhaps with a title, and the numbers behind it. Either may be missing."""

    name: str
    phones: tuple[str, ...] = ()


def as_contacts(cell: Cell) -> list[Contact] | Defect:
    """Everybody in the cell, in order; an empty list when nobody is named."""
    if is_missing(cell.raw):
        return []
    if isinstance(cell.raw, int):
        words = str(cell.raw)
    elif isinstance(cell.raw, str):
        words = text_of(cell.raw.replace("\n", ";"))
    else:
        return _unreadable(cell)
    people: list[Contact] = []
    at = 0
    for found in _PHONE.finditer(words):
        people.extend(Contact(name) for name in _names(words[at : found.start()]))
        if people:
            last = people.pop()
            people.append(Contact(last.name, (*last.phones, _plain(found[1]))))
        else:
            people.append(Contact("", (_plain(found[1]),)))
        at = found.end()
    people.extend(Contact(name) for name in _names(words[at:]))
    return _unreadable(cell) if any(_DIGITS.search(person.name) for person in people) else people


def _names(words: str) -> list[str]:
    return [name for name in _BETWEEN.split(words) if name.strip("-. ")]


def _plain(phone: str) -> str:
    bare = re.sub(r"[ ()]", "", phone)
    return bare.replace("-", "") if bare.startswith("1") else bare


def _unreadable(cell: Cell) -> Defect:
    return defect(
        cell,
        A_CONTACT,
        Label("电话号码位数不对，请核对。", "A telephone has too few or too many digits. Please check."),
    )
