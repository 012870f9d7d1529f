"""同比增长: against the same months of last year."""

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
    return ratio(t.invested_ytd_fen - t.invested_ytd_last_year_fen, t.invested_ytd_last_year_fen)


YEAR_ON_YEAR = Indicator(
    code="year_on_year",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("完成投资同比增长", "Investment, year on year"),
    rule=Label(
        "（本年累计 − 上年同期累计）÷ 上年同期累计",
        "(since January − by the same time last year) ÷ by the same time last year",
    ),
    missing=Label(
        "本年或上年同期未报，或上年同期为零", "Missing if this or last year was not reported, or last year's was zero"
    ),
    source=Label("江门市投资通报", "Bulletin of Jiangmen on investment"),
    columns=("invested_ytd_fen", "invested_ytd_last_year_fen"),
    value=value,
    arithmetic="(invested_ytd_fen - invested_ytd_last_year_fen) / invested_ytd_last_year_fen",
)
