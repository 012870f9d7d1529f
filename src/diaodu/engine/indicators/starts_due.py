"""应开工: starts planned in this year and by now."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
    counted,
    start_is_due,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    return counted(start_is_due(t))


STARTS_DUE = Indicator(
    code="starts_due",
    unit=IndicatorUnit.COUNT,
    better=Better.NEITHER,
    label=Label("应开工", "Starts due"),
    rule=Label(
        "计划开工时间在本年且不晚于期末的项目数",
        "Projects whose planned start lies in the year and not after the period",
    ),
    missing=Label("没有计划开工时间", "No planned start"),
    source=Label(
        "开封市、江门市重点项目开工情况通报：应开工＝按期开工＋应开未开",
        "Bulletins of Kaifeng and Jiangmen on starts: due = on time + overdue",
    ),
    columns=("planned_start_on", "year_from_on", "period_to_on"),
    value=value,
)
