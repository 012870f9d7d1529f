"""节点完成率: milestones done of those due by now."""

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
    return ratio(t.nodes_done, t.nodes_due)


NODES_ON_TIME = Indicator(
    code="nodes_on_time",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("节点完成率", "Milestones done of those due"),
    rule=Label("已完成的应完成节点 ÷ 应完成节点", "Milestones done of those due ÷ milestones due"),
    missing=Label("没有应完成节点", "No milestone due"),
    source=Label("重点项目台账：节点完成时限与完成情况", "Project ledgers: limit and completion of each milestone"),
    columns=("nodes_done", "nodes_due"),
    value=value,
    arithmetic="nodes_done / nodes_due",
)
