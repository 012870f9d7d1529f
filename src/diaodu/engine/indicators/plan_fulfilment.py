"""序时完成率: invested since January over what the plan curve asks for by now."""

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
    return ratio(wide(t.invested_ytd_fen) * wide(t.planned_den), t.planned_num)


PLAN_FULFILMENT = Indicator(
    code="plan_fulfilment",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("序时完成率", "Fulfilment of the plan so far"),
    rule=Label("本年累计完成投资 ÷ 序时计划投资", "Invested since January ÷ planned by now"),
    missing=Label("完成投资未报，或没有计划", "Investment not reported, or nothing planned"),
    source=Label(
        "武汉市重大项目调度办法：低于时序进度80%、60%",
        "Wuhan rule on major projects: under 80 % and 60 % of the pro-rata plan",
    ),
    columns=("invested_ytd_fen", "planned_num", "planned_den"),
    value=value,
    arithmetic="invested_ytd_fen * planned_den / planned_num",
)
