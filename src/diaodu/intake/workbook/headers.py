"""Finding the head of a table: how many rows, which lines stand above it, and what every column is called."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from diaodu.intake.workbook.amounts import FEN
from diaodu.intake.workbook.grid import Grid, Merge
from diaodu.intake.workbook.head_words import UNIT_NOTE, HeadWords, head_words, merged_slot, tidy, without_period
from diaodu.intake.workbook.slots import PeriodSlot
from diaodu.intake.workbook.table import CellError, Column, Raw, UnitNote, reference

_SEARCHED_ROWS = 40
_DEEPEST = 5
_SAMPLE_ROWS = 200
_LONGEST_HEAD = 400
_KNOWN = re.compile(
    r"^(?:序号|编号|项目(?:名称|代码|性质|类别|单位|业主|法人|编码|编号)?|工程名称|名称|建设(?:地点|内容|规模|性质|年限|单位|起止).*"
    r"|总投资.*|计划总投资.*|.*(?:完成投资|计划投资).*|.*形象进度.*|责任(?:单位|人|领导)|.*联系(?:人|电话)|存在问题.*|备注"
    r"|(?:挂[钩点]|包[保联]|分管)领导|业主.*|县.*区|单位名称|开工时间|竣工时间|id|name|.*project.*)$",
    re.IGNORECASE,
)
_FILLED_IN_LINE = re.compile(
    r"^(?:填报|制表|报送|编制|审核|统计|填表)?(?:单位|部门|时间|日期|人|负责人)[^:]{0,6}:|^单位:|^第.{1,4}页"
)
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:\d{1,2}|[甲乙丙丁戊]|[A-Z])[)\]]?(?:=.*)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of one table and what stands above it. Body rows begin at `rows.stop`."""

    rows: range
    columns: list[Column]
    title: tuple[str, ...]
    title_slot: PeriodSlot | None
    unit_note: UnitNote | None


def find_heading(grid: Grid) -> Heading | None:
    """The first run of rows that reads like a head; None when there is none."""
    shown = Shown(grid)
    width = shown.usual_width()
    candidates = [row for row in range(min(len(grid.rows), _SEARCHED_ROWS)) if shown.is_like_head(row, width)]
    known = [row for row in candidates if shown.known_words(row) >= 2]
    for start in (known or candidates)[:1]:
        rows = range(start, shown.end_of_head(start))
        columns = _columns(grid, shown, rows)
        title, note = _above(grid, shown, start)
        slot = next((slot for slot in (without_period(line)[1] for line in title) if slot), None)
        return Heading(rows, columns, title, slot, note or _unit_in_heads(columns))
    return None


