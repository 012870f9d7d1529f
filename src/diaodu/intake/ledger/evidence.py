"""Every imported value with its cell: facts with their place, typed fields by citations."""

from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa

from diaodu.facts.bulk import CITED_CELLS, cite_cells, record_facts
from diaodu.facts.models import FigureKind, Measure, Source
from diaodu.intake.ledger.planning import Plan
from diaodu.intake.ledger.rows import CellChange, Given, ReadTable, RowPlan
from diaodu.intake.ledger.targets import PLAN, PROGRAMME
from diaodu.intake.workbook.missing import shown

_ROWS_AT_ONCE = 5_000


def write_evidence(
    plan: Plan, rows: Sequence[RowPlan], source: Source, tick: Callable[[int, int], None]
) -> tuple[int, int]:
    """Citations and facts of these rows; returns how many of each."""
    measures = dict(Measure.objects.values_list("code", "id"))
    fields = reported = 0
    for at in range(0, len(rows), _ROWS_AT_ONCE):
        tick(2 * len(rows) + 2 * at, 4 * len(rows))
        cited, facts = _Citations(source), _Facts(source, measures)
        for row in rows[at : at + _ROWS_AT_ONCE]:
            _collect(plan, row, cited, facts)
        if cited.cells:
            cite_cells(cited.table())
        if facts.cells:
            record_facts(facts.table())
        fields += len(cited.cells)
        reported += len(facts.cells)
    return fields, reported


def _collect(plan: Plan, row: RowPlan, cited: "_Citations", facts: "_Facts") -> None:
    table = plan.tables[row.table]
    givens, values, first = table.givens, table.rows[row.index].values, table.first_column
    subject = plan.known.projects[row.project].subject_id
    for change in row.changes:
        given = givens[change.given]
        cell = table.cell(row.index, given.use.column)
        if given.target.needs_period:
            period = given.period or plan.row_period(table, given, row.index)
            facts.add(subject, given.target.measure, period, change, table.sheet, cell)
            continue
        said = shown(values[given.use.column - first]) if change.new is not None else ""
        for name in _cited_fields(plan, table, given, row, change):
            cited.add(subject, name, table.sheet, cell, said)


def _cited_fields(plan: Plan, table: ReadTable, given: Given, row: RowPlan, change: CellChange) -> Iterator[str]:
    if given.target.code == PROGRAMME and isinstance(change.new, tuple):
        yield from (f"programme:{name}" for name in change.new)
    elif given.target.code == PLAN:
        yield f"annual_plan:{plan.row_period(table, given, row.index)[:4]}"
    else:
        yield given.target.code


class _Citations:
    """Cells of typed fields, gathered column by column."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.subjects: list[int | None] = []
        self.names: list[str] = []
        self.sheets: list[str] = []
        self.cells: list[str] = []
        self.words: list[str] = []

    def add(self, subject: int | None, name: str, sheet: str, cell: str, words: str) -> None:
        self.subjects.append(subject)
        self.names.append(name)
        self.sheets.append(sheet)
        self.cells.append(cell)
        self.words.append(words)

    def table(self) -> pa.Table:
        source = pa.repeat(pa.scalar(self._source.pk, pa.int64()), len(self.cells))
        return pa.table([self.subjects, self.names, source, self.sheets, self.cells, self.words], schema=CITED_CELLS)


class _Facts:
    """Reported values, gathered column by column."""

    def __init__(self, source: Source, measures: dict[str, int]) -> None:
        self._source, self._measures = source, measures
        self.subjects: list[int | None] = []
        self.measures: list[int] = []
        self.periods: list[str] = []
        self.numbers: list[int | None] = []
        self.texts: list[str | None] = []
        self.sheets: list[str] = []
        self.cells: list[str] = []
        self.corrects: list[int | None] = []

    def add(self, subject: int | None, measure: str, period: str, change: CellChange, sheet: str, cell: str) -> None:
        self.subjects.append(subject)
        self.measures.append(self._measures[measure])
        self.periods.append(period)
        self.numbers.append(change.new if isinstance(change.new, int) else None)
        self.texts.append(change.new if isinstance(change.new, str) else None)
        self.sheets.append(sheet)
        self.cells.append(cell)
        self.corrects.append(change.corrects)

    def table(self) -> pa.Table:
        count = len(self.cells)
        return pa.table(
            {
                "subject_id": pa.array(self.subjects, pa.int64()),
                "measure_id": pa.array(self.measures, pa.int64()),
                "period": self.periods,
                "source_kind": pa.repeat(FigureKind.DISPATCH.value, count),
                "number": pa.array(self.numbers, pa.int64()),
                "text": pa.array(self.texts, pa.string()),
                "not_reported": [
                    number is None and text is None for number, text in zip(self.numbers, self.texts, strict=True)
                ],
                "source_id": pa.repeat(self._source.pk, count),
                "sheet": self.sheets,
                "cell": self.cells,
                "supersedes_id": pa.array(self.corrects, pa.int64()),
            }
        )
