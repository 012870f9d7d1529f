"""Words, names, yes or no, and people with their telephones."""

import pytest

from diaodu.intake.workbook.answers import as_flag, as_name, as_text
from diaodu.intake.workbook.contacts import Contact, as_contacts
from diaodu.intake.workbook.table import Cell, CellError, Defect, Raw


def cell(raw: Raw) -> Cell:
    return Cell("台账", 6, 3, raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [(" 主墩完成\n3个 ", "主墩完成\n3个"), ("无", "无"), ("—", None), ("/", None), (None, None), (410800, "410800")],
)
def test_no_problem_is_an_answer_and_a_dash_is_none(raw: Raw, text: str | None) -> None:
    assert as_text(cell(raw)) == text


@pytest.mark.parametrize(
    "raw",
    [
        "★临江大桥",
        " ☆ 临江大桥",
        "（1）临江大桥",
        "①临江大桥",
        "其中：临江大桥",
        "——临江大桥",
        "*临江大桥",
        "临 江 大 桥",
    ],
)
def test_a_name_is_bare(raw: str) -> None:
    assert as_name(cell(raw)) == "临江大桥"


@pytest.mark.parametrize(
    ("raw", "flag"),
    [("是", True), ("√", True), ("已入统", True), (1, True), (True, True), ("否", False), ("×", False), ("无", False),
     (0, False), ("", None), ("-", None)],
)  # fmt: skip
def test_yes_or_no(raw: Raw, flag: bool | None) -> None:
    assert as_flag(cell(raw)) is flag


@pytest.mark.parametrize("raw", ["正在办理", 2, CellError("#N/A")])
def test_neither_yes_nor_no_is_told(raw: Raw) -> None:
    assert isinstance(as_flag(cell(raw)), Defect)


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        ("张三13800000000；李四 0391-2345678",
         [Contact("张三", ("13800000000",)), Contact("李四", ("0391-2345678",))]),
        ("张三、李四", [Contact("张三"), Contact("李四")]),
        ("张三（局长）138 0000 0000\n13900000000", [Contact("张三"), Contact("局长", ("13800000000", "13900000000"))]),
        ("王五 电话：2345678", [Contact("王五", ("2345678",))]),
        (13800000000, [Contact("", ("13800000000",))]),
        ("—", []),
    ],
)  # fmt: skip
def test_several_people_share_a_cell(raw: Raw, people: list[Contact]) -> None:
    assert as_contacts(cell(raw)) == people


@pytest.mark.parametrize("raw", ["张三1380000000", "张三 138000000001", CellError("#NAME?")])
def test_a_wrong_number_of_digits_is_told(raw: Raw) -> None:
    assert isinstance(as_contacts(cell(raw)), Defect)
