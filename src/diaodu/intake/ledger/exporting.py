"""The ledger as a workbook to be edited and imported back: what one sees, with hidden keys and lists to choose from."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import get_language
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from diaodu.accounts.known import Known
from diaodu.facts.models import Fact, FigureKind, Measure
from diaodu.intake.ledger.in_words import scale_of, unit_in_words
from diaodu.intake.ledger.recognising import FORMAT, SHEET_OF_EXPORT
from diaodu.intake.ledger.standing import listed_programmes
from diaodu.intake.ledger.steps import measure_targets
from diaodu.intake.ledger.targets import FIELDS, OWNER, PARENT, PROGRAMME, UNIT, Takes, Target, target_of
from diaodu.intake.matching import plain_name
from diaodu.journal.models import Entry
from diaodu.projects.models import ConstructionType, Firm, Phase, Programme, Project

_EPOCH = date(1970, 1, 1).toordinal()
_CHOICES = {"phase": Phase, "construction_type": ConstructionType}
_WIDTHS = {Takes.WORDS: 30, Takes.NAME: 36, Takes.CODE: 26, Takes.UNIT: 18}
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: a field of the project, or a measure in a period."""

    target: Target
    period: str = ""

    @property
    def unit(self) -> str:
        return unit_in_words(self.target)

    @property
    def head(self) -> str:
        label = self.target.label.in_language(get_language() or "zh")
        unit = f"（{self.unit}）" if self.unit else ""
        return " ".join(filter(None, (label, self.period))) + unit


def own_columns() -> list[ExportColumn]:
    """The project's own fields, with what stands beside it in one word."""
    beside = [target for code in (OWNER, PARENT, PROGRAMME) if (target := target_of(code)) is not None]
    return [ExportColumn(target) for target in (*FIELDS, *beside)]


def measured_columns(codes: Iterable[str], period: str) -> list[ExportColumn]:
    """Measures by their codes in a period; codes that are not there are left out."""
    known = measure_targets()
    return [ExportColumn(known[f"measure:{code}"], period) for code in codes if f"measure:{code}" in known]


def export_projects(
    projects: QuerySet[Project],
    columns: Sequence[ExportColumn],
    into: IO[bytes],
    *,
    known: Known,
    sheet: str,
    filters: Mapping[str, str],
) -> int:
    """Write the rows in their order, streamed; returns how many. What was known at a position is written as of it."""
    position = known.position
    if position is None:
        position = Entry.objects.order_by("-position").values_list("position", flat=True).first() or 0
    book = Workbook(into, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet[:31])
    rows = _Rows(columns, known, position)
    lists = rows.lists()
    _lay_out(book, page, columns)
    number = 0
    for number, (subject_id, values) in enumerate(rows.of(projects), start=1):
        page.write_number(number, 0, subject_id)
        for column, value in enumerate(values, start=1):
            rows.write(page, number, column, value)
    for at, values in lists.items():
        letter = chr(ord("B") + list(lists).index(at))
        source = f"={SHEET_OF_EXPORT}!${letter}$1:${letter}${len(values)}"
        if values:
            page.data_validation(1, at + 1, max(number, 1) + 500, at + 1, {"validate": "list", "source": source})
    _describe(book, columns, position, sheet[:31], filters, list(lists.values()))
    book.close()
    return number


def _lay_out(book: Workbook, page: Worksheet, columns: Sequence[ExportColumn]) -> None:
    bold: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    page.set_column(0, 0, 4, None, {"hidden": True})
    for number, column in enumerate(columns, start=1):
        page.set_column(number, number, _WIDTHS.get(column.target.takes, 14))
    page.freeze_panes(1, 3)
    page.set_row(0, 32)
    page.write_string(0, 0, "key")
    for number, column in enumerate(columns, start=1):
        page.write_string(0, number, column.head, bold)


def _describe(
    book: Workbook,
    columns: Sequence[ExportColumn],
    position: int,
    sheet: str,
    filters: Mapping[str, str],
    lists: Sequence[Sequence[str]],
) -> None:
    """The hidden sheet: what an import of this workbook has to know, and the lists to choose from."""
    page = book.add_worksheet(SHEET_OF_EXPORT)
    said = {
        "format": FORMAT,
        "position": position,
        "sheet": sheet,
        "key_column": 0,
        "filters": dict(filters),
        "columns": [
            {"column": number, "fills": column.target.code, "unit": column.unit, "period": column.period}
            for number, column in enumerate(columns, start=1)
        ],
    }
    for row in range(max([len(values) for values in lists], default=1) or 1):
        if row == 0:
            page.write_string(0, 0, json.dumps(said, ensure_ascii=False))
        for column, values in enumerate(lists, start=1):
            if row < len(values):
                page.write_string(row, column, values[row])
    page.very_hidden()


