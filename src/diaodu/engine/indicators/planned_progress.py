"""序时进度: what the plan curve, straight or the project's own, asks for by now."""

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
    return ratio(t.planned_num, wide(t.planned_den) * wide(t.annual_plan_fen))


PLANNED_PROGRESS = Indicator(
    code="planned_progress",
    unit=IndicatorUnit.SHARE,
    better=Better.NEITHER,
    label=Label("序时进度（按计划曲线）", "Planned progress by the curve"),
    rule=Label(
        "序时计划投资 ÷ 年度计划投资；没有自定曲线的，按月匀速",
        "Planned by now ÷ annual plan; a straight line where the project has no curve of its own",
    ),
    missing=Label(
        "没有年度计划，或计划曲线没有说到本期", "No annual plan, or a plan curve that does not reach the period"
    ),
    source=Label(
        "封丘县重点项目通报：4月底应完成25%，不是33.3%",
        "Bulletin of Fengqiu: 25 % expected at the end of April, not 33.3 %",
    ),
    columns=("planned_num", "planned_den", "annual_plan_fen"),
    value=value,
    arithmetic="planned_num / planned_den / annual_plan_fen",
)
