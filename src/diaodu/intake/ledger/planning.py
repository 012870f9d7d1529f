"""The dry run: which project each row is about, and what each cell would change. Nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from diaodu.intake.ledger import words
from diaodu.intake.ledger.alike import AlikeNames
from diaodu.intake.ledger.checking import object_to
from diaodu.intake.ledger.known import KnownFact, KnownLedger, KnownProject
from diaodu.intake.ledger.rows import Alike, CellChange, Given, ReadTable, RowPlan, RowState, Trouble, Value
from diaodu.intake.ledger.targets import CODE, KEY, NAME, PERIOD, PLAN, UNIT

NEW = "new"  # a person's decision that a row is about no project on record
# (table, index of row) → the subject that it is about, or NEW.
Decisions = Mapping[tuple[int, int], int | str]
Tick = Callable[[int, int], None]
_ROWS_A_TICK = 1_000


@dataclass(slots=True)
class Plan:
    """What an import would do: the rows, and the projects that they are about, those on record and new ones."""

    tables: list[ReadTable]
    known: KnownLedger
    own_unit: int
    base: KnownLedger | None = None  # as it stood when our own export was made
    rows: list[RowPlan] = field(default_factory=list)

    @property
    def counts(self) -> Counter[RowState]:
        return Counter(row.state for row in self.rows)

    @property
    def unit_names(self) -> dict[int, str]:
        return self.known.unit_names

    def row_period(self, table: ReadTable, given: Given, index: int) -> str:
        """The period of a cell that reports a measure."""
        return given.period or str(table.column_values(PERIOD)[index] or "")


def plan_import(
    tables: list[ReadTable],
    known: KnownLedger,
    *,
    own_unit: int,
    decisions: Decisions,
    tick: Tick,
    base: KnownLedger | None = None,
) -> Plan:
    """Every row with what would become of it. `tick(done, of)` is called now and then, and may raise to break off."""
    plan = Plan(tables, known, own_unit, base)
    identify = _Identifying(plan, decisions)
    total = sum(len(table.rows) for table in tables)
    for number, table in enumerate(tables):
        for index in range(len(table.rows)):
            if len(plan.rows) % _ROWS_A_TICK == 0:
                tick(len(plan.rows), 2 * total)
            plan.rows.append(identify.row(number, index))
    said = _said_by(plan)
    for done, (project, rows) in enumerate(said.items()):
        if done % _ROWS_A_TICK == 0:
            tick(total + done, 2 * total)
        _compare(plan, project, rows)
    return plan


class _Identifying:
    """Finds the project of each row, making new ones as the rows bring them."""

    def __init__(self, plan: Plan, decisions: Decisions) -> None:
        self.plan, self.known, self.decisions = plan, plan.known, decisions
        self.numbered: dict[tuple[str, int], str] = {}  # by this file itself

    @cached_property
    def alike(self) -> AlikeNames:
        return AlikeNames(dict(self.known.by_name))

    def row(self, number: int, index: int) -> RowPlan:
        table = self.plan.tables[number]
        row = RowPlan(number, index, troubles=list(table.troubles.get(index, ())))
        name = table.column_values(NAME)[index]
        if row.stops or not isinstance(name, str):
            row.state = RowState.PROBLEM
            return row
        found = self._found(table, row, name)
        if found is None and not row.stops and not row.alike:
            found = self._new(table, index, name)
        if found is not None:
            row.project = found
            object_to(row, table, self.known)
            if key := table.column_values(KEY)[index]:
                self.known.by_key[table.register, str(key)] = found
                self.numbered[table.register, found] = str(key)
            self._check_scope(table, row)
        row.state = RowState.PROBLEM if row.stops else RowState.ASKED if row.alike else RowState.UNCHANGED
        return row

    def _found(self, table: ReadTable, row: RowPlan, name: str) -> int | None:
        """By hidden key, code, number in the register, then name. None: it is new, or a person is asked."""
        if table.keys and (subject := table.keys[row.index]) is not None:
            found = self.known.by_subject.get(subject)
            if found is None:
                row.troubles.append(Trouble(None, words.KEY_UNKNOWN))
            return found
        code, key = table.column_values(CODE)[row.index], table.column_values(KEY)[row.index]
        if code in self.known.by_code:
            return self.known.by_code[str(code)]
        if code in self.known.taken_codes:
            given = table.given(CODE)
            row.troubles.append(Trouble(given.use.column if given else None, words.CODE_OF_OTHERS, found=str(code)))
            return None
        if (table.register, key) in self.known.by_key:
            return self.known.by_key[table.register, str(key)]
        return self._by_name(table, row, name)

    def _by_name(self, table: ReadTable, row: RowPlan, name: str) -> int | None:
        decided = self.decisions.get((row.table, row.index))
        if isinstance(decided, int):
            return self.known.by_subject.get(decided)
        bearers = self.known.by_name.get(self.known.plain(name), ())
        same = [found for found in bearers if self._may_be(table, row, found)]
        unit = table.column_values(UNIT)[row.index]
        near = [found for found in same if unit is None or self._unit_of(found) == unit]
        if len(near) == 1:
            return near[0]
        if decided != NEW:
            alike = same or [found for found, _ in self.alike.of(self.known.plain(name))]
            row.alike = [one for found in alike if (one := self._candidate(table, row, name, found)) is not None]
        return None

    def _may_be(self, table: ReadTable, row: RowPlan, found: int) -> bool:
        """Two different codes are two projects, however alike their names; so are two numbers of one register."""
        code, standing = table.column_values(CODE)[row.index], self.known.projects[found].values.get(CODE)
        if code and standing and code != standing:
            return False
        key, numbered = table.column_values(KEY)[row.index], self._key_of(table.register, found)
        return not (key and numbered and key != numbered)

    def _key_of(self, register: str, found: int) -> str | None:
        known: str | None = self.known.projects[found].values.get(KEY, {}).get(register)
        return known or self.numbered.get((register, found))

    def _candidate(self, table: ReadTable, row: RowPlan, name: str, found: int) -> Alike | None:
        project = self.known.projects[found]
        if project.subject_id is None or not self._may_be(table, row, found):
            return None  # new in this very file: its own rows are told apart by name alone
        return Alike(project.subject_id, project.values[NAME], self.alike.likeness(name, project.values[NAME]))

    def _said_unit(self, table: ReadTable, index: int) -> int:
        unit = table.column_values(UNIT)[index]
        return unit if isinstance(unit, int) else self.plan.own_unit

    def _unit_of(self, found: int) -> int | None:
        return self.known.projects[found].unit_id

    def _new(self, table: ReadTable, index: int, name: str) -> int:
        project = KnownProject({NAME: name, CODE: table.column_values(CODE)[index]})
        project.unit_id = self._said_unit(table, index)
        return self.known.add(project)

    def _check_scope(self, table: ReadTable, row: RowPlan) -> None:
        """Neither the unit that manages the project nor the one it would go to may be somebody else's."""
        given = table.given(UNIT)
        said = given.values[row.index] if given else None
        units = {self._unit_of(row.project), said if isinstance(said, int) else None} - {None}
        if not units <= self.known.may_write:
            row.troubles.append(Trouble(given.use.column if given else None, words.NOT_YOURS))


