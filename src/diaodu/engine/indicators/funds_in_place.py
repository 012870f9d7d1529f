"""资金到位率: funds in place over planned funds."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Pair,
    Table,
    ratio,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Pair:
    return ratio(t.funds_in_place_fen, t.funds_planned_fen)


FUNDS_IN_PLACE = Indicator(
    code="funds_in_place",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("资金到位率", "Funds in place"),
    rule=Label("累计到位资金 ÷ 计划资金", "Funds in place ÷ planned funds"),
    missing=Label("到位资金未报，或没有资金计划", "Funds not reported, or none planned"),
    source=Label("重点项目“资金拼盘及到位情况表”", "Form of funding and funds in place"),
    columns=("funds_in_place_fen", "funds_planned_fen"),
    value=value,
    arithmetic="funds_in_place_fen / funds_planned_fen",
)
