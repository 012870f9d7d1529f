"""已开工: of the year's planned starts, those that have started; due − overdue + early."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
    counted,
    has_started,
    planned_this_year,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    return counted(planned_this_year(t) & has_started(t))


STARTED = Indicator(
    code="started",
    unit=IndicatorUnit.COUNT,
    better=Better.HIGHER,
    label=Label("已开工", "Started"),
    rule=Label("应开工 − 应开未开 ＋ 提前开工", "Due − due and not started + started early"),
    missing=Label(
        "没有计划开工时间；没有实际开工时间的视为未开工",
        "No planned start; without an actual start it counts as not started",
    ),
    source=Label("江门市通报：140 − 33 ＋ 11 ＝ 118", "Bulletin of Jiangmen: 140 − 33 + 11 = 118"),
    columns=("planned_start_on", "year_from_on", "year_to_on", "actual_start_on", "period_to_on"),
    value=value,
    silent_means_no=("actual_start_on",),
)
