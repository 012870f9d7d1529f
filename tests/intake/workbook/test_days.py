"""Days and spans, as ledgers write them."""

from datetime import date, datetime

import pytest

from diaodu.intake.workbook.days import Edge, Span, as_date, as_span
from diaodu.intake.workbook.table import Cell, CellError, Defect, Raw


def cell(raw: Raw) -> Cell:
    return Cell("台账", 6, 3, raw)


def written(span: object) -> str:
    assert isinstance(span, Span), span
    return f"{span.first or ''}…{span.last or ''}"


@pytest.mark.parametrize(
    ("raw", "days"),
    [
        ("2009-2011", "2009-01-01…2011-12-31"),
        ("2009～2011年", "2009-01-01…2011-12-31"),
        ("2021-23", "2021-01-01…2023-12-31"),
        ("2010-", "2010-01-01…"),
        ("2010年10月至今", "2010-10-01…"),
        ("-2012", "…2012-12-31"),
        ("09.10-11.3", "2009-10-01…2011-03-31"),
        ("2007.10-2010.12", "2007-10-01…2010-12-31"),
        ("2009年10月－2011年3月", "2009-10-01…2011-03-31"),
        ("2024年3月-5月", "2024-03-01…2024-05-31"),
        ("2024.3.5—2024.6.30", "2024-03-05…2024-06-30"),
        ("2024年5月", "2024-05-01…2024-05-31"),
        ("2024.5", "2024-05-01…2024-05-31"),
        ("２０２４．１０", "2024-10-01…2024-10-31"),
        ("2024-05", "2024-05-01…2024-05-31"),
        ("2024年二季度", "2024-04-01…2024-06-30"),
        ("2024年上半年", "2024-01-01…2024-06-30"),
        ("2024年5月中旬", "2024-05-11…2024-05-20"),
        ("2024年2月下旬", "2024-02-21…2024-02-29"),
        ("2024年底", "2024-12-31…2024-12-31"),
        (2024, "2024-01-01…2024-12-31"),
        (2024.5, "2024-05-01…2024-05-31"),
        (2024.12, "2024-12-01…2024-12-31"),
        ("2009-13", "2009-01-01…2013-12-31"),
    ],
)
def test_spans(raw: Raw, days: str) -> None:
    assert written(as_span(cell(raw))) == days


@pytest.mark.parametrize(
    "raw",
    [45413, 45413.75, 20240501, "20240501", "2024-05-01", "2024/5/1", "2024.5.1", "2024年5月1日", "2024-05-01 00:00:00",
     "２０２４年５月１日", date(2024, 5, 1), datetime.fromisoformat("2024-05-01T09:30"), "2024-05-01T00:00:00Z"],
)  # fmt: skip
def test_one_day_in_many_hands(raw: Raw) -> None:
    assert as_date(cell(raw)) == date(2024, 5, 1)


def test_days_written_abroad_are_read_by_their_pattern() -> None:
    assert as_date(cell("09/01/2013 12:00:00 AM"), pattern="%m/%d/%Y %I:%M:%S %p") == date(2013, 9, 1)
    assert as_date(cell("2013年9月1日"), pattern="%m/%d/%Y") == date(2013, 9, 1)
    assert isinstance(as_date(cell("09/01/2013")), Defect)


def test_a_month_is_a_day_only_when_its_edge_is_meant() -> None:
    assert as_date(cell("2024年6月"), Edge.FIRST) == date(2024, 6, 1)
    assert as_date(cell("2024年6月"), Edge.LAST) == date(2024, 6, 30)
    assert as_date(cell("2009-11"), Edge.LAST) == date(2009, 11, 30)
    assert isinstance(as_date(cell("2024年6月")), Defect)


@pytest.mark.parametrize("raw", [None, "", "  ", "-", "——", "/", "无", "待定"])
def test_a_blank_is_missing(raw: Raw) -> None:
    assert as_span(cell(raw)) is None
    assert as_date(cell(raw)) is None


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (2024.1, "可能是1月，也可能是10月"),
        ("2009-11", "可能是2009年11月，也可能是2009年至2011年"),
        ("2011-2009", "结束早于开始"),
        ("明年", "读不出"),
        ("2024年13月", "读不出"),
        ("2024-02-30", "读不出"),
        (37, "读不出"),
        (True, "读不出"),
        (CellError("#REF!"), "公式出错（#REF!）"),
    ],
)
def test_what_cannot_be_a_time_is_told(raw: Raw, words: str) -> None:
    found = as_span(cell(raw))
    assert isinstance(found, Defect)
    assert found.cell == "D7"
    assert words in found.words.zh
    assert found.words.en
