"""Days without their year, days of a page, and due words."""

from datetime import date

import pytest

from diaodu.text.days import due_day, full_days, latest_day

SAID = date(2024, 5, 29)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("6月15日前", date(2024, 6, 15)),
        ("6月15日之前", date(2024, 6, 15)),
        ("5月29日前", date(2024, 5, 29)),
        ("3月1日前", date(2025, 3, 1)),
        ("2024年3月1日前", date(2024, 3, 1)),
        ("明年3月底前", date(2025, 3, 31)),
        ("十二月十五日前", date(2024, 12, 15)),
        ("9月底前", date(2024, 9, 30)),
        ("9月底", date(2024, 9, 30)),
        ("5月底前", date(2024, 5, 31)),
        ("4月底前", date(2025, 4, 30)),
        ("月底前", date(2024, 5, 31)),
        ("本月底前", date(2024, 5, 31)),
        ("下月底前", date(2024, 6, 30)),
        ("下个月底前", date(2024, 6, 30)),
        ("年底前", date(2024, 12, 31)),
        ("今年年底前", date(2024, 12, 31)),
        ("2025年底前", date(2025, 12, 31)),
        ("2025年年底前", date(2025, 12, 31)),
        ("明年底前", date(2025, 12, 31)),
        ("年内", date(2024, 12, 31)),
        ("本年度内", date(2024, 12, 31)),
        ("三季度末前", date(2024, 9, 30)),
        ("第三季度末", date(2024, 9, 30)),
        ("上半年", date(2024, 6, 30)),
        ("到2024年6月末", date(2024, 6, 30)),
    ],
)
def test_words_that_name_a_last_day(words: str, expected: date) -> None:
    assert due_day(words, said_on=SAID) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "尽快",
        "6月中旬",
        "6月上旬前",
        "15个工作日内",
        "一周内",
        "近期",
        "6月31日前",
        "13月底前",
        "9月前",
        "月中",
        "会后",
        "底",
    ],
)
def test_words_that_name_no_day_are_not_guessed_at(words: str) -> None:
    assert due_day(words, said_on=SAID) is None


@pytest.mark.parametrize(
    ("upto", "known", "expected"),
    [
        (date(2024, 5, 30), (None, 5, 29), date(2024, 5, 29)),
        (date(2025, 1, 3), (None, 12, 28), date(2024, 12, 28)),
        (date(2024, 5, 29), (None, 5, 29), date(2024, 5, 29)),
        (date(2023, 1, 1), (None, 2, 29), date(2020, 2, 29)),
        (date(2024, 5, 3), (None, None, 29), date(2024, 4, 29)),
        (date(2024, 5, 3), (2026, 2, 14), date(2026, 2, 14)),
        (date(2024, 5, 3), (2025, 2, 30), None),
        (date(2024, 5, 3), (None, 2, 30), None),
    ],
)
def test_the_latest_day_that_fits(upto: date, known: tuple[int | None, int | None, int], expected: date | None) -> None:
    year, month, day = known
    assert latest_day(upto, year=year, month=month, day=day) == expected


def test_days_of_a_page_are_those_with_a_year() -> None:
    page = "焦作网 2024-05-30 08:12　5月29日下午召开。2024年6月1日起,2024.13.01无效,文号2024-3。"
    assert list(full_days(page)) == [date(2024, 5, 30), date(2024, 6, 1)]
