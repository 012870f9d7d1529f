"""本年累计完成投资: invested from January to the end of the period."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    number: Number = t.invested_ytd_fen
    return number


INVESTED_YTD = Indicator(
    code="invested_ytd",
    unit=IndicatorUnit.MONEY,
    better=Better.HIGHER,
    label=Label("本年累计完成投资", "Invested since January"),
    rule=Label(
        "报送的本年累计；未报累计而各月俱全时，为各月之和",
        "As reported; where only the months were reported, and all of them, their sum",
    ),
    missing=Label("累计未报，且有月份未报", "Neither reported nor all months reported"),
    source=Label("江门市重点建设项目进展通报", "Bulletin of Jiangmen on key projects"),
    columns=("invested_ytd_fen",),
    value=value,
    arithmetic="invested_ytd_fen",
)
