"""双过半: invested since January over half of the annual plan; a hundred percent is the half."""

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
    return ratio(wide(t.invested_ytd_fen) * 2, t.annual_plan_fen)


HALF_YEAR_TASK = Indicator(
    code="half_year_task",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("双过半（半年任务完成率）", "Half of the year's task"),
    rule=Label(
        "本年累计完成投资 ÷ 年度计划投资的一半；6月底前达到100%即“双过半”",
        "Invested since January ÷ half of the annual plan; 100 % by the end of June is “both past half”",
    ),
    missing=Label(
        "任一项未报即为未报；年度计划为零时不计算", "Missing if either was not reported, or nothing was planned"
    ),
    source=Label(
        "某高新区通报：5月底完成50.9%，提前实现双过半",
        "Bulletin of a high-tech zone: 50.9 % at the end of May, past half early",
    ),
    columns=("invested_ytd_fen", "annual_plan_fen"),
    value=value,
    arithmetic="invested_ytd_fen * 2 / annual_plan_fen",
)
