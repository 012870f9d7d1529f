"""A mapping: which column of a table fills what, in which unit, of which period, and which rows count."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from diaodu.engine.labels import Label
from diaodu.engine.periods import Cadence
from diaodu.intake.ledger.targets import KEY, MEASURE, NAME, PERIOD, PLAN, target_of
from diaodu.intake.workbook.table import SheetTable


class MappingFault(ValueError):
    """A mapping that cannot be used: where it is wrong, and what is wrong."""

    def __init__(self, where: str, words: Label) -> None:
        super().__init__(where, words)
        self.where, self.words = where, words

    def __str__(self) -> str:
        return f"{self.where}: {self.words.en}"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column fills. What is empty is taken from the head of the column, or from the sheet.

    `form` is how a day is written where that is ambiguous, such as %m/%d/%Y; `words` translates those of the sheet.
    """

    column: int
    fills: str
    unit: str = ""
    form: str = ""
    cadence: Cadence | None = None
    period: str = ""
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure that a mapping brings: what it means here and nowhere else."""

    code: str
    zh: str
    en: str
    unit: str


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """Rows that do not count: those with one of these values in a column."""

    column: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one table is read. `register` names the numbering of a column that fills `key`."""

    uses: tuple[ColumnUse, ...]
    register: str = ""
    skipped: tuple[SkippedRows, ...] = ()
    measures: tuple[OwnMeasure, ...] = ()

    def column_of(self, code: str) -> int | None:
        return next((use.column for use in self.uses if use.fills == code), None)

    @property
    def needs_period(self) -> bool:
        """Whether somebody has to say which period the sheet reports."""
        timed = any(not use.period and (use.fills.startswith(MEASURE) or use.fills == PLAN) for use in self.uses)
        return timed and self.column_of(PERIOD) is None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Mapping":
        cadences = ({**use, "cadence": use["cadence"] and Cadence(use["cadence"])} for use in content["uses"])
        return cls(
            uses=tuple(ColumnUse(**use) for use in cadences),
            register=content["register"],
            skipped=tuple(SkippedRows(row["column"], tuple(row["values"])) for row in content["skipped"]),
            measures=tuple(OwnMeasure(**measure) for measure in content["measures"]),
        )

    def check(self, measures: Iterable[str]) -> None:
        """Raises MappingFault: no name, one thing filled twice, something that there is not."""
        known = {*measures, *(own.code for own in self.measures)}
        taken: set[tuple[str, str]] = set()
        for use in self.uses:
            is_known = target_of(use.fills) if not use.fills.startswith(MEASURE) else use.fills[len(MEASURE) :] in known
            if not is_known:
                words = Label(f"没有“{use.fills}”这一项", f"there is no “{use.fills}” to fill")
                raise MappingFault(f"column {use.column + 1}", words)
            # Measures and plans may come in several columns, each of its own period.
            once = use.fills not in (PLAN,) and not use.fills.startswith(MEASURE)
            if once and (use.fills, "") in taken:
                words = Label(f"两列都填“{use.fills}”", f"two columns fill “{use.fills}”")
                raise MappingFault(f"column {use.column + 1}", words)
            taken.add((use.fills, "" if once else str(use.column)))
        if self.column_of(NAME) is None:
            raise MappingFault("columns", Label("没有一列是项目名称", "no column is the project's name"))
        if self.column_of(KEY) is not None and not self.register:
            raise MappingFault("register", Label("编号列需要写明台账名称", "a column of numbers needs a register"))


def shape_hash(table: SheetTable) -> str:
    """What a mapping is remembered by: the heads of the columns, alike in every month."""
    return hash_of(table.shape)


def hash_of(shape: Sequence[Sequence[str]]) -> str:
    return hashlib.sha256(json.dumps([list(path) for path in shape], ensure_ascii=False).encode()).hexdigest()
