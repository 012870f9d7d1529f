"""入统率: projects entered in the statistics over those that have started. For display of the dispatch ledger only."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Pair,
    Table,
    has_started,
    share_of,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Pair:
    return share_of(t.registered == 1, has_started(t) & t.registered.notnull())


REGISTRATION_RATE = Indicator(
    code="registration_rate",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("入统率", "Entered in the statistics"),
    rule=Label("已入统 ÷ 已开工（是否入统由单位填报）", "Entered ÷ started (as units report it)"),
    missing=Label("未开工，或是否入统未报", "Not started, or not reported"),
    source=Label("银川市2025年“红黄绿灯”：项目入库", "Yinchuan 2025 traffic lights: entry in the statistics"),
    columns=("registered", "actual_start_on", "period_to_on"),
    value=value,
    silent_means_no=("actual_start_on",),
)
