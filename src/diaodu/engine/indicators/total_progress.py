"""总投资完成率: invested since the start over the total investment."""

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
    return ratio(t.invested_total_fen, t.total_investment_fen)


TOTAL_PROGRESS = Indicator(
    code="total_progress",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("总投资完成率", "Completion of the total investment"),
    rule=Label("开工以来累计完成投资 ÷ 总投资", "Invested since the start ÷ total investment"),
    missing=Label("开工以来累计未报，或未填总投资", "Not reported since the start, or no total investment"),
    source=Label(
        "省级重点项目月报表：占总投资比例", "Monthly form for provincial key projects: share of the total investment"
    ),
    columns=("invested_total_fen", "total_investment_fen"),
    value=value,
    arithmetic="invested_total_fen / total_investment_fen",
)
