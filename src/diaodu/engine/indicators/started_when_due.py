"""按期开工: due and started by now."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
    counted,
    has_started,
    start_is_due,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    return counted(start_is_due(t) & has_started(t))


STARTED_WHEN_DUE = Indicator(
    code="started_when_due",
    unit=IndicatorUnit.COUNT,
    better=Better.HIGHER,
    label=Label("按期开工", "Started of those due"),
    rule=Label("应开工且已开工的项目数", "Projects due to start that have started"),
    missing=Label(
        "没有计划开工时间；没有实际开工时间的视为未开工",
        "No planned start; without an actual start it counts as not started",
    ),
    source=Label(
        "开封市、江门市重点项目开工情况通报：应开工＝按期开工＋应开未开",
        "Bulletins of Kaifeng and Jiangmen on starts: due = on time + overdue",
    ),
    columns=("planned_start_on", "actual_start_on", "year_from_on", "period_to_on"),
    value=value,
    silent_means_no=("actual_start_on",),
)
