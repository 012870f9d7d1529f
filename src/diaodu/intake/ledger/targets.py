"""What a column of a sheet may fill: every field of a project that a ledger can say, and every measure."""

from dataclasses import dataclass
from enum import StrEnum

from diaodu.engine.labels import Label


class Takes(StrEnum):
    """How the words of a cell are read."""

    WORDS = "words"
    NAME = "name"
    CODE = "code"
    DAY = "day"
    SPAN = "span"  # 2009-2011: the start and the finish at once
    MONEY = "money"
    NUMBER = "number"
    SHARE = "share"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DEGREES = "degrees"
    UNIT = "unit"
    PERIOD = "period"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a column may fill. `needs_period` says that its values are facts of a period."""

    code: str
    label: Label
    takes: Takes
    most: int = 0  # characters
    needs_period: bool = False
    number_unit: str = ""  # of a measure

    @property
    def measure(self) -> str:
        """The code of the measure; empty for a field of the project itself."""
        return self.code.removeprefix(MEASURE) if self.code.startswith(MEASURE) else ""


MEASURE = "measure:"
NAME, CODE, KEY, NUMBER = "name", "code", "key", "number"
UNIT, PERIOD, PROGRAMME, PLAN, OWNER, PARENT, SPAN = "unit", "period", "programme", "plan", "owner", "parent", "span"

STARRED = Target("starred", Label("重点标记", "Starred"), Takes.YES_NO)
# Fields of the project's own row, in the order in which an export shows them.
FIELDS = (
    Target(CODE, Label("项目代码", "Project code"), Takes.CODE, 24),
    Target(NAME, Label("项目名称", "Project name"), Takes.NAME, 200),
    Target(UNIT, Label("管理单位", "Managed by"), Takes.UNIT),
    Target("phase", Label("阶段", "Phase"), Takes.CHOICE),
    Target("construction_type", Label("建设性质", "Construction type"), Takes.CHOICE),
    Target("industry", Label("行业代码", "Industry code"), Takes.CODE, 5),
    Target("content", Label("建设内容及规模", "Content and scale"), Takes.WORDS, 10_000),
    Target("place", Label("建设地点", "Place"), Takes.WORDS, 200),
    Target("total_investment_fen", Label("总投资", "Total investment"), Takes.MONEY),
    Target("planned_start_on", Label("计划开工", "Planned start"), Takes.DAY),
    Target("actual_start_on", Label("实际开工", "Actual start"), Takes.DAY),
    Target("planned_finish_on", Label("计划竣工", "Planned finish"), Takes.DAY),
    Target("actual_finish_on", Label("实际竣工", "Actual finish"), Takes.DAY),
    Target("sponsor", Label("包联领导", "Sponsoring leader"), Takes.WORDS, 120),
    Target("responsible", Label("责任人", "Person responsible"), Takes.WORDS, 200),
    STARRED,
    Target("longitude", Label("经度", "Longitude"), Takes.DEGREES),
    Target("latitude", Label("纬度", "Latitude"), Takes.DEGREES),
)
# What stands in rows of its own beside the project, or says how to read the others.
BESIDE = (
    Target(OWNER, Label("业主单位", "Owner"), Takes.WORDS, 200),
    Target(PARENT, Label("所属项目", "Part of"), Takes.NAME, 200),
    Target(PROGRAMME, Label("项目清单", "Programmes"), Takes.LIST, 60),
    Target(PLAN, Label("年度计划投资", "Planned for the year"), Takes.MONEY),
    Target(SPAN, Label("建设年限", "Years of construction"), Takes.SPAN),
    Target(KEY, Label("台账编号", "Number in its register"), Takes.CODE, 60),
    Target(PERIOD, Label("报告期", "Period"), Takes.PERIOD),
)
_BY_CODE = {target.code: target for target in (*FIELDS, *BESIDE)}
# How a cell is read for a measure, by the unit in which its number is kept.
_OF_UNIT = {
    "fen": Takes.MONEY,
    "text": Takes.WORDS,
    "basis_point": Takes.SHARE,
    "date": Takes.DAY,
}
_LONGEST_FACT = 32_767  # characters, as in a cell of Excel


def target_of(code: str) -> Target | None:
    """A field or thing beside it by its code; None for a measure, which the ledger declares."""
    return _BY_CODE.get(code)


def measure_target(code: str, label: Label, number_unit: str) -> Target:
    """What a column fills that reports a measure."""
    takes = _OF_UNIT.get(number_unit, Takes.NUMBER)
    return Target(MEASURE + code, label, takes, _LONGEST_FACT, needs_period=True, number_unit=number_unit)
