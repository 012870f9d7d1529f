"""开工项目投产率: producing projects over started ones, by the ledger's phases."""

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
    producing = t.phase.isin(["producing", "effective"])
    return share_of(producing, producing | t.phase.isin(["started", "building", "finished"]))


PRODUCTION_RATE = Indicator(
    code="production_rate",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("开工项目投产率", "Producing of those started"),
    rule=Label("已投产项目 ÷ 已开工项目（按台账阶段）", "Producing ÷ started, by the phases of the ledger"),
    missing=Label("尚未开工", "Not started"),
    source=Label("河南省“三个一批”：四步转化率", "Henan: the four-step chain of rates"),
    columns=("phase",),
    value=value,
)
