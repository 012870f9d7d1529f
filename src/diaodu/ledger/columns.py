"""The columns of the ledger of key projects. Measures and indicators bring their own: each declared once below."""

from dataclasses import dataclass
from enum import StrEnum

from diaodu.assessment.models import TOGETHER
from diaodu.engine.catalogue import CATALOGUE
from diaodu.engine.indicators.declaring import Indicator, IndicatorUnit
from diaodu.engine.labels import Label
from diaodu.facts.models import NumberUnit
from diaodu.projects.measures import MEASURES, MeasureDeclaration


class Kind(StrEnum):
    """What stands in a cell, and so how it is read, aligned and filtered."""

    WORDS = "words"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DAY = "day"
    NUMBER = "number"
    LIGHT = "light"


class Origin(StrEnum):
    """Where the values come from."""

    FIELD = "field"
    UNIT = "unit"
    FIRM = "firm"
    PROGRAMMES = "programmes"
    MEETING = "meeting"
    PLAN = "plan"
    MEASURE = "measure"
    INDICATOR = "indicator"
    LIGHT = "light"


@dataclass(frozen=True)
class Column:
    """One column. `name` is the field, measure, indicator or light scheme; `number_unit` says how a number is kept.

    Without `not_here`, who keeps a project's record may edit the cell; with it, it says where one does instead.
    """

    code: str
    label: Label
    kind: Kind
    origin: Origin
    name: str = ""
    number_unit: str = ""
    unit: Label | None = None
    width: int = 120
    sorts: bool = True
    filters: bool = True
    not_here: Label | None = None

    @property
    def is_right(self) -> bool:
        return self.kind is Kind.NUMBER

    @property
    def head(self) -> Label:
        """The label with its unit, which stands nowhere else."""
        if self.unit is None:
            return self.label
        return Label(f"{self.label.zh}（{self.unit.zh}）", f"{self.label.en} ({self.unit.en})")


WAN = Label("万元", "10k yuan")
_UNITS = {
    NumberUnit.FEN: WAN,
    NumberUnit.BASIS_POINT: Label("%", "%"),
    NumberUnit.TONNE_CE: Label("吨标准煤", "tce"),
}
_RENAMED = Label("更名须写明原因，请到项目页更正", "A new name needs a reason: correct it on the project's page")
_MOVED = Label("管理单位由移交程序变更", "The managing unit changes by a transfer")
_FIRM = Label("参建单位请在项目页登记", "Firms are entered on the project's page")
_LISTED = Label("清单由调度办在项目页或导入时列入", "The office lists projects on the project's page or by an import")
_MET = Label("由调度会的议程得出", "This comes from the agendas of meetings")
_PLANNED = Label("年度计划凭文号调整，请到项目页", "A plan changes by a document: adjust it on the project's page")
_REPORTED = Label(
    "报送数据请在报送页填写，已受理的须更正并写明原因",
    "Reported on the reports' pages; what was accepted is corrected there, with a reason",
)
_COMPUTED = Label("由报送数据计算得出", "Computed from what was reported")


def _field(
    code: str, zh: str, en: str, kind: Kind = Kind.WORDS, *, width: int = 120, unit: Label | None = None
) -> Column:
    kept = NumberUnit.FEN if unit is WAN else ""
    return Column(code, Label(zh, en), kind, Origin.FIELD, code, kept, unit, width)


def _of_measure(measure: MeasureDeclaration) -> Column:
    kind = {NumberUnit.TEXT: Kind.WORDS, NumberUnit.DATE: Kind.DAY}.get(measure.unit, Kind.NUMBER)
    return Column(
        code=f"measure:{measure.code}",
        label=Label(measure.zh, measure.en),
        kind=kind,
        origin=Origin.MEASURE,
        name=measure.code,
        number_unit=measure.unit,
        unit=_UNITS.get(measure.unit),
        width=220 if kind is Kind.WORDS else 130,
        sorts=kind is not Kind.WORDS,
        not_here=_REPORTED,
    )


def _of_indicator(indicator: Indicator) -> Column:
    return Column(
        code=f"indicator:{indicator.code}",
        label=indicator.label,
        kind=Kind.NUMBER,
        origin=Origin.INDICATOR,
        name=indicator.code,
        unit=None if indicator.unit is IndicatorUnit.COUNT else indicator.unit.label,
        width=130,
        not_here=_COMPUTED,
    )


OWN = (
    Column("name", Label("项目名称", "Project"), Kind.WORDS, Origin.FIELD, "name", width=280, not_here=_RENAMED),
    _field("code", "项目代码", "Project code", width=210),
    Column("unit", Label("管理单位", "Managed by"), Kind.CHOICE, Origin.UNIT, sorts=False, not_here=_MOVED),
    _field("phase", "阶段", "Phase", Kind.CHOICE, width=90),
    Column(
        "light", Label("亮灯", "Light"), Kind.LIGHT, Origin.LIGHT, TOGETHER, width=230, not_here=_COMPUTED
    ),
    _field("construction_type", "建设性质", "Construction type", Kind.CHOICE, width=100),
    _field("industry", "行业代码", "Industry code", width=100),
    _field("total_investment_fen", "总投资", "Total investment", Kind.NUMBER, unit=WAN),
    Column(
        "plan", Label("年度计划投资", "Planned for the year"), Kind.NUMBER, Origin.PLAN, "", NumberUnit.FEN, WAN,
        width=140, not_here=_PLANNED,
    ),
    Column(
        "programme", Label("项目清单", "Programmes"), Kind.CHOICE, Origin.PROGRAMMES, width=150, sorts=False,
        not_here=_LISTED,
    ),
    Column("taken_up", Label("最近调度", "Last taken up"), Kind.WORDS, Origin.MEETING, width=170, filters=False,
           not_here=_MET),
    _field("planned_start_on", "计划开工", "Planned start", Kind.DAY, width=110),
    _field("actual_start_on", "实际开工", "Actual start", Kind.DAY, width=110),
    _field("planned_finish_on", "计划竣工", "Planned finish", Kind.DAY, width=110),
    _field("actual_finish_on", "实际竣工", "Actual finish", Kind.DAY, width=110),
    _field("sponsor", "包联领导", "Sponsoring leader", width=110),
    _field("responsible", "责任人", "Person responsible", width=130),
    Column("owner", Label("业主单位", "Owner"), Kind.WORDS, Origin.FIRM, width=180, sorts=False, not_here=_FIRM),
    _field("starred", "重点标记", "Starred", Kind.YES_NO, width=90),
    _field("place", "建设地点", "Place", width=160),
    _field("content", "建设内容及规模", "Content and scale", width=260),
)  # fmt: skip
# A quantity is of one work item, each in its own unit: no figure of the project.
MEASURED = tuple(_of_measure(measure) for measure in MEASURES if measure.unit != NumberUnit.QUANTITY)
COMPUTED = tuple(_of_indicator(indicator) for indicator in CATALOGUE)
COLUMNS: tuple[Column, ...] = (*OWN, *MEASURED, *COMPUTED)
BY_CODE = {column.code: column for column in COLUMNS}

# What a ledger shows until somebody chooses; the name always stands first.
NAME = BY_CODE["name"]
USUAL = (
    "name", "light", "phase", "unit", "programme", "total_investment_fen", "plan", "measure:invested",
    "measure:invested_ytd", "indicator:investment_progress", "indicator:lead_over_plan", "measure:image_progress",
    "sponsor", "planned_finish_on", "taken_up",
)  # fmt: skip
