"""超（欠）序时进度: completion less what the plan curve asks for, in percentage points."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Pair,
    Table,
    ratio,
    wide,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Pair:
    ahead = wide(t.invested_ytd_fen) * wide(t.planned_den) - t.planned_num
    return ratio(ahead, wide(t.annual_plan_fen) * wide(t.planned_den))


LEAD_OVER_PLAN = Indicator(
    code="lead_over_plan",
    unit=IndicatorUnit.POINTS,
    better=Better.HIGHER,
    label=Label("超（欠）序时进度", "Lead over the plan curve"),
    rule=Label(
        "年度投资完成率（不取整）− 序时进度（按计划曲线）",
        "Annual investment completion, unrounded − planned progress by the curve",
    ),
    missing=Label("完成投资未报，或没有计划", "Investment not reported, or nothing planned"),
    source=Label(
        "银川市2025年“红黄绿灯”：完成进度与序时进度之差",
        "Yinchuan 2025 traffic lights: completion against planned progress",
    ),
    columns=("invested_ytd_fen", "annual_plan_fen", "planned_num", "planned_den"),
    value=value,
    arithmetic="invested_ytd_fen / annual_plan_fen - planned_num / planned_den / annual_plan_fen",
)
