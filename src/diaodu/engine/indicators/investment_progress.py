"""年度投资完成率: invested since January over the annual plan."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Pair,
    Table,
    ratio,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Pair:
    return ratio(t.invested_ytd_fen, t.annual_plan_fen)


INVESTMENT_PROGRESS = Indicator(
    code="investment_progress",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("年度投资完成率", "Annual investment completion"),
    rule=Label("本年累计完成投资 ÷ 年度计划投资", "Invested since January ÷ annual plan"),
    missing=Label(
        "任一项未报即为未报；年度计划为零时不计算", "Missing if either was not reported, or nothing was planned"
    ),
    source=Label("江门市、湖南省、湘西州重点项目进展通报", "Bulletins of Jiangmen, Hunan and Xiangxi on key projects"),
    columns=("invested_ytd_fen", "annual_plan_fen"),
    value=value,
    arithmetic="invested_ytd_fen / annual_plan_fen",
)
