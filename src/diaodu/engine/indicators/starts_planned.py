"""年度计划新开工: projects whose start is planned in this year."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
    counted,
    planned_this_year,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    return counted(planned_this_year(t))


STARTS_PLANNED = Indicator(
    code="starts_planned",
    unit=IndicatorUnit.COUNT,
    better=Better.NEITHER,
    label=Label("年度计划新开工", "Starts planned this year"),
    rule=Label("计划开工时间在本年的项目数", "Projects whose planned start lies in the year"),
    missing=Label("没有计划开工时间", "No planned start"),
    source=Label(
        "开封市、江门市重点项目开工情况通报：应开工＝按期开工＋应开未开",
        "Bulletins of Kaifeng and Jiangmen on starts: due = on time + overdue",
    ),
    columns=("planned_start_on", "year_from_on", "year_to_on"),
    value=value,
)
