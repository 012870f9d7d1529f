"""完工率: finished by now over the year's planned finishes."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Pair,
    Table,
    happened_by,
    share_of,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Pair:
    planned = (t.planned_finish_on >= t.year_from_on) & (t.planned_finish_on <= t.year_to_on)
    return share_of(happened_by(t.actual_finish_on, t.period_to_on), planned)


FINISH_RATE = Indicator(
    code="finish_rate",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("完工率", "Finish rate"),
    rule=Label("已竣工 ÷ 年度计划竣工", "Finished ÷ finishes planned this year"),
    missing=Label(
        "本年没有计划竣工；没有实际竣工时间的视为未竣工",
        "No finish planned this year; without an actual finish it counts as not finished",
    ),
    source=Label("河南省重点项目月度通报：竣工数与竣工率", "Monthly bulletin of Henan: completions and their rate"),
    columns=("planned_finish_on", "actual_finish_on", "year_from_on", "year_to_on", "period_to_on"),
    value=value,
    silent_means_no=("actual_finish_on",),
)
