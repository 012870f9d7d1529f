"""The cells of a mapped table as values of the ledger, each read as its target says, with what is wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from diaodu.engine.labels import Label
from diaodu.engine.periods import Period
from diaodu.intake.ledger import words
from diaodu.intake.ledger.mapping import ColumnUse, MappingFault
from diaodu.intake.ledger.mapping import Mapping as TableMapping
from diaodu.intake.ledger.rows import Given, ReadTable, Trouble, Value
from diaodu.intake.ledger.targets import NAME, PERIOD, PLAN, SPAN, STARRED, Target, target_of
from diaodu.intake.ledger.values import Misread, Read, reader_of
from diaodu.intake.workbook.missing import shown, text_of
from diaodu.intake.workbook.table import Column, Raw, RowKind, SheetTable, TableRow


@dataclass(frozen=True)
class Reading:
    """What reading the cells of a table needs to know beyond the table."""

    reported: Period | None
    unit_named: Callable[[str], int | None]
    own_unit: str
    measures: Mapping[str, Target]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_cells(table: SheetTable, mapping: TableMapping, how: Reading) -> ReadTable:
    """All rows that count, all columns that fill something. What cannot be read is a trouble of its row."""
    columns = {column.number: column for column in table.header}
    rows = [row for row in table.rows if _counts(table, mapping, row)]
    read = ReadTable(table.sheet, rows, [], register=mapping.register, first_column=table.header[0].number)
    read.parts = _parts(table, rows)
    for use in mapping.uses:
        for given in _givens(columns[use.column], use, how, has_periods=mapping.column_of(PERIOD) is not None):
            reader = reader_of(given.target, use, table.unit_of(columns[use.column]), how)
            given.values = list(_column(table, columns[use.column], rows, reader, read))
            read.givens.append(given)
    _check_names_and_periods(read)
    if any(row.is_starred for row in rows) and read.given(STARRED.code) is None:
        read.givens.append(_stars(read))
    return read


def _counts(table: SheetTable, mapping: TableMapping, row: TableRow) -> bool:
    """Whether a row is about a project, says something and is not among those to skip."""
    if row.kind is not RowKind.DATA or row.continues is not None:
        return False
    first = table.header[0].number
    for skipped in mapping.skipped:
        if text_of(row.values[skipped.column - first]) in skipped.values:
            return False
    return any(row.values[use.column - first] is not None for use in mapping.uses)


def _parts(table: SheetTable, rows: list[TableRow]) -> dict[int, int]:
    """Which of these rows stand beneath which."""
    indices = {row.number: index for index, row in enumerate(rows)}
    above = {index: table.rows[row.parent].number for index, row in enumerate(rows) if row.parent is not None}
    return {index: indices[number] for index, number in above.items() if number in indices}


def _givens(column: Column, use: ColumnUse, how: Reading, *, has_periods: bool) -> Iterator[Given]:
    if use.fills == SPAN:
        for code in ("planned_start_on", "planned_finish_on"):
            yield Given(use, _known(code, how), [])
        return
    target = _known(use.fills, how)
    yield Given(use, target, [], period=use.period or (None if has_periods else _period(column, target, how)))


def _known(code: str, how: Reading) -> Target:
    found = target_of(code) or how.measures.get(code)
    if found is None:
        raise MappingFault("columns", Label(f"没有“{code}”这一项", f"there is no “{code}” to fill"))
    return found


def _period(column: Column, target: Target, how: Reading) -> str | None:
    """The period of a whole column: by its head, else that of the report."""
    if not (target.needs_period or target.code == PLAN):
        return None
    if how.reported is None:
        return None
    period = column.slot.period(how.reported) if column.slot else how.reported
    return str(period.year) if target.code == PLAN else period.code


def _column(table: SheetTable, column: Column, rows: list[TableRow], read: Read, into: ReadTable) -> Iterator[Value]:
    """The values of one column. Equal cells are read once."""
    has_percents = column.number in (table.percents or ())
    offset, known = column.number - table.header[0].number, dict[Raw, Value | Misread]()
    for index, row in enumerate(rows):
        raw = row.values[offset]
        if raw is None:
            yield None
            continue
        if isinstance(raw, bool) or has_percents or raw not in known:
            known[raw] = read(table.cell(row, column))
        value = known[raw]
        if isinstance(value, Misread):
            trouble = Trouble(column.number, value.words, stops=value.stops, found=shown(raw))
            into.troubles.setdefault(index, []).append(trouble)
            value = value.instead
        yield value


def _check_names_and_periods(read: ReadTable) -> None:
    names, periods = read.given(NAME), read.given(PERIOD)
    for given, missing in ((names, words.NAME_MISSING), (periods, words.PERIOD_MISSING)):
        if given is None:
            continue
        for index, value in enumerate(given.values):
            if value is None:
                read.troubles.setdefault(index, []).append(Trouble(given.use.column, missing))


def _stars(read: ReadTable) -> Given:
    """★ before a name."""
    name = read.given(NAME)
    column = name.use.column if name else 0
    values: list[Value] = [True if row.is_starred else None for row in read.rows]
    return Given(ColumnUse(column, STARRED.code), STARRED, values)
