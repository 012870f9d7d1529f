"""What rules may speak of: the columns of a project in a period, by plain names."""

from dataclasses import dataclass

from diaodu.engine.labels import Label
from diaodu.engine.rules import Kind
from diaodu.engine.tables import PROJECT_PERIOD, Column, ColumnKind


@dataclass(frozen=True)
class Input:
    """A name that a rule may use. What was not reported is handed in as None."""

    name: str
    kind: Kind
    label: Label


_KINDS = {
    ColumnKind.NUMBER: Kind.NUMBER,
    ColumnKind.DAY: Kind.DAY,
    ColumnKind.WORD: Kind.TEXT,
    ColumnKind.TRUTH: Kind.BOOL,
}
_YES_OR_NO = {"registered"}
_NOT_FOR_RULES = {"project_id", "unit_id", "planned_num", "planned_den"}


def _input(column: Column) -> Input:
    if column.is_money:
        return Input(column.name.removesuffix("_fen"), Kind.MONEY, column.label)
    kind = Kind.BOOL if column.name in _YES_OR_NO else _KINDS[column.kind]
    return Input(column.name, kind, column.label)


APPROVED_REASON = Input("approved_reason", Kind.TEXT, Label("经批准的正当理由", "Approved reason"))
_OF_A_PROJECT = (
    *(_input(column) for column in PROJECT_PERIOD.values() if column.name not in _NOT_FOR_RULES),
    Input("planned", Kind.MONEY, Label("序时计划", "Planned by now")),
    APPROVED_REASON,
)
PROJECT_INPUTS = {known.name: known for known in _OF_A_PROJECT}
"""The inputs of a rule about a project. Money loses its `_fen`; `planned` is `planned_num` over `planned_den`."""
