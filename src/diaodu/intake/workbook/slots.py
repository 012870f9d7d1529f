"""The period that the words of a column head or a title stand for, with blanks where the form leaves them."""

from dataclasses import dataclass
from enum import StrEnum

from diaodu.engine.periods import Cadence, Period


class SlotKind(StrEnum):
    """Which stretch of time a column is about."""

    YEAR = "year"  # 2024年计划投资, 年度计划投资
    BEFORE_YEAR = "before_year"  # 开工至上年底累计完成, 至2023年底: all that came before a year; `year` is the last one
    YEAR_TO_MONTH = "year_to_month"  # 1-7月完成, 1—N月: since January
    MONTHS = "months"  # 8-12月计划
    MONTH = "month"  # 5月完成, 本月完成
    MONTH_TO_TEN_DAYS = "month_to_ten_days"  # 至中旬完成投资额
    TEN_DAYS = "ten_days"  # 上旬, 本旬
    QUARTER = "quarter"  # 二季度
    SINCE_START = "since_start"  # 开工以来累计


@dataclass(frozen=True, slots=True)
class PeriodSlot:
    """A period with blanks. `words` are those of the head that it was read from, as written."""

    kind: SlotKind
    words: str
    year: int | None = None
    first_month: int | None = None
    month: int | None = None
    ten_days: int | None = None
    quarter: int | None = None

    def period(self, reported: Period) -> Period:
        """The period that a value under this head belongs to, its blanks filled from the period of the report."""
        year = self.year or reported.year
        month = self.month or Period.holding(reported.last_day, Cadence.MONTH).number
        third = self.ten_days or (Period.holding(reported.last_day, Cadence.TEN_DAYS).number - 1) % 3 + 1
        if self.kind is SlotKind.YEAR:
            return Period(Cadence.YEAR, year)
        if self.kind is SlotKind.BEFORE_YEAR:
            return Period(Cadence.YEAR, self.year or reported.year - 1)
        if self.kind is SlotKind.QUARTER:
            quarter = self.quarter or Period.holding(reported.last_day, Cadence.QUARTER).number
            return Period(Cadence.QUARTER, year, quarter)
        if self.kind in (SlotKind.TEN_DAYS, SlotKind.MONTH_TO_TEN_DAYS):
            return Period(Cadence.TEN_DAYS, year, (month - 1) * 3 + third)
        return Period(Cadence.MONTH, year, month)
