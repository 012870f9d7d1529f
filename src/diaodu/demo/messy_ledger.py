"""A ledger as offices really keep it, to try the import with: merged heads, sections, sums, numbers as text, errors.

It tells of the June after the demo world's last report: known projects go on, a few are new, three cells are wrong.
"""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from diaodu.demo.cast import UNITS
from diaodu.demo.portfolio import SEED, MadeUpProject
from diaodu.demo.trades import GIVEN, IMAGES_OF_JUNE, SURNAMES

HEAD = (
    ("序号", ""),
    ("项目名称", ""),
    ("建设性质", ""),
    ("建设内容及规模", ""),
    ("起止年限", ""),
    ("总投资", ""),
    ("年度计划投资", ""),
    ("1-6月完成情况", "完成投资"),
    ("1-6月完成情况", "占年计划%"),
    ("1-6月完成情况", "形象进度"),
    ("责任单位", ""),
    ("责任人及电话", ""),
    ("存在问题", ""),
)
COUNTIES = ("410811", "410823", "410882")
NUMERALS = "一二三四五六七八九十"
YEAR = 2024
DIVIDED_BY_ZERO = "#DIV/0!"
WRONG = {7: "约三千多", 25: DIVIDED_BY_ZERO, 41: "12.5亿美元"}
NEW = ("丹河新材料检测中心项目", "云台智能仓储二期项目", "覃怀中医药博物馆项目")
CONSTRUCTION = {"new": "新建", "extension": "扩建", "upgrading": "技改", "moving": "迁建"}


def write_messy_ledger(path: Path, projects: list[MadeUpProject]) -> None:
    """The workbook, the same bytes each time."""
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(YEAR, 7, 3, tzinfo=UTC), "title": "示例台账，数字系虚构"})
        _Sheet(book, random.Random(SEED)).write([one for one in projects if one.unit in COUNTIES])


class _Sheet:
    def __init__(self, book: xlsxwriter.Workbook, chance: random.Random) -> None:
        self._chance = chance
        self._sheet = book.add_worksheet("重点项目")
        self._bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
        self._title = book.add_format({"bold": True, "align": "center", "font_size": 16})
        self._row = 0
        self._number = 0

    def write(self, projects: list[MadeUpProject]) -> None:
        last = len(HEAD) - 1
        self._sheet.merge_range(0, 0, 0, last, f"焦作市{YEAR}年1-6月重点项目进展情况表（示例）", self._title)
        self._sheet.write(1, last, "单位：万元")
        self._head()
        self._row = 4
        self._line([None, f"合计（{len(projects) + len(NEW)}项）"])
        names = {unit.code: unit.name for unit in UNITS}
        for order, code in enumerate(COUNTIES):
            here = [one for one in projects if one.unit == code]
            fresh = [NEW[order]]
            self._line([None, f"{NUMERALS[order]}、{names[code]}（{len(here) + len(fresh)}项）"])
            for project in here:
                self._line(self._known(project, names[code]))
            for name in fresh:
                self._line(self._fresh(name, names[code]))
        self._sheet.write(self._row, 0, "注：项目名称前加★的为省级重点项目；建设性质分新建、扩建、技改、迁建。")
        self._sheet.set_column(1, 1, 34)
        self._sheet.set_column(3, 3, 28)

    def _head(self) -> None:
        for column, (upper, lower) in enumerate(HEAD):
            if not lower:
                self._sheet.merge_range(2, column, 3, column, upper, self._bold)
            else:
                self._sheet.write(3, column, lower, self._bold)
        first = next(column for column, (_upper, lower) in enumerate(HEAD) if lower)
        self._sheet.merge_range(2, first, 2, first + 2, HEAD[first][0], self._bold)

    def _line(self, values: list[Any]) -> None:
        for column, value in enumerate(values):
            if value == DIVIDED_BY_ZERO:
                self._sheet.write_formula(self._row, column, "=1/0", None, DIVIDED_BY_ZERO)
            elif value is not None:
                self._sheet.write(self._row, column, value)
        self._row += 1

    def _known(self, project: MadeUpProject, unit: str) -> list[Any]:
        self._number += 1
        so_far = sum(one.invested or 0 for one in project.reports if one.month.year == YEAR)
        done: Any = so_far + round(project.total_wan * self._chance.uniform(0.005, 0.03))
        plan = project.plans.get(YEAR)
        return [
            self._number,
            ("★" if project.starred else "") + project.name,
            CONSTRUCTION[project.construction_type],
            project.content,
            self._span(project),
            self._as_typed(project.total_wan),
            self._as_typed(plan) if plan else "",
            WRONG.get(self._number, self._as_typed(done)),
            f"{done * 100 / plan:.1f}%" if plan else "",
            self._chance.choice(IMAGES_OF_JUNE),
            unit,
            self._contact(),
            "",
        ]

    def _fresh(self, name: str, unit: str) -> list[Any]:
        self._number += 1
        total = self._chance.randrange(40, 400) * 100
        contact = self._contact()
        return [
            self._number,
            name,
            "新建",
            "（一期）",
            "2024-2026",
            total,
            total // 4,
            0,
            "0%",
            "前期",
            unit,
            contact,
            "",
        ]

    def _as_typed(self, wan: int) -> Any:
        """A number, or the text that somebody made of it."""
        return wan if self._chance.random() < 0.7 else f"{wan:,.2f}"

    def _span(self, project: MadeUpProject) -> str:
        start, finish = project.planned_start_on, project.planned_finish_on
        return self._chance.choice(
            (
                f"{start.year}-{finish.year}",
                f"{start.year}.{start.month}-{finish.year}.{finish.month}",
                f"{start.year}-",
            )
        )

    def _contact(self) -> str:
        name = self._chance.choice(SURNAMES) + "".join(self._chance.sample(GIVEN, 2))
        return f"{name} 0391-000{self._chance.randrange(1000, 9999)}"
