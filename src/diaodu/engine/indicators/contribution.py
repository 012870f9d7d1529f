"""贡献率: a unit's increment over last year as a share of the whole's. It may pass a hundred percent."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Over,
    Table,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    return t.invested_ytd_fen - t.invested_ytd_last_year_fen


CONTRIBUTION = Indicator(
    code="contribution",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("贡献率", "Contribution to the increment"),
    rule=Label(
        "本单位完成投资增量 ÷ 全部增量，可超过100%", "Increment of the unit ÷ increment of the whole; may pass 100 %"
    ),
    missing=Label(
        "本年或上年同期未报，或全部增量为零",
        "Missing if this or last year was not reported, or the whole increment is zero",
    ),
    source=Label("龙岩市通报：三县贡献率合计241.5%", "Bulletin of Longyan: three counties contribute 241.5 %"),
    columns=("invested_ytd_fen", "invested_ytd_last_year_fen"),
    value=value,
    over=Over.WHOLE,
)
