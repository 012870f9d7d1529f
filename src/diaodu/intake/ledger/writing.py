"""Carries a plan out: projects, what stands beside them, facts and the cell behind every value, under one entry."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from diaodu.facts.models import Source, Subject, SubjectKind
from diaodu.intake.ledger.evidence import write_evidence
from diaodu.intake.ledger.planning import Plan
from diaodu.intake.ledger.rows import CellChange, ReadTable, RowPlan, RowState
from diaodu.intake.ledger.targets import FIELDS, KEY, OWNER, PARENT, PLAN, PROGRAMME, UNIT
from diaodu.intake.models import RegisterKey
from diaodu.journal.bulk import append_rows, change_with_histories, create_with_histories, table_of
from diaodu.projects.models import AnnualPlan, Firm, Listing, Programme, Project

_OWN = frozenset(target.code for target in FIELDS) - {UNIT}
Tick = Callable[[int, int], None]


@dataclass
class Written:
    """How much an import has written."""

    projects_new: int = 0
    projects_changed: int = 0
    facts: int = 0
    fields: int = 0


@dataclass
class Writing:
    """One plan on its way into the ledger. `fields` are columns by project, `beside` all else that is no fact."""

    plan: Plan
    source: Source
    year: int
    tick: Tick
    written: Written = field(default_factory=Written)
    fields: dict[int, dict[str, Any]] = field(default_factory=dict)
    beside: dict[str, list[tuple[RowPlan, CellChange]]] = field(default_factory=lambda: defaultdict(list))

    def carry_out(self) -> Written:
        """In the order an official would tell it: whom, what is said of them, the figures, and where it all stands."""
        rows = [row for row in self.plan.rows if row.state in (RowState.NEW, RowState.CHANGED)]
        for row in rows:
            self._sort_cells(row)
        self.tick(0, 4)
        self._assign_owners()
        self._write_new()
        self._write_changed()
        self._place_parts(rows)
        self.tick(1, 4)
        self._write_beside()
        self.written.fields, self.written.facts = write_evidence(self.plan, rows, self.source, self.tick)
        return self.written

    def _sort_cells(self, row: RowPlan) -> None:
        """What a row says of the project itself, and what of other things."""
        givens = self.plan.tables[row.table].givens
        own = self.fields.setdefault(row.project, {})
        for change in row.changes:
            target = givens[change.given].target
            if target.code in _OWN:
                own[target.code] = _DEFAULTS[target.code] if change.new is None else change.new
            elif target.code == UNIT:
                own["unit_id"] = change.new
            elif not target.needs_period:
                self.beside[target.code].append((row, change))

    # Projects

    def _write_new(self) -> None:
        projects = self.plan.known.projects
        new = [number for number in self.fields if projects[number].is_new]
        if not new:
            return
        subjects = append_rows(Subject, pa.table({"kind": pa.repeat(SubjectKind.PROJECT.value, len(new))}))
        for number, subject_id in zip(new, subjects, strict=True):
            projects[number].subject_id = self.fields[number]["subject_id"] = subject_id
            self.fields[number].setdefault("unit_id", projects[number].unit_id)
        rows = [self.fields[number] for number in new]
        ids = create_with_histories(Project, table_of(Project, _columns(Project, rows)))
        for number, pk in zip(new, ids, strict=True):
            projects[number].pk = pk
            del self.fields[number]
        self.written.projects_new = len(new)

    def _write_changed(self) -> None:
        """Rows on record, as they stand now with what the sheet says."""
        wanted = {self.plan.known.projects[number].pk: row for number, row in self.fields.items() if row}
        standing = _standing_rows(wanted)
        for row in standing:
            if wanted[row["id"]].get("phase", row["phase"]) != row["phase"]:
                row["phase_on"] = None  # since when it is in the new phase, the sheet does not say
            row.update(wanted[row["id"]])
        if standing:
            change_with_histories(Project, table_of(Project, _columns(Project, standing)))
        self.written.projects_changed = len(standing)

    def _assign_owners(self) -> None:
        """Firms by name, those that are not on record made new."""
        named = self.beside[OWNER]
        wanted = {str(change.new) for _, change in named if change.new}
        found = dict(Firm.objects.filter(name__in=wanted).order_by("-id").values_list("name", "id")) if wanted else {}
        if missing := sorted(wanted - found.keys()):
            subjects = append_rows(Subject, pa.table({"kind": pa.repeat(SubjectKind.FIRM.value, len(missing))}))
            firms: dict[str, list[Any]] = {"name": missing, "subject_id": list(subjects), "uscc": [None] * len(missing)}
            found |= dict(zip(missing, create_with_histories(Firm, table_of(Firm, firms)), strict=True))
        for row, change in named:
            self.fields[row.project]["owner_id"] = found.get(str(change.new))

    def _place_parts(self, rows: list[RowPlan]) -> None:
        """Sub-projects below theirs: as a column says, or as they stand beneath it in the sheet."""
        parents = dict(self._parents(rows))
        standing = _standing_rows(parents)
        placed = [row | {"parent_id": parents[row["id"]]} for row in standing]
        moved = [row for row, before in zip(placed, standing, strict=True) if row != before]
        if moved:
            change_with_histories(Project, table_of(Project, _columns(Project, moved)))

    def _parents(self, rows: list[RowPlan]) -> Iterator[tuple[int | None, int | None]]:
        """(project, the project that it is part of), by their ids."""
        projects, known = self.plan.known.projects, self.plan.known
        for row, change in self.beside[PARENT]:
            bearers = known.by_name.get(known.plain(str(change.new)), ()) if change.new else ()
            if len(bearers) == 1 and bearers[0] != row.project:
                yield projects[row.project].pk, projects[bearers[0]].pk
        if any(table.parts for table in self.plan.tables):
            at = {(row.table, row.index): row.project for row in self.plan.rows if row.project >= 0}
            for row in rows:
                above = self.plan.tables[row.table].parts.get(row.index)
                if above is not None and at.get((row.table, above), row.project) != row.project:
                    yield projects[row.project].pk, projects[at[row.table, above]].pk

    # What stands beside them

    def _write_beside(self) -> None:
        keys = [
            {"register": self._table(row).register, "key": change.new, "project_id": self._pk(row)}
            for row, change in self.beside[KEY]
        ]
        if keys:
            create_with_histories(RegisterKey, table_of(RegisterKey, _columns(RegisterKey, keys)))
        self._list([(self._pk(row), name) for row, change in self.beside[PROGRAMME] for name in _listed(change.new)])
        self._adopt(
            [
                {"project_id": self._pk(row), "year": self._year(row, change), "amount_fen": change.new}
                for row, change in self.beside[PLAN]
            ]
        )

    def _table(self, row: RowPlan) -> ReadTable:
        return self.plan.tables[row.table]

    def _pk(self, row: RowPlan) -> int | None:
        return self.plan.known.projects[row.project].pk

    def _year(self, row: RowPlan, change: CellChange) -> int:
        table = self._table(row)
        return int(self.plan.row_period(table, table.givens[change.given], row.index)[:4])

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


_DEFAULTS = {field.attname: field.get_default() for field in Project._meta.concrete_fields}


def _listed(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _standing_rows(ids: Any) -> list[dict[str, Any]]:
    """Projects as they stand now, all columns."""
    found: list[dict[str, Any]] = []
    for some in _stretches(sorted(pk for pk in ids if pk is not None)):
        found += [dict(row) for row in Project.objects.filter(pk__in=some).order_by().values()]
    return found


def _columns(model: Any, rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns by attribute; a row that lacks one gets the field's default."""
    names = {name for row in rows for name in row}
    defaults = {field.attname: field.get_default() for field in model._meta.concrete_fields}
    return {name: [row.get(name, defaults[name]) for row in rows] for name in names}


def _stretches(ids: Sequence[int], size: int = 5_000) -> Iterator[Sequence[int]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))