def _said_by(plan: Plan) -> dict[int, list[RowPlan]]:
    """The rows about each project."""
    found: dict[int, list[RowPlan]] = defaultdict(list)
    for row in plan.rows:
        if row.state is RowState.UNCHANGED:
            found[row.project].append(row)
    return found


def _compare(plan: Plan, number: int, rows: list[RowPlan]) -> None:
    """What the rows about one project would change. Of several periods, the latest says what the project is now."""
    project = plan.known.projects[number]
    if len(rows) == 1 and project.is_new:
        (row,) = rows
        givens = plan.tables[row.table].givens
        row.changes = [
            CellChange(at, None, given.values[row.index])
            for at, given in enumerate(givens)
            if given.values[row.index] is not None and given.target.code != PERIOD
        ]
        row.state = RowState.NEW
        return
    if len(rows) == 1:
        _set_state(project, rows[0], _changes(plan, project, rows[0], set()))
        return
    rows = sorted(rows, key=lambda row: str(plan.tables[row.table].column_values(PERIOD)[row.index] or ""))
    _refuse_contradictions(plan, rows)
    said: set[tuple[str, str]] = set()
    for row in reversed(rows):
        if not row.stops:
            _set_state(project, row, _changes(plan, project, row, said), is_first=row is rows[0])


def _set_state(project: KnownProject, row: RowPlan, changes: list[CellChange], *, is_first: bool = True) -> None:
    row.changes = changes
    if row.stops:
        row.state = RowState.PROBLEM
    elif project.is_new and is_first:
        row.state = RowState.NEW
    elif changes:
        row.state = RowState.CHANGED


