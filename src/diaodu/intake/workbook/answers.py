"""Words of a cell: text, names, and yes or no."""

from diaodu.engine.labels import Label
from diaodu.intake.workbook.missing import ANSWERS, is_missing, misfit, text_of
from diaodu.intake.workbook.row_words import plain_name
from diaodu.intake.workbook.table import Cell, CellError, Defect

_YES = frozenset(
    {"是", "有", "已", "√", "✓", "✔", "对", "Y", "YES", "TRUE", "1", "已入统", "已入库", "已开工", "已办结"}
)
_NO = frozenset(
    {
        "否",
        "无",
        "不是",
        "没有",
        "未",
        "×",
        "✗",
        "✘",
        "X",
        "N",
        "NO",
        "FALSE",
        "0",
        "未入统",
        "未入库",
        "未开工",
        "未办结",
    }
)

TEXT = Label("文字", "words")
YES_OR_NO = Label("是或否", "是 (yes) or 否 (no)")


def as_text(cell: Cell) -> str | Defect | None:
    """The words as they stand, in their own lines. 无 is an answer; a dash is none."""
    if isinstance(cell.raw, CellError):
        return misfit(cell, TEXT)
    words = text_of(cell.raw)
    if is_missing(cell.raw) and words not in ANSWERS:
        return None
    return cell.raw.strip() if isinstance(cell.raw, str) else words


def as_name(cell: Cell) -> str | Defect | None:
    """A name without the star, the list number and the 其中： before it."""
    words = as_text(cell)
    return plain_name(words) or None if isinstance(words, str) else words


def as_flag(cell: Cell) -> bool | Defect | None:
    """Yes or no: 是/否, √/×, 有/无."""
    words = text_of(cell.raw).upper()
    if words in _YES:
        return True
    if words in _NO:
        return False
    return None if is_missing(cell.raw) else misfit(cell, YES_OR_NO)
