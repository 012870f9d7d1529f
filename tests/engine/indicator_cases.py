"""Cases of indicators in TOML, run through the catalogue's own expressions."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa

from diaodu.engine.catalogue import BY_CODE
from diaodu.engine.computing import THE_WHOLE, group_figures_in, groups_figures, project_period_schema, projects_figures
from diaodu.engine.periods import Period
from diaodu.engine.rounding import Rounding, digits

HERE = Path(__file__).parent
FEN = {"亿": 10**10, "万": 10**6}


@dataclass(frozen=True)
class Case:
    """Projects in a period, and what one indicator is printed as over all of them, or over one named group.

    `computed` stands where the print contradicts itself, and `because` says how; `missing` is what is not reported.
    `unit` is that of printed money where it is not 万元.
    """

    file: str
    name: str
    period: str
    indicator: str
    rounding: str
    printed: str = ""
    computed: str = ""
    because: str = ""
    group: str = ""
    unit: str = ""
    projects: list[dict[str, Any]] = field(default_factory=list)

    def rows(self, first: int) -> Iterator[dict[str, Any]]:
        """The projects of the case, numbered from `first`."""
        for given in self.projects:
            values = {name: _value(words) for name, words in given.items() if name not in ("count", "groups")}
            for _ in range(given.get("count", 1)):
                counts = not self.group or self.group in given["groups"]
                yield a_project(first, self.period, **values) | {"counts": counts}
                first += 1

    def words(self, value: Fraction | None) -> str:
        """A value as the publisher of the case rounds it."""
        if value is None:
            return "missing"
        shown = value / FEN[self.unit] if self.unit else BY_CODE[self.indicator].shown(value)
        return digits(shown, Rounding.parse(self.rounding))


def found(*asked: Case) -> list[str]:
    """What the indicator of each case is over its projects: one run for all of them, which do not meet each other."""
    rows: list[dict[str, Any]] = []
    members: list[tuple[int, int]] = []
    for number, case in enumerate(asked, start=1):
        rows += (mine := list(case.rows(first=len(rows))))
        members += [(number, row["project_id"]) for row in mine if row.pop("counts")]
        members += [(THE_WHOLE, row["project_id"]) for row in mine]
    table = pa.Table.from_pylist(rows, schema=project_period_schema())
    in_groups = pa.table({"group_id": [group for group, _ in members], "project_id": [one for _, one in members]})
    groups = groups_figures(projects_figures(table), in_groups).to_pylist()
    figures = {row["group_id"]: {one.code: group.figure for one, group in group_figures_in(row)} for row in groups}
    return [case.words(figures[number][case.indicator].value) for number, case in enumerate(asked, start=1)]


def a_project(project_id: int, period: str, **values: Any) -> dict[str, Any]:
    """A row of the table in a period: nothing is reported but what is given."""
    over = Period.parse(period)
    blank: dict[str, Any] = dict.fromkeys(project_period_schema().names)
    days = {
        "period_to_on": over.last_day,
        "year_from_on": date(over.year, 1, 1),
        "year_to_on": date(over.year, 12, 31),
    }
    return blank | days | {"project_id": project_id, "months_elapsed": over.months_elapsed} | values


def _value(words: Any) -> Any:
    """Money in the words of a bulletin as 分; anything else as it is."""
    found = re.fullmatch(r"([\d.]+)([亿万])", words) if isinstance(words, str) else None
    return int(Decimal(found[1]) * FEN[found[2]]) if found else words


def cases(*folders: str) -> Iterable[Case]:
    for folder in folders:
        for file in sorted((HERE / folder).glob("*.toml")):
            for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
                yield Case(file=file.stem, **case)
