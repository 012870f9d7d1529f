"""逾期节点: milestones past their planned date and not done."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    number: Number = t.nodes_overdue
    return number


NODES_OVERDUE = Indicator(
    code="nodes_overdue",
    unit=IndicatorUnit.COUNT,
    better=Better.LOWER,
    label=Label("逾期节点", "Milestones overdue"),
    rule=Label("计划时间不晚于期末而未完成的节点数", "Milestones planned by the end of the period and not done"),
    missing=Label("没有节点", "No milestones"),
    source=Label("重点项目台账：节点完成时限与完成情况", "Project ledgers: limit and completion of each milestone"),
    columns=("nodes_overdue",),
    value=value,
    arithmetic="nodes_overdue",
)
