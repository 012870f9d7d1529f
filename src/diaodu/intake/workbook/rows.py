"""The rows of a table's body: projects, sections, totals and notes, and which project is part of which."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from diaodu.intake.workbook import row_words
from diaodu.intake.workbook.grid import Grid
from diaodu.intake.workbook.head_words import tidy
from diaodu.intake.workbook.headers import Heading, is_blank
from diaodu.intake.workbook.row_words import Numbering
from diaodu.intake.workbook.table import Column, Raw, RowKind, TableRow

_SERIAL_HEADS = {"序号", "编号", "序列", "no", "no.", "序"}
_NAME_HEADS = ("项目名称", "工程名称", "项目(工程)名称", "名称", "单位工程名称", "project name", "project_name")
_ROWS_ALIKE = 0.6


@dataclass(slots=True)
class _Place:
    """Where the reading of the body stands."""

    sections: list[tuple[str, str]] = field(default_factory=list)  # (style of numbering, words)
    last_project: int | None = None  # index of the last row that is nobody's part
    by_serial: dict[str, int] = field(default_factory=dict)
    by_indent: list[tuple[int, int]] = field(default_factory=list)  # (indent, index), outermost first


class Body:
    """Turns the rows below a head into TableRows, one after the other."""

    def __init__(self, grid: Grid, heading: Heading) -> None:
        self._grid = grid
        self._first = heading.columns[0].number
        self._last = heading.columns[-1].number
        self._start = heading.rows.stop
        self._serial = serial_column(heading.columns)
        self._name = name_column(heading.columns)
        self._heads = [{tidy(str(value)) for value in grid.rows[row] if not is_blank(value)} for row in heading.rows]
        self._spread = _spread_values(grid, self._start)
        self._place = _Place()
        self.rows: list[TableRow] = []
        self.anchors: dict[tuple[int, int], tuple[int, int]] = {
            place: (merge_top, place[1]) for place, (merge_top, _) in self._spread.items()
        }

    def read(self) -> list[TableRow]:
        for number in range(self._start, len(self._grid.rows)):
            values = self._values(number)
            if not self._says_nothing(values):
                self._add(number, values)
        return self.rows

    def _says_nothing(self, values: Sequence[Raw]) -> bool:
        """Blank, or numbered beforehand and never filled in."""
        filled = [offset for offset, value in enumerate(values) if not is_blank(value)]
        if self._serial is not None and filled == [self._serial - self._first]:
            return _is_whole_number(values[filled[0]])
        return not filled

    def _values(self, number: int) -> tuple[Raw, ...]:
        row = self._grid.rows[number]
        values = row[self._first : self._last + 1]
        values += [None] * (self._last + 1 - self._first - len(values))
        if self._spread:
            for column in range(self._first, self._last + 1):
                if (number, column) in self._spread:
                    values[column - self._first] = self._spread[number, column][1]
        return tuple(values)

    def _add(self, number: int, values: tuple[Raw, ...]) -> None:
        row = TableRow(RowKind.DATA, number, values, is_hidden=number in self._grid.hidden_rows)
        serial = self._at(values, self._serial)
        name = self._at(values, self._name)
        if not (_is_whole_number(serial) and isinstance(name, str) and name[0].isalnum()):
            self._classify(row, serial, name)
        row.section = tuple(words for _, words in self._place.sections)
        if row.kind is RowKind.DATA:
            self._link(row, serial, name)
        self.rows.append(row)

    def _at(self, values: Sequence[Raw], column: int | None) -> Raw:
        return values[column - self._first] if column is not None else None

    def _classify(self, row: TableRow, serial: Raw, name: Raw) -> None:
        filled = [value for value in row.values if not is_blank(value)]
        lead = _lead(row.values)
        if self._is_repeated_head(row.values):
            row.kind = RowKind.REPEATED_HEADER
        elif row_words.is_note(lead) and not self._has_numbers(filled):
            row.kind, row.label = RowKind.NOTE, lead
        elif row_words.is_total(lead) or (isinstance(name, str) and row_words.is_total(tidy(name)) and not serial):
            row.kind = RowKind.SUBTOTAL
            row.label, row.count = row_words.count_of(lead if row_words.is_total(lead) else tidy(str(name)))
        elif (among := row_words.after_among(lead)) is not None:
            self._classify_among(row, among)
        elif (numbered := self._numbering(lead, serial, name)) is not None:
            self._open_section(row, *numbered)
        elif self._is_bare_section(row.values, serial, filled):
            self._open_bare_section(row, lead)

    def _is_repeated_head(self, values: Sequence[Raw]) -> bool:
        words = [tidy(value) for value in values if isinstance(value, str) and value.strip()]
        if len(words) < 2 or len(words) < sum(not is_blank(value) for value in values):
            return False
        return any(sum(word in head for word in words) >= max(2, _ROWS_ALIKE * len(words)) for head in self._heads)

    def _classify_among(self, row: TableRow, among: str) -> None:
        """其中： under a project names a part of it; elsewhere, or with counts, it splits a total."""
        follows_project = bool(self.rows) and self.rows[-1].kind is RowKind.DATA
        if not (follows_project and among and not row_words.counts_in(among)):
            row.kind, row.label = RowKind.SUBTOTAL, _lead(row.values)
            if len(row_words.counts_in(row.label)) == 1:
                row.label, row.count = row_words.count_of(row.label)

    def _numbering(self, lead: str, serial: Raw, name: Raw) -> tuple[Numbering, str] | None:
        """Chinese numerals number sections; their words may stand in the next cell."""
        numbered = row_words.section_numbering(lead)
        if numbered is None or _is_whole_number(serial):
            return None
        numbering, words = numbered
        if not words:
            words = tidy(str(name)) if isinstance(name, str) and tidy(name) != lead else ""
        return (numbering, words) if words else None

    def _is_bare_section(self, values: Sequence[Raw], serial: Raw, filled: Sequence[Raw]) -> bool:
        """One piece of text alone, in a table that numbers its projects; or words that end in a count."""
        lead = _lead(values)
        if self._serial is None or _is_serial(serial) or row_words.is_marked_as_part(lead):
            return False
        if row_words.is_starred(lead) or not isinstance(filled[0], str):
            return False
        return len(filled) == 1 or row_words.count_of(lead)[1] is not None

    def _open_section(self, row: TableRow, numbering: Numbering, words: str) -> None:
        self._open(row, numbering.style, words)

    def _open_bare_section(self, row: TableRow, words: str) -> None:
        self._open(row, "bare", words)

    def _open(self, row: TableRow, style: str, words: str) -> None:
        """A style of numbering seen before closes the section that had it and all within."""
        row.kind = RowKind.SECTION
        row.label, row.count = row_words.count_of(words)
        styles = [known for known, _ in self._place.sections]
        if style in styles:
            del self._place.sections[styles.index(style) :]
        self._place.sections.append((style, row.label))
        self._place.last_project = None
        self._place.by_serial.clear()
        self._place.by_indent.clear()

    def _link(self, row: TableRow, serial: Raw, name: Raw) -> None:
        index, place = len(self.rows), self._place
        words = name if isinstance(name, str) else ""
        row.is_starred = row_words.is_starred(words) or (isinstance(serial, str) and row_words.is_starred(serial))
        row.continues = self._continued(row.number)
        row.parent = None if row.continues is not None else self._parent(row, serial, words)
        if row.continues is None and row.parent is None:
            place.last_project = index
        if _is_serial(serial):
            place.by_serial[row_words.words_of(serial)] = index

    def _continued(self, number: int) -> int | None:
        """The row whose project goes on here, because the cell of its name reaches down."""
        if self._name is None or (number, self._name) not in self._spread:
            return None
        top = self._spread[number, self._name][0]
        return next((i for i in range(len(self.rows) - 1, -1, -1) if self.rows[i].number == top), None)

    def _parent(self, row: TableRow, serial: Raw, name: str) -> int | None:
        place = self._place
        indent = self._indent(row.number, name)
        outer = self._outer(indent, len(self.rows))
        number = row_words.words_of(serial)
        if row_words.SERIAL.fullmatch(number):
            above = max(number.rfind("."), number.rfind("-"))
            return place.by_serial.get(number[:above]) if above > 0 else None
        if place.last_project is None or self._serial is None:
            return None
        is_part = (
            row_words.is_marked_as_part(number)
            or row_words.is_marked_as_part(name)
            or row_words.after_among(tidy(name)) is not None
            or row_words.after_among(_lead(row.values)) is not None
        )
        return place.last_project if is_part else outer

    def _indent(self, number: int, name: str) -> int:
        column = self._name if self._name is not None else self._first
        blanks = len(name) - len(name.lstrip(" \u3000\t")) + name[: len(name) - len(name.lstrip())].count("\u3000")
        return blanks + 2 * self._grid.indents.get((number, column), 0)

    def _outer(self, indent: int, index: int) -> int | None:
        """The last row that stands further left than this one, if any does."""
        levels = self._place.by_indent
        while levels and levels[-1][0] >= indent:
            levels.pop()
        outer = levels[-1][1] if levels else None
        levels.append((indent, index))
        return outer

    def _has_numbers(self, filled: Sequence[Raw]) -> bool:
        return any(isinstance(value, int | float) for value in filled)


def serial_column(columns: Sequence[Column]) -> int | None:
    return next((c.number for c in columns[:3] if c.path and c.path[-1].lower() in _SERIAL_HEADS), None)


def name_column(columns: Sequence[Column]) -> int | None:
    """The column of the projects' names: by its usual names, else one whose head contains 项目名称."""
    for wanted in _NAME_HEADS:
        for column in columns:
            if column.path and column.path[-1].lower() == wanted:
                return column.number
    return next((c.number for c in columns if any("名称" in word or word == "项目" for word in c.path)), None)


def _spread_values(grid: Grid, start: int) -> dict[tuple[int, int], tuple[int, Raw]]:
    """For cells of the body that lie in a range merged downwards: its first row, and its value."""
    return {
        (row, merge.left): (merge.top, grid.at(merge.top, merge.left))
        for merge in grid.merges
        if merge.top >= start and merge.left == merge.right
        for row in range(merge.top + 1, min(merge.bottom + 1, len(grid.rows)))
    }


def _lead(values: Sequence[Raw]) -> str:
    return row_words.words_of(next(value for value in values if not is_blank(value)))


def _is_whole_number(value: Raw) -> bool:
    return type(value) is int or (isinstance(value, str) and value.strip().isdecimal())


def _is_serial(value: Raw) -> bool:
    if isinstance(value, str):
        words = row_words.words_of(value)
        return bool(row_words.SERIAL.fullmatch(words)) or row_words.is_marked_as_part(words)
    return isinstance(value, int | float) and not isinstance(value, bool)
