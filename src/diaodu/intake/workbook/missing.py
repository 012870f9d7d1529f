"""What counts as "not reported" in a cell, and how a defect of one is told."""

from datetime import date

from diaodu.engine.labels import Label
from diaodu.intake.workbook.head_words import tidy
from diaodu.intake.workbook.table import Cell, CellError, Defect, Raw

# Each is a way to leave a cell unanswered. None of them is zero: a zero is written 0.
MISSING = {
    "": Label("空白", "blank"),
    "-": Label("短横", "a dash"),
    "--": Label("双短横", "two dashes"),
    "—": Label("横线", "a long dash"),
    "——": Label("破折号", "a double dash"),
    "–": Label("短横", "a dash"),
    "/": Label("斜线", "a slash"),
    "\\": Label("反斜线", "a backslash"),
    "*": Label("星号", "an asterisk"),
    "…": Label("省略号", "dots"),
    "...": Label("省略号", "dots"),
    "无": Label("无：在数字、日期栏内即未填；在文字栏内是答复，原样保留", "“none”: in words an answer, kept as it is"),
    "暂无": Label("暂无，同“无”", "“none yet”, like “none”"),
    "未报": Label("未报", "not reported"),
    "待定": Label("待定", "to be settled"),
    "未定": Label("未定", "to be settled"),
    "N/A": Label("不适用", "not applicable"),
    "n/a": Label("不适用", "not applicable"),
}
ANSWERS = frozenset({"无", "暂无", "待定", "未定"})  # not left out where words are asked for
_ONLY_BLANKS = str.maketrans("", "", "\u200b\ufeff")


def text_of(raw: Raw) -> str:
    """In one line with half-width signs; nothing for a blank cell."""
    return "" if raw is None else tidy(str(raw).translate(_ONLY_BLANKS))


def is_missing(raw: Raw) -> bool:
    """Whether a cell that should hold a number, a day or a choice was left unanswered."""
    return raw is None or (isinstance(raw, str) and text_of(raw) in MISSING)


def shown(raw: Raw) -> str:
    """A value as the person sees it, near enough."""
    if isinstance(raw, CellError):
        return raw.text
    return raw.isoformat()[:10] if isinstance(raw, date) else str(raw)


def defect(cell: Cell, expected: Label, words: Label) -> Defect:
    return Defect(cell.sheet, cell.ref, shown(cell.raw), expected, words)


def misfit(cell: Cell, expected: Label) -> Defect:
    """Something else stands where this was expected."""
    found = shown(cell.raw)
    if isinstance(cell.raw, CellError):
        words = Label(
            f"公式出错（{found}），请更正公式或填写{expected.zh}。",
            f"The formula fails ({found}): mend it or type {expected.en}.",
        )
    else:
        words = Label(
            f"“{found}”读不出{expected.zh}，请改写。", f"“{found}” cannot be read as {expected.en}. Please rewrite it."
        )
    return defect(cell, expected, words)
