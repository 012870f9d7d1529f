"""Numbers of a cell: plain, counted, per cent, and money as whole 分."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from diaodu.engine.labels import Label
from diaodu.intake.workbook.missing import defect, is_missing, misfit, text_of
from diaodu.intake.workbook.table import Cell, Defect

# How many 分 each unit of money has. Others, such as 万美元, are refused: nobody here knows the day's rate.
FEN = {
    "元": 100,
    "人民币": 100,
    "千元": 100_000,
    "万": 1_000_000,
    "万元": 1_000_000,
    "十万元": 10_000_000,
    "百万元": 100_000_000,
    "千万元": 1_000_000_000,
    "亿": 10_000_000_000,
    "亿元": 10_000_000_000,
}
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PLAIN = re.compile(rf"(?P<number>{_NUMBER})")
_COUNTED = re.compile(rf"(?P<number>{_NUMBER})\s*[一-鿿]{{0,3}}")
_SHARE = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<sign>%)?")
_MONEY_PART = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{'|'.join(sorted(FEN, key=len, reverse=True))})?")
_ABOUT = re.compile(r"^(?:约|大约|约计|¥|￥|人民币|RMB|CNY)+\s*", re.IGNORECASE)
_FOREIGN = re.compile(r"美元|美金|港元|港币|欧元|日元|英镑|[$€£]|USD|EUR|HKD|GBP", re.IGNORECASE)
_SIGNIFICANT_DIGITS = 15  # Excel keeps and shows no more; what lies beyond is noise of its arithmetic

_DOUBTFUL = 2  # 0.45 and 1.2 may be 45% and 120%, or 0.45% and 1.2%; nobody means 200 to mean 20 000%

A_NUMBER = Label("数字", "a number")
A_COUNT = Label("整数", "a whole number")
A_SHARE = Label("百分数，如 45%", "a percentage such as 45%")
AN_AMOUNT = Label("一个人民币金额，如 3500 或 3.5亿元", "one amount in yuan, such as 3500 or 3.5亿元")
A_UNIT = Label("金额的单位：元、万元或亿元", "the unit of the amount: 元, 万元 or 亿元")


def as_number(cell: Cell) -> Decimal | Defect | None:
    """A number, also one kept as text with commas or full-width digits. None when nothing was reported."""
    return _number(cell, _PLAIN, A_NUMBER)


def as_count(cell: Cell) -> int | Defect | None:
    """A whole number, also with a word behind it: 37, 37个."""
    number = _number(cell, _COUNTED, A_COUNT)
    if isinstance(number, Decimal):
        return int(number) if number == number.to_integral_value() else misfit(cell, A_COUNT)
    return number


def as_share(cell: Cell, unit: str | None = None) -> Fraction | Defect | None:
    """A part of one: 45%, 0.45 in a cell shown as per cent, or 45 under a head that says %."""
    number = _number(cell, _SHARE, A_SHARE)
    if not isinstance(number, Decimal):
        return number
    if cell.is_percent is None and unit == "%" and not isinstance(cell.raw, str) and 0 < abs(number) <= _DOUBTFUL:
        return _doubtful_share(cell)
    is_in_percent = text_of(cell.raw).endswith("%") or (unit == "%" and not cell.is_percent)
    return Fraction(number) / (100 if is_in_percent else 1)


def as_money_fen(cell: Cell, unit: str | None) -> int | Defect | None:
    """Whole 分 of yuan, fractions of a 分 rounded half up. The unit in the cell rules, else that of the column."""
    if unit in FEN and isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool) and not cell.is_percent:
        return _whole_fen(_of_number(cell.raw) * FEN[unit])
    if is_missing(cell.raw):
        return None
    if (unit and _FOREIGN.search(unit)) or (isinstance(cell.raw, str) and _FOREIGN.search(text_of(cell.raw))):
        return _foreign_money(cell, unit)
    parts = _money_parts(cell)
    if parts is None or cell.is_percent:
        return misfit(cell, AN_AMOUNT)
    if any(own is None for _, own in parts) and unit not in FEN:
        return defect(
            cell,
            A_UNIT,
            Label(
                "金额没有单位，请在表头或表上方写明“单位：万元”。",
                "The amount has no unit: name it in the head or above the table.",
            ),
        )
    return _whole_fen(sum((number * FEN[own or str(unit)] for number, own in parts), Decimal(0)))


def _whole_fen(fen: Decimal) -> int:
    return int(fen.to_integral_value(ROUND_HALF_UP))


def _money_parts(cell: Cell) -> list[tuple[Decimal, str | None]] | None:
    """The number with its unit; 3亿5000万元 has two."""
    if (plain := _of_raw(cell)) is not None:
        return [(plain, None)]
    if not isinstance(cell.raw, str):
        return None
    words = _ABOUT.sub("", text_of(cell.raw).replace("，", ","))
    parts: list[tuple[Decimal, str | None]] = []
    at = 0
    while at < len(words):
        found = _MONEY_PART.match(words, at)
        if found is None or (parts and not (found["unit"] and FEN[found["unit"]] < FEN[parts[-1][1] or "元"])):
            return None
        parts.append((_decimal(found["number"]), found["unit"]))
        at = found.end()
    return parts or None


def _foreign_money(cell: Cell, unit: str | None) -> Defect:
    return defect(
        cell,
        AN_AMOUNT,
        Label(
            f"金额是外币（{unit or text_of(cell.raw)}），本系统不做折算，请按批准文件折成人民币后填写。",
            f"The amount is in a foreign currency ({unit or text_of(cell.raw)}). Nothing is converted here: "
            "please enter it in yuan, as approved.",
        ),
    )


def _doubtful_share(cell: Cell) -> Defect:
    percent = _of_raw(cell)
    return defect(
        cell,
        A_SHARE,
        Label(
            f"“{percent}”可能是{percent}%，也可能显示为百分数（.xls文件读不出显示格式）。请另存为.xlsx，或写成带%的文字。",
            f"“{percent}” may mean {percent}%, or be shown as a percentage (an .xls file does not tell). "
            "Save it as .xlsx, or write it with its %.",
        ),
    )


def _number(cell: Cell, pattern: re.Pattern[str], expected: Label) -> Decimal | Defect | None:
    if is_missing(cell.raw):
        return None
    if (plain := _of_raw(cell)) is not None:
        return plain
    found = pattern.fullmatch(text_of(cell.raw)) if isinstance(cell.raw, str) else None
    return _decimal(found["number"]) if found else misfit(cell, expected)


def _of_raw(cell: Cell) -> Decimal | None:
    """A number that Excel keeps as one."""
    raw = cell.raw
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    return _of_number(raw)


def _of_number(raw: float) -> Decimal:
    return Decimal(raw) if isinstance(raw, int) else Decimal(f"{raw:.{_SIGNIFICANT_DIGITS}g}")


def _decimal(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))
