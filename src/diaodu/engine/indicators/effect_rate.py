"""投产项目达效率: projects at full effect over producing ones, by the ledger's phases."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Pair,
    Table,
    share_of,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Pair:
    return share_of(t.phase == "effective", t.phase.isin(["producing", "effective"]))


EFFECT_RATE = Indicator(
    code="effect_rate",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("投产项目达效率", "At full effect of those producing"),
    rule=Label("已达效项目 ÷ 已投产项目（按台账阶段）", "At full effect ÷ producing, by the phases of the ledger"),
    missing=Label("尚未投产", "Not producing"),
    source=Label("河南省“三个一批”：四步转化率", "Henan: the four-step chain of rates"),
    columns=("phase",),
    value=value,
)
