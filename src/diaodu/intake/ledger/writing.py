"""Carries a plan out: projects, what stands beside them, facts and the cell behind every value, under one entry."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from diaodu.facts.bulk import CITED_CELLS, cite_cells, record_facts
from diaodu.facts.models import FigureKind, Measure, Source, Subject, SubjectKind
from diaodu.intake.ledger.planning import Plan
from diaodu.intake.ledger.rows import CellChange, Given, ReadTable, RowPlan, RowState
from diaodu.intake.ledger.targets import FIELDS, KEY, OWNER, PARENT, PLAN, PROGRAMME, UNIT
from diaodu.intake.models import RegisterKey
from diaodu.intake.workbook.missing import shown
from diaodu.journal.bulk import append_rows, change_with_histories, create_with_histories, table_of
from diaodu.projects.models import AnnualPlan, Firm, Listing, Programme, Project

_OWN = frozenset(target.code for target in FIELDS) - {UNIT}
_ROWS_A_TICK = 5_000
Tick = Callable[[int, int], None]
Cell = tuple[RowPlan, CellChange]


@dataclass
class Written:
    """How much an import has written."""

    projects_new: int = 0
    projects_changed: int = 0
    facts: int = 0
    fields: int = 0


@dataclass
class Writing:
    """One plan on its way into the ledger."""

    plan: Plan
    source: Source
    year: int
    tick: Tick
    written: Written = field(default_factory=Written)
    _project_of: dict[tuple[int, int], int] = field(default_factory=dict)

    def carry_out(self) -> Written:
        """In the order an official would tell it: whom, what is said of them, the figures, and where it all stands."""
        rows = [row for row in self.plan.rows if row.state in (RowState.NEW, RowState.CHANGED)]
        self._project_of = {(row.table, row.index): row.project for row in self.plan.rows if not row.stops}
        said: dict[int, list[Cell]] = defaultdict(list)
        for row in rows:
            said[row.project] += [(row, change) for change in row.changes]
        self._write_projects(said)
        self._write_beside(said)
        self._write_evidence(rows)
        return self.written

    # Projects

    def _write_projects(self, said: dict[int, list[Cell]]) -> None:
        projects = self.plan.known.projects
        new = [number for number in said if projects[number].is_new]
        known = [number for number in said if not projects[number].is_new]
        self.tick(0, 4)
        subjects = append_rows(Subject, pa.table({"kind": pa.repeat(SubjectKind.PROJECT.value, len(new))}))
        for number, subject_id in zip(new, subjects, strict=True):
            projects[number].subject_id = subject_id
        owners = self._owners(said)
        rows = [self._fields(said[number], owners) for number in new]
        for number, row in zip(new, rows, strict=True):
            row["subject_id"] = projects[number].subject_id
            row.setdefault("unit_id", projects[number].unit_id)
        if rows:
            ids = create_with_histories(Project, table_of(Project, _columns(Project, rows)))
            for number, pk in zip(new, ids, strict=True):
                projects[number].pk = pk
        self.written.projects_new = len(new)
        self._change_projects({number: self._fields(said[number], owners) for number in known})
        self._place_parts(said)

    def _change_projects(self, fields: dict[int, dict[str, Any]]) -> None:
        """Rows on record, as they stand now with what the sheet says."""
        wanted = {self.plan.known.projects[number].pk: row for number, row in fields.items() if row}
        standing: list[dict[str, Any]] = []
        for some in _stretches(sorted(pk for pk in wanted if pk is not None)):
            standing += [dict(row) for row in Project.objects.filter(pk__in=some).order_by().values()]
        for row in standing:
            if wanted[row["id"]].get("phase", row["phase"]) != row["phase"]:
                row["phase_on"] = None  # since when it is in the new phase, the sheet does not say
            row.update(wanted[row["id"]])
        if standing:
            change_with_histories(Project, table_of(Project, _columns(Project, standing)))
        self.written.projects_changed = len(standing)

    def _fields(self, cells: Iterable[Cell], owners: dict[str, int]) -> dict[str, Any]:
        """The columns of a project's own row that the sheet says something about."""
        row: dict[str, Any] = {}
        for plan, change in cells:
            code = self._given(plan, change).target.code
            if code in _OWN:
                row[code] = _emptied(code) if change.new is None else change.new
            elif code == UNIT:
                row["unit_id"] = change.new
            elif code == OWNER:
                row["owner_id"] = owners.get(str(change.new))
        return row

    def _owners(self, said: dict[int, list[Cell]]) -> dict[str, int]:
        """Firms by name, those that are not on record made new."""
        cells = (cell for cells in said.values() for cell in cells)
        wanted = {str(change.new) for row, change in cells if change.new and self._is(row, change, OWNER)}
        found = dict(Firm.objects.filter(name__in=wanted).order_by("-id").values_list("name", "id")) if wanted else {}
        if missing := sorted(wanted - found.keys()):
            subjects = append_rows(Subject, pa.table({"kind": pa.repeat(SubjectKind.FIRM.value, len(missing))}))
            firms: dict[str, list[Any]] = {"name": missing, "subject_id": list(subjects), "uscc": [None] * len(missing)}
            found |= dict(zip(missing, create_with_histories(Firm, table_of(Firm, firms)), strict=True))
        return found

    def _place_parts(self, said: dict[int, list[Cell]]) -> None:
        """Sub-projects below theirs: as a column says, or as they stand beneath it in the sheet."""
        parents: dict[int, int] = {}
        for number, cells in said.items():
            parent = self._parent(number, cells)
            own = self.plan.known.projects[number].pk
            above = self.plan.known.projects[parent].pk if parent is not None else None
            if own is not None and above is not None and own != above:
                parents[own] = above
        standing: list[dict[str, Any]] = [
            dict(row) for row in Project.objects.filter(pk__in=list(parents)).order_by().values()
        ]
        placed = [row | {"parent_id": parents[row["id"]]} for row in standing]
        moved = [row for row, before in zip(placed, standing, strict=True) if row != before]
        if moved:
            change_with_histories(Project, table_of(Project, _columns(Project, moved)))

    def _parent(self, number: int, cells: list[Cell]) -> int | None:
        for row, change in cells:
            if self._is(row, change, PARENT) and change.new:
                bearers = self.plan.known.by_name.get(self.plan.known.plain(str(change.new)), ())
                return bearers[0] if len(bearers) == 1 else None
        row = cells[0][0]
        above = self.plan.tables[row.table].parts.get(row.index)
        return None if above is None else self._project_of.get((row.table, above))

    # What stands beside them

    def _write_beside(self, said: dict[int, list[Cell]]) -> None:
        self.tick(1, 4)
        keys, listings, plans = [], [], []
        for number, cells in said.items():
            pk = self.plan.known.projects[number].pk
            for row, change in cells:
                given, table = self._given(row, change), self.plan.tables[row.table]
                if given.target.code == KEY:
                    keys.append({"register": table.register, "key": change.new, "project_id": pk})
                elif given.target.code == PROGRAMME and isinstance(change.new, tuple):
                    listings += [(pk, name) for name in change.new]
                elif given.target.code == PLAN:
                    year = int(self.plan.row_period(table, given, row.index)[:4])
                    plans.append({"project_id": pk, "year": year, "amount_fen": change.new})
        if keys:
            create_with_histories(RegisterKey, table_of(RegisterKey, _columns(RegisterKey, keys)))
        self._list(listings)
        self._adopt(plans)

    def _list(self, listings: list[tuple[int | None, str]]) -> None:
        if not listings:
            return
        names = {name for _, name in listings}
        programmes = {name: Programme.objects.get_or_create(name=name)[0].pk for name in sorted(names)}
        there = set(Listing.objects.filter(year=self.year).values_list("project_id", "programme_id"))
        new = [key for pk, name in dict.fromkeys(listings) if (key := (pk, programmes[name])) not in there]
        rows = [{"project_id": pk, "programme_id": programme, "year": self.year} for pk, programme in new]
        if rows:
            create_with_histories(Listing, table_of(Listing, _columns(Listing, rows)))

    def _adopt(self, plans: list[dict[str, Any]]) -> None:
        """A plan that says something else is another version; its document is the file that says so."""
        if not plans:
            return
        standing = AnnualPlan.objects.filter(year__in={plan["year"] for plan in plans}).order_by("version")
        versions = {(row[0], row[1]): row[2] for row in standing.values_list("project_id", "year", "version")}
        for plan in plans:
            before = versions.get((plan["project_id"], plan["year"]), 0)
            plan |= {"version": before + 1, "document": self.source.name[:100] if before else ""}
        create_with_histories(AnnualPlan, table_of(AnnualPlan, _columns(AnnualPlan, plans)))

    # Evidence

    def _write_evidence(self, rows: Sequence[RowPlan]) -> None:
        """Every value with its cell: facts with their place, typed fields by citations."""
        measures = dict(Measure.objects.values_list("code", "id"))
        for at in range(0, len(rows), _ROWS_A_TICK):
            self.tick(2 * len(rows) + 2 * at, 4 * len(rows))
            cited, facts = _Citations(self.source), _Facts(self.source, measures)
            for row in rows[at : at + _ROWS_A_TICK]:
                self._collect(row, cited, facts)
            if cited.cells:
                cite_cells(cited.table())
            if facts.cells:
                record_facts(facts.table())
            self.written.fields += len(cited.cells)
            self.written.facts += len(facts.cells)

    def _collect(self, row: RowPlan, cited: "_Citations", facts: "_Facts") -> None:
        table = self.plan.tables[row.table]
        subject = self.plan.known.projects[row.project].subject_id
        values = table.rows[row.index].values
        for change in row.changes:
            given = table.givens[change.given]
            cell = table.cell(row.index, given.use.column)
            if given.target.measure:
                period = self.plan.row_period(table, given, row.index)
                facts.add(subject, given.target.measure, period, change, table.sheet, cell)
                continue
            said = shown(values[given.use.column - table.first_column]) if change.new is not None else ""
            for name in self._cited_fields(table, given, row, change):
                cited.add(subject, name, table.sheet, cell, said)

    def _cited_fields(self, table: ReadTable, given: Given, row: RowPlan, change: CellChange) -> Iterator[str]:
        if given.target.code == PROGRAMME and isinstance(change.new, tuple):
            yield from (f"programme:{name}" for name in change.new)
        elif given.target.code == PLAN:
            yield f"annual_plan:{self.plan.row_period(table, given, row.index)[:4]}"
        else:
            yield given.target.code

    def _given(self, row: RowPlan, change: CellChange) -> Given:
        return self.plan.tables[row.table].givens[change.given]

    def _is(self, row: RowPlan, change: CellChange, code: str) -> bool:
        return self._given(row, change).target.code == code


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


def _emptied(code: str) -> Any:
    """What stands in a column about which nothing is said any more."""
    return next(field for field in Project._meta.concrete_fields if field.name == code).get_default()


def _columns(model: Any, rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns by attribute; a row that lacks one gets the field's default."""
    names = {name for row in rows for name in row}
    defaults = {field.attname: field.get_default() for field in model._meta.concrete_fields}
    return {name: [row.get(name, defaults[name]) for row in rows] for name in names}


def _stretches(ids: Sequence[int], size: int = 5_000) -> Iterator[Sequence[int]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))