class _Rows:
    """Projects as rows of values, a stretch at a time, in as many queries for two thousand as for one."""

    def __init__(self, columns: Sequence[ExportColumn], known: Known, position: int) -> None:
        self.columns, self.known, self.position = columns, known, position
        self._units = _unit_words(known)
        self._choices = {name: {value: str(label) for value, label in kind.choices} for name, kind in _CHOICES.items()}
        self._measures = dict(Measure.objects.values_list("code", "id"))
        self._owners: dict[int, str] = {}
        if any(column.target.code == OWNER for column in columns):
            self._owners = dict(known.rows(Firm).values_list("id", "name"))
        listed = any(column.target.code == PROGRAMME for column in columns)
        self._programmes = listed_programmes(known) if listed else {}
        self._yes, self._no = "是", "否"

    def lists(self) -> dict[int, list[str]]:
        """By column, what may be chosen there."""
        found = {}
        for number, column in enumerate(self.columns):
            if column.target.code in self._choices:
                found[number] = list(self._choices[column.target.code].values())
            elif column.target.takes is Takes.UNIT:
                found[number] = sorted(self._units.values())
            elif column.target.takes is Takes.YES_NO:
                found[number] = [self._yes, self._no]
            elif column.target.code == PROGRAMME:
                found[number] = list(self.known.rows(Programme).order_by("id").values_list("name", flat=True))
        return found

    def of(self, projects: QuerySet[Project]) -> Iterable[tuple[int, list[Any]]]:
        names = dict(self.known.visible(Project).values_list("id", "name")) if self._shows(PARENT) else {}
        fields = [field.attname for field in Project._meta.concrete_fields]
        waiting: list[dict[str, Any]] = []
        for row in projects.values_list(*fields).iterator(chunk_size=_ROWS_AT_ONCE):
            waiting.append(dict(zip(fields, row, strict=True)))
            if len(waiting) == _ROWS_AT_ONCE:
                yield from self._stretch(waiting, names)
                waiting = []
        yield from self._stretch(waiting, names)

    def _shows(self, code: str) -> bool:
        return any(column.target.code == code for column in self.columns)

    def _stretch(self, rows: list[dict[str, Any]], names: Mapping[int, str]) -> Iterable[tuple[int, list[Any]]]:
        facts = self._facts([row["subject_id"] for row in rows])
        for row in rows:
            row[PARENT], row[OWNER] = names.get(row["parent_id"]), self._owners.get(row["owner_id"])
            row[UNIT] = row["unit_id"]
            row[PROGRAMME] = "、".join(self._programmes.get(row["id"], ()))
            subject = row["subject_id"]
            yield (
                subject,
                [
                    self._shown(column.target, facts.get((subject, column.target.measure, column.period)))
                    if column.target.measure
                    else self._shown(
                        column.target, row["unit_id"] if column.target.code == UNIT else row[column.target.code]
                    )
                    for column in self.columns
                ],
            )

    def _facts(self, subjects: list[int]) -> dict[tuple[int, str, str], int | str]:
        wanted = {(self._measures[column.target.measure], column.period) for column in self.columns if column.period}
        codes = {pk: code for code, pk in self._measures.items()}
        found: dict[tuple[int, str, str], int | str] = {}
        for period in {period for _, period in wanted}:
            measures = [measure for measure, of in wanted if of == period]
            facts = Fact.objects.filter(period=period, subject__in=subjects, measure__in=measures)
            facts = facts.filter(source_kind=FigureKind.DISPATCH).as_of(self.position)
            for subject, measure, number, text in facts.values_list("subject_id", "measure_id", "number", "text"):
                value = number if text is None else text
                if value is not None:
                    found[subject, codes[measure], period] = value
        return found

    def _shown(self, target: Target, value: Any) -> Any:
        if value is None or value == "":
            return None
        if target.code in self._choices:
            return self._choices[target.code].get(value, value)
        if target.takes is Takes.UNIT:
            return self._units.get(value, "")
        if target.takes is Takes.YES_NO:
            return self._yes if value else None
        if target.takes is Takes.DAY and isinstance(value, int):
            return date.fromordinal(_EPOCH + value)
        scale = scale_of(target)
        return value / scale if scale > 1 else value

    @staticmethod
    def write(page: Worksheet, row: int, column: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, str):
            page.write_string(row, column, value)
        elif isinstance(value, date):
            page.write_datetime(row, column, value)
        else:
            page.write_number(row, column, value)


def _unit_words(known: Known) -> dict[int, str]:
    """Units by name; by code where two bear one name, so that the way back is clear."""
    bearers: dict[str, list[int]] = {}
    for unit_id, state in known.viewer.tree.states.items():
        bearers.setdefault(plain_name(state.name), []).append(unit_id)
    states = known.viewer.tree.states
    return {
        unit_id: states[unit_id].name if len(units) == 1 else states[unit_id].unit.code
        for units in bearers.values()
        for unit_id in units
    }


def export_name(words: str, *, moment: Any) -> str:
    """A file's name that says of what and of when."""
    return f"{words}-{localtime(moment):%Y%m%d-%H%M}.xlsx"
