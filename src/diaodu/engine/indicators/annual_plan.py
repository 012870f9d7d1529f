"""年度计划投资: the amount of the standing annual plan."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    number: Number = t.annual_plan_fen
    return number


ANNUAL_PLAN = Indicator(
    code="annual_plan",
    unit=IndicatorUnit.MONEY,
    better=Better.NEITHER,
    label=Label("年度计划投资", "Annual plan"),
    rule=Label("现行年度计划的投资额", "Amount of the standing annual plan"),
    missing=Label("本年没有计划", "No plan for the year"),
    source=Label("湖南省、江门市重点项目进展通报", "Bulletins of Hunan and Jiangmen on key projects"),
    columns=("annual_plan_fen",),
    value=value,
    arithmetic="annual_plan_fen",
)
