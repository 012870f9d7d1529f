"""A column's period is filled from the period of the report."""

import pytest

from diaodu.engine.periods import Period
from diaodu.intake.workbook.slots import PeriodSlot, SlotKind
from diaodu.intake.workbook.table import reference


@pytest.mark.parametrize(
    ("slot", "reported", "code"),
    [
        (PeriodSlot(SlotKind.YEAR_TO_MONTH, "1-  月"), "2024-05", "2024-05"),
        (PeriodSlot(SlotKind.YEAR_TO_MONTH, "1-7月", month=7), "2024-08", "2024-07"),
        (PeriodSlot(SlotKind.BEFORE_YEAR, "至上年底"), "2024-05", "2023"),
        (PeriodSlot(SlotKind.BEFORE_YEAR, "至2021年底", year=2021), "2024-05", "2021"),
        (PeriodSlot(SlotKind.YEAR, "年度计划"), "2024-05", "2024"),
        (PeriodSlot(SlotKind.TEN_DAYS, "旬完成"), "2024-05X2", "2024-05X2"),
        (PeriodSlot(SlotKind.TEN_DAYS, "上旬", ten_days=1), "2024-05", "2024-05X1"),
        (PeriodSlot(SlotKind.MONTH, "月计划"), "2024-05X2", "2024-05"),
        (PeriodSlot(SlotKind.QUARTER, "二季度", quarter=2), "2024-11", "2024Q2"),
    ],
    ids=lambda value: value.words if isinstance(value, PeriodSlot) else value,
)
def test_blanks_are_filled_from_the_report(slot: PeriodSlot, reported: str, code: str) -> None:
    assert slot.period(Period.parse(reported)).code == code


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_addresses_are_written_as_excel_does(column: int, letters: str) -> None:
    assert reference(6, column) == f"{letters}7"
