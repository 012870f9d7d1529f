"""What a dry run works with: tables with their cells read, rows with what would become of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from diaodu.engine.labels import Label
from diaodu.intake.ledger.mapping import ColumnUse
from diaodu.intake.ledger.targets import Target
from diaodu.intake.workbook.table import TableRow, reference


@cache
def _letters(column: int) -> str:
    return reference(0, column)[:-1]


# A value as the ledger keeps it: words, a whole number in the measure's unit, a day, yes or no. None: nothing is said.
Value = str | int | date | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is the matter with a cell, for the person who filled it in. Only one that `stops` keeps its row out."""

    column: int | None
    words: Label
    stops: bool = True
    found: str = ""


class RowState(StrEnum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    PROBLEM = "problem"
    ASKED = "asked"  # it resembles a project on record, and a person has to say whether it is that one


@dataclass(slots=True)
class Given:
    """One use of a column with its cells read. `period` is that of every row; None where the row itself says it."""

    use: ColumnUse
    target: Target
    values: list[Value]
    period: str | None = None


@dataclass(slots=True)
class ReadTable:
    """The rows of one table that count, column by column."""

    sheet: str
    rows: list[TableRow]
    givens: list[Given]
    troubles: dict[int, list[Trouble]] = field(default_factory=dict)  # by index in `rows`
    register: str = ""
    keys: list[int | None] = field(default_factory=list)  # subjects named by the hidden column of our own export
    first_column: int = 0
    parts: dict[int, int] = field(default_factory=dict)  # index of a sub-project's row → index of its project's
    places: dict[int, str] = field(default_factory=dict)  # of a card, whose columns stand anywhere on the sheet

    def cell(self, index: int, column: int) -> str:
        """The address of a cell."""
        if self.places:
            return self.places[column]
        return f"{_letters(column)}{self.rows[index].number + 1}"

    def given(self, code: str) -> Given | None:
        return next((given for given in self.givens if given.target.code == code), None)

    def column_values(self, code: str) -> Sequence[Value]:
        found = self.given(code)
        return found.values if found else [None] * len(self.rows)


class CellChange(NamedTuple):
    """One cell that says something else than the ledger."""

    given: int
    old: Value
    new: Value
    corrects: int | None = None  # the fact that stands there


@dataclass(frozen=True, slots=True)
class Alike:
    """A project on record that a row resembles, by hundredths."""

    subject_id: int
    name: str
    likeness: int


@dataclass(slots=True)
class RowPlan:
    """What would become of one row. The cells of a new row all are new, so `changes` tells only of a changed one."""

    table: int
    index: int
    state: RowState = RowState.UNCHANGED
    project: int = -1  # index among the plan's projects
    changes: list[CellChange] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        return any(trouble.stops for trouble in self.troubles)
