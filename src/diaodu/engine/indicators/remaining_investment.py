"""年度剩余投资: what the annual plan still asks for."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    return t.annual_plan_fen - t.invested_ytd_fen


REMAINING_INVESTMENT = Indicator(
    code="remaining_investment",
    unit=IndicatorUnit.MONEY,
    better=Better.LOWER,
    label=Label("年度剩余投资", "Left of the annual plan"),
    rule=Label("年度计划投资 − 本年累计完成投资", "Annual plan − invested since January"),
    missing=Label(
        "任一项未报即为未报；年度计划为零时不计算", "Missing if either was not reported, or nothing was planned"
    ),
    source=Label(
        "漳州市重点项目年度明细表：计划＝已完成＋剩余月份", "Ledger of Zhangzhou: plan = done + remaining months"
    ),
    columns=("annual_plan_fen", "invested_ytd_fen"),
    value=value,
    arithmetic="annual_plan_fen - invested_ytd_fen",
)
