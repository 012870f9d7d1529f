"""总投资: what the projects are to cost in all."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    number: Number = t.total_investment_fen
    return number


TOTAL_INVESTMENT = Indicator(
    code="total_investment",
    unit=IndicatorUnit.MONEY,
    better=Better.NEITHER,
    label=Label("总投资", "Total investment"),
    rule=Label("项目总投资", "The project's total investment"),
    missing=Label("未填总投资", "No total investment on record"),
    source=Label("湖南省、广东省重点项目进展通报", "Bulletins of Hunan and Guangdong on key projects"),
    columns=("total_investment_fen",),
    value=value,
    arithmetic="total_investment_fen",
)
