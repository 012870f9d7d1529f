"""报送及时率: reports handed in on time over reports asked for, since January."""

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
    return ratio(t.reported_in_time, t.asked)


PUNCTUALITY = Indicator(
    code="punctuality",
    unit=IndicatorUnit.SHARE,
    better=Better.HIGHER,
    label=Label("报送及时率", "Punctuality of reports"),
    rule=Label("按时报送次数 ÷ 应报次数（本年以来）", "Reports in time ÷ reports asked for, since January"),
    missing=Label("本年没有应报", "Nothing was asked for this year"),
    source=Label(
        "阿拉尔市通报：报送及时情况；池州市贵池区：报送红黑榜",
        "Bulletins of Aral on punctuality, and of Guichi with its lists",
    ),
    columns=("reported_in_time", "asked"),
    value=value,
    arithmetic="reported_in_time / asked",
)
