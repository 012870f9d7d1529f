"""Checks of reported figures, the same while one types and while a workbook is taken in: stop, or explain."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from diaodu.engine.inputs import Input
from diaodu.engine.labels import Label
from diaodu.engine.printing import USUAL, filled, names_in_braces, printed
from diaodu.engine.rounding import Rounding, Way
from diaodu.engine.rules import Kind, Rule, Value
from diaodu.engine.schemes.tables import Table

_FILE = Path(__file__).parent / "schemes" / "entry_checks.toml"
_ROUNDING = Rounding(Way.HALF_UP, 1)

REPORTED = (
    Input("invested", Kind.MONEY, Label("本期完成投资", "Invested in the period")),
    Input("invested_ytd", Kind.MONEY, Label("本年累计完成投资", "Invested since January")),
    Input("invested_total", Kind.MONEY, Label("开工以来累计完成投资", "Invested since the start")),
    Input("funds_in_place", Kind.MONEY, Label("累计到位资金", "Funds in place")),
    Input("progress_share", Kind.SHARE, Label("形象进度百分比", "Image progress")),
)
"""Figures of the report, by the codes of their measures. A share is handed in as a Fraction: 7/20 for 3500 bp."""

CONTEXT = (
    Input("last_invested_ytd", Kind.MONEY, Label("上期本年累计", "Since January, by the period before")),
    Input("last_invested_total", Kind.MONEY, Label("上期开工以来累计", "Since the start, by the period before")),
    Input("last_funds_in_place", Kind.MONEY, Label("上期累计到位资金", "Funds in place, by the period before")),
    Input("last_progress_share", Kind.SHARE, Label("上期形象进度", "Image progress, by the period before")),
    Input("total_investment", Kind.MONEY, Label("总投资", "Total investment")),
    Input("period_plan", Kind.MONEY, Label("本期计划", "Plan of the period")),
    Input("subprojects_invested", Kind.MONEY, Label("子项目本期合计", "Sub-projects in the period, together")),
    Input("subprojects_invested_ytd", Kind.MONEY, Label("子项目本年累计合计", "Sub-projects since January, together")),
    Input("photos", Kind.NUMBER, Label("本期照片数", "Photos of the period")),
    Input("history_median", Kind.MONEY, Label("以往各期完成投资的中位数", "Median of the earlier periods")),
    Input("history_count", Kind.NUMBER, Label("以往期数", "Earlier periods")),
)
"""What else is known. The period before is of the same year for what starts again in January, so January has none.
The sum of sub-projects is missing as long as one of them has not reported."""

INPUTS = {known.name: known for known in (*REPORTED, *CONTEXT)}


class CheckKind(StrEnum):
    """What an objection asks for."""

    STOP = "stop"
    """The figure must be mended."""
    EXPLAIN = "explain"
    """The figure may stand with a reason."""


@dataclass(frozen=True)
class EntryCheck:
    """One check: what must hold, and what is said where it does not. `measure` is the figure that is objected to."""

    code: str
    measure: str
    kind: CheckKind
    condition: Rule
    words: Label


@dataclass(frozen=True)
class Parameter:
    """A number that the checks use, with who set it."""

    name: str
    kind: Kind
    value: Value
    source: Label


@dataclass(frozen=True)
class CheckList:
    parameters: tuple[Parameter, ...]
    checks: tuple[EntryCheck, ...]


@dataclass(frozen=True)
class Objection:
    code: str
    kind: CheckKind
    measure: str
    words: Label


def check(
    values: Mapping[str, Value], context: Mapping[str, Value], check_list: CheckList | None = None
) -> list[Objection]:
    """What the checks object to, in their order. Names that are left out are missing, and missing is no objection."""
    check_list = check_list or standing_checks()
    if unknown := (values.keys() | context.keys()) - INPUTS.keys():
        raise KeyError(*sorted(unknown))
    inputs: dict[str, Value] = {**dict.fromkeys(INPUTS), **values, **context}
    inputs |= {parameter.name: parameter.value for parameter in check_list.parameters}
    failed = [entry for entry in check_list.checks if entry.condition.value(inputs) is False]
    return [Objection(entry.code, entry.kind, entry.measure, _words(entry, inputs, check_list)) for entry in failed]


def _words(entry: EntryCheck, inputs: Mapping[str, Value], check_list: CheckList) -> Label:
    kinds = {known.name: known.kind for known in INPUTS.values()}
    kinds |= {parameter.name: parameter.kind for parameter in check_list.parameters}
    names = names_in_braces(entry.words)
    return filled(entry.words, {name: printed(inputs[name], USUAL[kinds[name]], _ROUNDING) for name in names})


@cache
def standing_checks() -> CheckList:
    """The checks that ship with the system."""
    return read_checks(_FILE)


def read_checks(file: Path) -> CheckList:
    """The checks of a file. Raises RuleError with file, line and what is wrong."""
    whole = Table.read(file)
    parameters = tuple(_parameter(name, table) for name, table in whole.named_tables("parameters"))
    names = {known.name: known.kind for known in INPUTS.values()}
    names |= {parameter.name: parameter.kind for parameter in parameters}
    checks = tuple(_check(table, names) for table in whole.tables("checks"))
    whole.finish()
    return CheckList(parameters, checks)


def _parameter(name: str, table: Table) -> Parameter:
    if name in INPUTS:
        raise table.error("", Label(f"“{name}”已有定义", f"{name} has a meaning already"))
    parameter = Parameter(name, table.choice("kind", Kind), table.number("value"), table.label("source"))
    table.finish()
    return parameter


def _check(table: Table, names: Mapping[str, Kind]) -> EntryCheck:
    measure = table.text("measure")
    if measure not in {known.name for known in REPORTED}:
        raise table.error("measure", Label(f"“{measure}”不是填报的指标", f"{measure} is no measure of a report"))
    entry = EntryCheck(
        code=table.text("code"),
        measure=measure,
        kind=table.choice("kind", CheckKind),
        condition=table.rule("must", names, gives=Kind.BOOL),
        words=table.label("words", names),
    )
    table.finish()
    return entry