class Shown:
    """The cells near the top as a reader sees them: every cell of a merged range shows its value."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._merge_at: dict[tuple[int, int], Merge] = {}
        for merge in grid.merges:
            if merge.top < _SEARCHED_ROWS + _DEEPEST:
                for row in range(merge.top, min(merge.bottom, merge.top + _DEEPEST) + 1):
                    self._merge_at.update(((row, column), merge) for column in range(merge.left, merge.right + 1))

    def merge(self, row: int, column: int) -> Merge | None:
        return self._merge_at.get((row, column))

    def at(self, row: int, column: int) -> Raw:
        merge = self.merge(row, column)
        return self.grid.at(merge.top, merge.left) if merge else self.grid.at(row, column)

    def row(self, row: int) -> list[Raw]:
        rightmost = max((m.right for (r, _), m in self._merge_at.items() if r == row), default=-1)
        length = max(len(self.grid.rows[row]) if row < len(self.grid.rows) else 0, rightmost + 1)
        return [self.at(row, column) for column in range(length)]

    def own_cells(self, row: int) -> list[tuple[int, Raw]]:
        """The filled cells of a row, a merged range counting once and in its first row only."""
        return [(column, value) for column, value in enumerate(self.grid.rows[row]) if not is_blank(value)]

    def usual_width(self) -> int:
        """How many cells the rows usually fill."""
        counts = Counter(n for row in self.grid.rows[:_SAMPLE_ROWS] if (n := sum(not is_blank(v) for v in row)) > 1)
        return max(counts, key=lambda n: (counts[n] * n, n), default=0)

    def is_like_head(self, row: int, width: int) -> bool:
        """Words throughout, of several columns, over most of the table."""
        cells = self.own_cells(row)
        texts = [tidy(value) for _, value in cells if isinstance(value, str)]
        if len(cells) < 2 or any(not _may_be_head(value) for _, value in cells):
            return False
        if any(map(_FILLED_IN_LINE.match, texts)) or (not texts and self.known_words(row) == 0):
            return False
        covered = sum(not is_blank(value) for value in self.row(row))
        deeper = max((m.bottom for column, _ in cells if (m := self.merge(row, column))), default=row)
        if deeper > row:
            covered = max(covered, sum(not is_blank(value) for value in self.row(deeper)))
        return covered * 2 >= width or self.known_words(row) >= 3

    def known_words(self, row: int) -> int:
        return sum(isinstance(value, str) and bool(_KNOWN.match(tidy(value))) for _, value in self.own_cells(row))

    def end_of_head(self, start: int) -> int:
        """The first row of the body."""
        end = start + 1
        while end < start + _DEEPEST and (self._is_held_together(end) or self._goes_on(start, end)):
            end += 1
        while end < len(self.grid.rows) and self.numbers_columns(end):
            end += 1
        return end

    def _is_held_together(self, end: int) -> bool:
        """A cell of the row above reaches down into this row, or spans columns that this row names one by one."""
        for column in range(len(self.row(end - 1))):
            merge = self.merge(end - 1, column)
            if merge and (merge.bottom >= end or (merge.right > merge.left and self._is_named_apart(merge, end))):
                return True
        return False

    def _is_named_apart(self, merge: Merge, row: int) -> bool:
        words = [self.at(row, column) for column in range(merge.left, merge.right + 1)]
        return len(words) > 1 and all(_may_be_head(word) for word in words) and sum(not is_blank(w) for w in words) > 1

    def _goes_on(self, start: int, row: int) -> bool:
        """Without merges: words under the gaps of the row above, and nothing under its single columns."""
        if row >= len(self.grid.rows):
            return False
        above, here = self.row(row - 1), self.own_cells(row)
        if not here or not all(isinstance(value, str) and _may_be_head(value) for _, value in here):
            return False
        gaps = {column for column, _ in here if column >= len(above) or is_blank(above[column])}
        under_words = [column for column, _ in here if column not in gaps]
        groups_end = all(column + 1 in gaps or _is_unit(self.at(row, column)) for column in under_words)
        return (bool(gaps) or all(_is_unit(value) for _, value in here)) and groups_end and len(above) > len(here)

    def numbers_columns(self, row: int) -> bool:
        """(1) (2) (3) under the heads, or 甲 乙 1 2."""
        signs = [tidy(str(value)) for _, value in self.own_cells(row)]
        numbers = [int(digits[0]) for sign in signs if (digits := re.search(r"\d{1,2}", sign))]
        is_numbered = all(map(_COLUMN_NUMBER.fullmatch, signs)) and len(numbers) >= 3
        return is_numbered and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def is_blank(value: Raw) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _may_be_head(value: Raw) -> bool:
    """Words, or a year."""
    if isinstance(value, str):
        return len(value) <= _LONGEST_HEAD and not re.fullmatch(r"[\d.,%\s/-]*", tidy(value).removesuffix("年"))
    if isinstance(value, int) and not isinstance(value, bool):
        return 1990 <= value <= 2100
    return value is None


def _is_unit(value: Raw) -> bool:
    return isinstance(value, str) and head_words(value).plain == "" and head_words(value).unit is not None


def _above(grid: Grid, shown: Shown, start: int) -> tuple[tuple[str, ...], UnitNote | None]:
    """The lines above the head, and the unit that one of them names."""
    lines: list[str] = []
    note = None
    for row in range(start):
        cells = [(column, tidy(str(value))) for column, value in shown.own_cells(row)]
        if cells:
            lines.append(" ".join(text for _, text in cells))
        for column, text in cells:
            if found := UNIT_NOTE.search(text) or re.search(r"\((万元|亿元|元)\)", text):
                note = UnitNote(found[1], reference(row, column))
    return tuple(lines), note


def _unit_in_heads(columns: Sequence[Column]) -> UnitNote | None:
    """The unit of money that the heads name, if they name but one: it stands for the heads that name none."""
    named = {column.unit: column.cell for column in reversed(columns) if column.unit in FEN}
    if len(named) != 1:
        return None
    ((unit, cell),) = named.items()
    return UnitNote(str(unit), cell, is_inferred=True)


def _columns(grid: Grid, shown: Shown, rows: range) -> list[Column]:
    """One for every column with a head, or with values that somebody left without one."""
    worded = range(rows.start, next((row for row in rows if shown.numbers_columns(row)), rows.stop))
    cells = {column: _cells_over(shown, worded, column) for column in range(_width(grid, shown, rows))}
    words = {column: [head_words(str(grid.at(*at))) for at in over] for column, over in cells.items()}
    filled = {column for row in grid.rows[rows.stop :] for column, value in enumerate(row) if value is not None}
    columns = [
        _column(grid, column, parts, cells[column][-1] if parts else (rows.start, column))
        for column, parts in words.items()
        if parts or column in filled
    ]
    doubled = {path for path, times in Counter(column.path for column in columns).items() if times > 1}
    return [
        replace(column, path=_path([part.written for part in words[column.number]]))
        if column.path in doubled
        else column
        for column in columns
    ]


def _column(grid: Grid, number: int, parts: Sequence[HeadWords], lowest: tuple[int, int]) -> Column:
    slot = None
    for part in parts:
        slot = merged_slot(slot, part.slot)
    return Column(
        number=number,
        path=_path([part.plain for part in parts]),
        cell=reference(*lowest),
        unit=next((part.unit for part in reversed(parts) if part.unit), None),
        slot=slot,
        is_hidden=number in grid.hidden_columns,
    )


def _path(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word)


def _cells_over(shown: Shown, rows: range, column: int) -> list[tuple[int, int]]:
    """The cells whose words stand over a column, from top to bottom, a merged one counting once."""
    found: list[tuple[int, int]] = []
    for row in rows:
        at = _anchor(shown, rows, row, column)
        value = shown.grid.at(*at)
        if at not in found and not is_blank(value) and not isinstance(value, CellError | date):
            found.append(at)
    return found


def _anchor(shown: Shown, rows: range, row: int, column: int) -> tuple[int, int]:
    """The cell whose words stand here: that of the merged range, or of the group that an unmerged sheet leaves open."""
    if merge := shown.merge(row, column):
        return merge.top, merge.left
    if row + 1 not in rows or not is_blank(shown.grid.at(row, column)) or is_blank(shown.grid.at(row + 1, column)):
        return row, column
    left = column
    while left > 0 and is_blank(shown.grid.at(row, left)) and shown.merge(row, left) is None:
        left -= 1
    is_group = not is_blank(shown.grid.at(row + 1, left)) and shown.merge(row, left) is None
    return (row, left) if is_group else (row, column)


def _width(grid: Grid, shown: Shown, rows: range) -> int:
    return max(max((len(shown.row(row)) for row in rows), default=0), max(map(len, grid.rows[rows.stop :]), default=0))
