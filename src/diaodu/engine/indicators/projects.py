"""项目数: how many projects there are."""

from diaodu.engine.indicators.declaring import (
    Better,
    Indicator,
    IndicatorUnit,
    Number,
    Table,
)
from diaodu.engine.labels import Label


def value(t: Table) -> Number:
    return t.project_id.notnull().cast("int64")


PROJECTS = Indicator(
    code="projects",
    unit=IndicatorUnit.COUNT,
    better=Better.NEITHER,
    label=Label("项目数", "Projects"),
    rule=Label("台账上的项目，去重计数", "Projects on the ledger, each counted once"),
    missing=Label("不会缺", "Never missing"),
    source=Label("碧江区重大项目通报：合计为去重并集", "Bulletin of Bijiang: totals are unions without doubles"),
    columns=("project_id",),
    value=value,
)
