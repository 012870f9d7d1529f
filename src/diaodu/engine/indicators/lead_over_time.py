"""超（欠）时间进度: completion less time progress, in percentage points of the unrounded rate."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Pair,
    Table,
    ratio,
    wide,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Pair:
    ahead = wide(t.invested_ytd_fen) * 12 - wide(t.annual_plan_fen) * t.months_elapsed
    return ratio(ahead, wide(t.annual_plan_fen) * 12)


LEAD_OVER_TIME = Indicator(
    code="lead_over_time",
    unit=IndicatorUnit.POINTS,
    better=Better.HIGHER,
    label=Label("超（欠）时间进度", "Lead over time progress"),
    rule=Label("年度投资完成率（不取整）− 时间进度", "Annual investment completion, unrounded − time progress"),
    missing=Label(
        "任一项未报即为未报；年度计划为零时不计算", "Missing if either was not reported, or nothing was planned"
    ),
    source=Label(
        "江门市（快13.8个百分点）、资阳市、开封市通报", "Bulletins of Jiangmen (13.8 points ahead), Ziyang and Kaifeng"
    ),
    columns=("invested_ytd_fen", "annual_plan_fen", "months_elapsed"),
    value=value,
    arithmetic="invested_ytd_fen / annual_plan_fen - months_elapsed / 12",
)