def _changes(plan: Plan, project: KnownProject, row: RowPlan, said: set[tuple[str, str]]) -> list[CellChange]:
    """The cells that differ from the ledger. `said` is what a later row has said already, and gets what this says."""
    table, found = plan.tables[row.table], []
    base = _base_of(plan, table, project)
    for number, given in enumerate(table.givens):
        new = given.values[row.index]
        if (new is None and base is None) or given.target.code == PERIOD:
            continue
        period = plan.row_period(table, given, row.index) if _is_timed(given) else ""
        if not project.is_new:
            old, fact = _standing(plan.known, project, given, table.register, period)
            if _says(new, old):
                continue
            if base is not None and plan.base is not None:
                was, _ = _standing(plan.base, base, given, table.register, period)
                if _says(new, was):
                    continue  # whoever edited the export has left this cell alone
                if was != old:
                    row.troubles.append(Trouble(given.use.column, words.conflict(_in_words(old)), found=_in_words(new)))
                    continue
            if (trouble := _refused(given, new, fact)) is not None:
                row.troubles.append(trouble)
                continue
        else:
            old, fact = None, None
        if (given.target.code, period) not in said:
            said.add((given.target.code, period))
            found.append(CellChange(number, old, new, corrects=fact.pk if fact else None))
    return found


def _base_of(plan: Plan, table: ReadTable, project: KnownProject) -> KnownProject | None:
    """The project as our own export showed it; None for any other table."""
    if not table.keys or plan.base is None or project.subject_id not in plan.base.by_subject:
        return None
    return plan.base.projects[plan.base.by_subject[project.subject_id]]


def _refused(given: Given, new: Value, fact: KnownFact | None) -> Trouble | None:
    if fact is not None and fact.is_locked:
        return Trouble(given.use.column, words.LOCKED)
    if new is None and given.target.code in (NAME, UNIT):
        return Trouble(given.use.column, words.NOT_BLANK)
    return None


def _is_timed(given: Given) -> bool:
    return given.target.needs_period or given.target.code == PLAN


def _says(new: Value, old: Value) -> bool:
    """Whether a cell says what stands there. A list of programmes adds to those that stand."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return set(new) <= set(old)
    if isinstance(old, bool):
        return bool(new) == old  # no star and a star denied are one
    return new == old


def _in_words(value: Value) -> str:
    return "、".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def _standing(
    known: KnownLedger, project: KnownProject, given: Given, register: str, period: str
) -> tuple[Value, KnownFact | None]:
    """What the ledger says in the place of a cell, and the fact that says so."""
    if given.target.measure:
        fact = known.facts.get((project.subject_id or 0, given.target.measure, period))
        return (fact.value if fact else None), fact
    if given.target.code == PLAN:
        return known.plans.get((project.pk or 0, int(period[:4]))), None
    if given.target.code == KEY:
        return project.values.get(KEY, {}).get(register), None
    value: Value = project.values.get(given.target.code)
    return (None if value == "" else value), None


def _refuse_contradictions(plan: Plan, rows: list[RowPlan]) -> None:
    """Two rows about one project and period either say the same, as two tables of one report do, or both are wrong."""
    for earlier, later in _pairs(plan, rows):
        for trouble in _contradictions(plan, earlier, later):
            later.troubles.append(trouble)
        if later.stops:
            later.state = RowState.PROBLEM


def _pairs(plan: Plan, rows: list[RowPlan]) -> Iterator[tuple[RowPlan, RowPlan]]:
    first: dict[str, RowPlan] = {}
    for row in rows:
        period = str(plan.tables[row.table].column_values(PERIOD)[row.index] or "")
        if period in first:
            yield first[period], row
        else:
            first[period] = row


def _contradictions(plan: Plan, earlier: RowPlan, later: RowPlan) -> Iterator[Trouble]:
    one, other = plan.tables[earlier.table], plan.tables[later.table]
    place = f"{one.sheet} · {one.rows[earlier.index].number + 1}"
    if earlier.table == later.table:
        given = other.given(NAME)
        yield Trouble(given.use.column if given else None, words.twice(place))
        return
    said = {(given.target.code, given.period): given.values[earlier.index] for given in one.givens}
    for given in other.givens:
        value, before = given.values[later.index], said.get((given.target.code, given.period))
        if value is not None and before is not None and value != before:
            yield Trouble(given.use.column, words.contradicts(place), found=str(value))
