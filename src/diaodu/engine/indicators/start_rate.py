"""开工率: started, on time or early, over the year's planned starts."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Pair,
    Table,
    has_started,
    planned_this_year,
    share_of,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Pair:
    return share_of(has_started(t), planned_this_year(t))


START_RATE = Indicator(
    code="start_rate",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("开工率", "Start rate"),
    rule=Label(
        "（按期开工 ＋ 提前开工）÷ 年度计划新开工", "(started when due + started early) ÷ starts planned this year"
    ),
    missing=Label("本年没有计划开工", "No start planned this year"),
    source=Label("开封市通报：（168＋11）÷258＝69.38%", "Bulletin of Kaifeng: (168 + 11) ÷ 258 = 69.38 %"),
    columns=("planned_start_on", "year_from_on", "year_to_on", "actual_start_on", "period_to_on"),
    value=value,
    silent_means_no=("actual_start_on",),
)
