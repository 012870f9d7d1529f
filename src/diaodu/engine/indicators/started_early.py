"""提前开工: started by now though planned for later this year."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
    counted,
    has_started,
    planned_this_year,
    start_is_due,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    return counted(planned_this_year(t) & ~start_is_due(t) & has_started(t))


STARTED_EARLY = Indicator(
    code="started_early",
    unit=IndicatorUnit.COUNT,
    better=Better.HIGHER,
    label=Label("提前开工", "Started early"),
    rule=Label("计划在本年期末之后开工而已开工的项目数", "Projects planned to start later this year that have started"),
    missing=Label(
        "没有计划开工时间；没有实际开工时间的视为未开工",
        "No planned start; without an actual start it counts as not started",
    ),
    source=Label(
        "开封市、江门市重点项目开工情况通报：应开工＝按期开工＋应开未开",
        "Bulletins of Kaifeng and Jiangmen on starts: due = on time + overdue",
    ),
    columns=("planned_start_on", "year_from_on", "year_to_on", "actual_start_on", "period_to_on"),
    value=value,
    silent_means_no=("actual_start_on",),
)
