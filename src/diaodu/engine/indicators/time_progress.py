"""时间进度: months of the year that are over."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Pair,
    Table,
    per,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Pair:
    return per(t.months_elapsed, 12)


TIME_PROGRESS = Indicator(
    code="time_progress",
    unit=IndicatorUnit.SHARE,
    better=Better.NEITHER,
    label=Label("时间进度", "Time progress"),
    rule=Label("已过月数 ÷ 12", "Months elapsed ÷ 12"),
    missing=Label("不会缺", "Never missing"),
    source=Label("资阳市、江门市、开封市重点项目进展通报", "Bulletins of Ziyang, Jiangmen and Kaifeng on key projects"),
    columns=("months_elapsed",),
    value=value,
    arithmetic="months_elapsed / 12",
)
