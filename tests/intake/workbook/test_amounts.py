"""Numbers and money, as ledgers write them. Missing is never zero, and nothing is guessed."""

from decimal import Decimal
from fractions import Fraction

import pytest

from diaodu.intake.workbook.amounts import as_count, as_money_fen, as_number, as_share
from diaodu.intake.workbook.missing import MISSING
from diaodu.intake.workbook.table import Cell, CellError, Defect, Raw


def cell(raw: Raw, *, is_percent: bool = False) -> Cell:
    return Cell("台账", 6, 3, raw, is_percent)


@pytest.mark.parametrize(
    ("raw", "unit", "yuan"),
    [
        (54583, "万元", "545830000"),
        ("54,583.00", "万元", "545830000"),
        ("５４，５８３．５", "万元", "545835000"),
        ("54583.5万元", "亿元", "545835000"),
        (3.5, "亿元", "350000000"),
        ("约3亿元", None, "300000000"),
        ("3亿5000万元", "万元", "350000000"),
        ("1.2亿", None, "120000000"),
        ("¥1,200", "元", "1200"),
        (0.1 + 0.2, "万元", "3000"),
        (1234.567891234, "万元", "12345678.91"),
        (0, "万元", "0"),
        (-120, "万元", "-1200000"),
        (0.005, "元", "0.01"),
    ],
)
def test_money_becomes_whole_fen(raw: Raw, unit: str | None, yuan: str) -> None:
    assert as_money_fen(cell(raw), unit) == Decimal(yuan) * 100


@pytest.mark.parametrize(
    ("raw", "unit", "words"),
    [
        (300, "万美元", "外币"),
        ("300万美元", "万元", "外币"),
        ("$300", "元", "外币"),
        (300, None, "没有单位"),
        (300, "亩", "没有单位"),
        ("45%", "万元", "读不出"),
        ("3亿元以上", "万元", "读不出"),
        ("5,00", "万元", "读不出"),
        ("5000（含土地）", "万元", "读不出"),
        ("三亿元", "万元", "读不出"),
        ("5000万元3亿", "万元", "读不出"),
        (True, "万元", "读不出"),
        (CellError("#DIV/0!"), "万元", "公式出错（#DIV/0!）"),
    ],
)
def test_what_is_no_amount_of_yuan_is_told(raw: Raw, unit: str | None, words: str) -> None:
    found = as_money_fen(cell(raw), unit)
    assert isinstance(found, Defect)
    assert (found.sheet, found.cell) == ("台账", "D7")
    assert words in found.words.zh
    assert found.words.en


@pytest.mark.parametrize("raw", [None, *MISSING])
def test_every_way_to_leave_a_cell_open_is_missing_and_not_zero(raw: Raw) -> None:
    assert as_money_fen(cell(raw), "万元") is None
    assert as_number(cell(raw)) is None
    assert as_count(cell(raw)) is None
    assert as_share(cell(raw)) is None


@pytest.mark.parametrize(
    ("raw", "is_percent", "unit", "share"),
    [
        ("45%", False, None, Fraction(45, 100)),
        ("45.2％", False, "%", Fraction(452, 1000)),
        (0.452, True, "%", Fraction(452, 1000)),
        (45.2, False, "%", Fraction(452, 1000)),
        (0.45, False, None, Fraction(45, 100)),
        (1.2, True, None, Fraction(12, 10)),
    ],
)
def test_a_share_says_how_it_is_written(raw: Raw, is_percent: bool, unit: str | None, share: Fraction) -> None:
    assert as_share(cell(raw, is_percent=is_percent), unit) == share


def test_a_share_that_an_old_file_does_not_tell_apart_is_not_guessed() -> None:
    doubtful = as_share(Cell("台账", 6, 3, 0.45, None), "%")
    assert isinstance(doubtful, Defect)
    assert "可能是0.45%" in doubtful.words.zh
    assert as_share(Cell("台账", 6, 3, 45.2, None), "%") == Fraction(452, 1000)


@pytest.mark.parametrize(("raw", "count"), [(37, 37), ("37个", 37), ("1,200 户", 1200), (37.0, 37), ("３７", 37)])
def test_counts(raw: Raw, count: int) -> None:
    assert as_count(cell(raw)) == count


@pytest.mark.parametrize("raw", [1.5, "几个", "3-5个"])
def test_what_cannot_be_counted_is_told(raw: Raw) -> None:
    assert isinstance(as_count(cell(raw)), Defect)


@pytest.mark.parametrize(
    ("raw", "number"), [("54,583.00", "54583.00"), (0.1, "0.1"), (410800, "410800"), ("+5", "5"), ("−5", None)]
)
def test_numbers(raw: Raw, number: str | None) -> None:
    found = as_number(cell(raw))
    assert (str(found) if isinstance(found, Decimal) else None) == number
