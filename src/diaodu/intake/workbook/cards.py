"""Sheets that hold one project each: labels beside their values, a table of nodes, a grid of ten-day stretches."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from diaodu.intake.workbook.grid import Grid, Merge
from diaodu.intake.workbook.head_words import UNIT_NOTE, head_words, tidy
from diaodu.intake.workbook.headers import is_blank
from diaodu.intake.workbook.table import CardAmount, CardNode, CardSheet, Cell, Raw, UnitNote, reference
from diaodu.intake.workbook.tables import failed_formulas

_MOST_ROWS = 200
_MOST_COLUMNS = 60
_NAME = re.compile(r"^(?:项目|工程)(?:名称|全称)$")
_LABEL = re.compile(
    r"^(?:(?:项目|工程)(?:名称|全称|代码|编号|性质|类别|类型|业主|法人|概况|单位)|建设(?:地点|地址|内容|规模|内容及规模|性质|年限|起止年限|单位|工期|阶段)"
    r"|(?:计划|项目)?总投资|投资(?:主体|总额|规模)|资金来源|年度(?:计划)?(?:投资|目标).*|.{0,4}计划投资.*|.*累计完成.*|所属(?:行业|区域)|行业"
    r"|(?:主管|责任|业主|牵头|法人|施工|设计|监理|用地)单位|责任(?:人|领导)|(?:挂[钩点]|包[保联]|分管)领导|负责人|联系人|联络人|(?:联系)?电话"
    r"|(?:计划|拟|实际|预计)?(?:开工|竣工|投产|完工)(?:时间|日期)|形象进度|目前形象进度|存在(?:的)?问题|.*需.{0,6}协调解决.*问题|备注|填报单位|填报时间|填报人)$"
)
_NODE_HEADS = re.compile(
    r"^(?:(?:计划|实际|预计|要求)?(?:日期|时间|完成时间|完成日期|开始时间)|完成时限|时限|完成进度|进度|进展(?:情况)?|责任单位|责任人|责任领导|备注)$"
)
_NODE_COLUMN = re.compile(
    r"^(?:.{0,8}(?:节点|阶段|环节|事项|工作内容|前期工作|手续|项目内容|内容)(?:名称)?|序号|名称)$"
)
_MONTH = re.compile(r"(?:\d{4}年)?(\d{1,2})月份?")
_STRETCHES = {"上旬": 1, "中旬": 2, "下旬": 3, "小计": None, "合计": None, "月计": None}
_FEWEST_FIELDS = 3


class _Piece(NamedTuple):
    """A filled cell, or the merged range that it fills."""

    row: int
    left: int
    right: int
    raw: Raw

    @property
    def words(self) -> str:
        return tidy(str(self.raw))


def card_of(grid: Grid) -> CardSheet | None:
    """The card; None for a sheet that is laid out in another way."""
    if len(grid.rows) > _MOST_ROWS or max(map(len, grid.rows), default=0) > _MOST_COLUMNS:
        return None
    return _Reading(grid).card()


class _Reading:
    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._starts = {(merge.top, merge.left): merge for merge in grid.merges}
        self._lines = [self._pieces(number) for number in range(len(grid.rows))]
        self._card = CardSheet(grid.sheet, {}, [], [], is_hidden=grid.is_hidden)

    def card(self) -> CardSheet | None:
        number = 0
        while number < len(self._lines):
            line = self._lines[number]
            if _is_stretch_head(line):
                number = self._read_grid(number)
            elif _is_node_head(line):
                number = self._read_nodes(number)
            else:
                self._read_line(line)
                number += 1
        card = self._card
        has_name = any(_NAME.match(label) and not is_blank(cell.raw) for label, cell in card.fields.items())
        is_card = (
            has_name and len(card.fields) >= _FEWEST_FIELDS and len({cell.row for cell in card.fields.values()}) > 1
        )
        if is_card:
            card.defects.extend(failed_formulas(self._grid))
        return card if is_card else None

    def _pieces(self, row: int) -> list[_Piece]:
        return [
            _Piece(row, column, self._starts.get((row, column), Merge(row, column, row, column)).right, value)
            for column, value in enumerate(self._grid.rows[row])
            if not is_blank(value)
        ]

    def _read_line(self, line: Sequence[_Piece]) -> None:
        """Title, unit note, or labels each followed by its value."""
        for piece in line:
            if found := UNIT_NOTE.search(piece.words):
                self._card.unit_note = UnitNote(found[1], reference(piece.row, piece.left))
        if not self._card.fields and len(line) == 1 and not _label_of(line[0]):
            self._card.title = (*self._card.title, line[0].words)
            return
        at = 0
        while at < len(line):
            at += self._read_field(line, at)

    def _read_field(self, line: Sequence[_Piece], at: int) -> int:
        """Takes a label, with its value if one follows; says how many cells that were."""
        piece = line[at]
        following = line[at + 1] if at + 1 < len(line) else None
        label, colon, value = piece.words.partition(":")
        if colon and value and (_LABEL.match(label) or len(label) <= 8) and not UNIT_NOTE.search(piece.words):
            self._add_field(label, self._grid.cell(piece.row, piece.left)._replace(raw=value))
            return 1
        if not _label_of(piece):
            return 1
        if following is None or _label_of(following):
            self._add_field(label, Cell(self._grid.sheet, piece.row, piece.right + 1, None))
            return 1
        self._add_field(label, self._grid.cell(following.row, following.left))
        return 2

    def _add_field(self, label: str, cell: Cell) -> None:
        words = head_words(label)
        name, times = words.written, 1
        while name in self._card.fields:
            times += 1
            name = f"{words.written}({times})"
        self._card.fields[name] = cell
        if words.unit:
            self._card.units[name] = words.unit

    def _read_nodes(self, head: int) -> int:
        """The lines below a head of 日期, 责任人 …, each a node; ends at a blank line or where fields go on."""
        heads = [piece for piece in self._lines[head] if _NODE_HEADS.match(piece.words)]
        first = heads[0].left
        number = head + 1
        while number < len(self._lines) and (name := self._node_name(number, first)):
            cells = {piece.words: self._grid.cell(number, piece.left) for piece in heads}
            self._card.nodes.append(CardNode(name, cells))
            number += 1
        return number

    def _node_name(self, number: int, first: int) -> str:
        """The words left of the first head; none where the table has ended."""
        line = self._lines[number]
        names = [piece for piece in line if piece.left < first and isinstance(piece.raw, str)]
        if not names or _is_stretch_head(line) or _is_node_head(line) or _label_of(names[-1]):
            return ""
        return re.sub(r"^\d{1,2}[.、]\s*", "", names[-1].words)

    def _read_grid(self, head: int) -> int:
        stretches = [piece for piece in self._lines[head] if piece.words in _STRETCHES]
        number = head + 1
        while number < len(self._lines) and (month := self._month(number, stretches[0].left)):
            for piece in stretches:
                cell = self._grid.cell(number, piece.left)
                group = self._group_over(head, piece.left)
                self._card.grid.append(CardAmount(month, _STRETCHES[piece.words], group, cell))
            number += 1
        return number

    def _month(self, number: int, first: int) -> int | None:
        for piece in self._lines[number]:
            if piece.left < first and (found := _MONTH.fullmatch(piece.words)) and 1 <= int(found[1]) <= 12:
                return int(found[1])
        return None

    def _group_over(self, head: int, column: int) -> str:
        above = self._lines[head - 1] if head else []
        over = next(
            (piece for piece in above if piece.left <= column <= piece.right and piece.right > piece.left), None
        )
        is_group = over is not None and sum(piece.right > piece.left for piece in above) > 1
        return over.words if over is not None and is_group else ""


def _label_of(piece: _Piece) -> bool:
    if not isinstance(piece.raw, str):
        return False
    words = piece.words
    return words.endswith(":") or _LABEL.match(head_words(words.rstrip(":")).written) is not None


def _is_node_head(line: Sequence[_Piece]) -> bool:
    """Heads only, at least two, after the column of the nodes' names."""
    heads = [_NODE_HEADS.match(piece.words) is not None for piece in line]
    others = [piece for piece, is_head in zip(line, heads, strict=True) if not is_head]
    return sum(heads) >= 2 and all(_NODE_COLUMN.match(piece.words) for piece in others) and len(others) > 0


def _is_stretch_head(line: Sequence[_Piece]) -> bool:
    return {"上旬", "下旬"} <= {piece.words for piece in line}
