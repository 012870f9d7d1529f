"""The table that indicators compute from: one row for each project in one period, as known at one position."""

from dataclasses import dataclass
from enum import StrEnum

from diaodu.engine.labels import Label


class ColumnKind(StrEnum):
    """The type of a column, by its name in Ibis. Money is whole 分; a missing value is null and never zero."""

    NUMBER = "int64"
    DAY = "date"
    WORD = "string"
    TRUTH = "boolean"


@dataclass(frozen=True)
class Column:
    name: str
    kind: ColumnKind
    label: Label

    @property
    def is_money(self) -> bool:
        return self.name.endswith("_fen")


def _numbers(*columns: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, ColumnKind.NUMBER, Label(zh, en)) for name, zh, en in columns)


def _days(*columns: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, ColumnKind.DAY, Label(zh, en)) for name, zh, en in columns)


_COLUMNS = (
    *_numbers(
        ("project_id", "项目", "Project"),
        ("unit_id", "管理单位", "Managing unit"),
    ),
    Column("phase", ColumnKind.WORD, Label("项目阶段", "Phase")),
    Column("construction_type", ColumnKind.WORD, Label("建设性质", "Construction type")),
    Column("starred", ColumnKind.TRUTH, Label("重点标记", "Starred")),
    *_numbers(
        ("total_investment_fen", "总投资", "Total investment"),
        ("annual_plan_fen", "年度计划投资", "Annual plan"),
        # 序时计划 as an exact fraction of 分. One denominator for the whole table, so that sums stay exact.
        ("planned_num", "序时计划（分子）", "Planned by now (numerator)"),
        ("planned_den", "序时计划（分母）", "Planned by now (denominator)"),
        ("invested_fen", "本期完成投资", "Invested in the period"),
        ("invested_ytd_fen", "本年累计完成投资", "Invested since January"),
        ("invested_ytd_last_year_fen", "上年同期累计完成投资", "Invested by the same time last year"),
        ("invested_total_fen", "开工以来累计完成投资", "Invested since the start"),
        ("funds_planned_fen", "计划资金", "Planned funds"),
        ("funds_in_place_fen", "累计到位资金", "Funds in place"),
    ),
    *_days(
        ("planned_start_on", "计划开工时间", "Planned start"),
        ("actual_start_on", "实际开工时间", "Actual start"),
        ("planned_finish_on", "计划竣工时间", "Planned finish"),
        ("actual_finish_on", "实际竣工时间", "Actual finish"),
    ),
    *_numbers(
        ("nodes_due", "应完成节点", "Milestones due"),
        ("nodes_done", "已完成的应完成节点", "Milestones done of those due"),
        ("nodes_overdue", "逾期节点", "Milestones overdue"),
        ("months_due_not_started", "应开未开月数", "Months due and not started"),
        ("months_missed_running", "连续未完成月度计划月数", "Months running below the month's plan"),
        ("registered", "是否入统", "In the statistics"),
        ("asked", "应报次数", "Reports asked for"),
        ("reported_in_time", "按时报送次数", "Reports in time"),
        ("months_elapsed", "已过月数", "Months elapsed"),
    ),
    *_days(
        ("period_to_on", "期末", "Last day of the period"),
        ("year_from_on", "年初", "First day of the year"),
        ("year_to_on", "年末", "Last day of the year"),
    ),
)

PROJECT_PERIOD = {column.name: column for column in _COLUMNS}
"""Columns by name. `period_to_on`, `year_from_on`, `year_to_on`, `months_elapsed` are the same in every row, so that
one compiled statement serves every period."""
