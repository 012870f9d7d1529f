"""Gathers the ledger as it stands, or as it stood at a position, for a dry run to compare with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import Any

from diaodu.accounts.known import Known
from diaodu.accounts.viewer import Viewer
from diaodu.engine.periods import NotAPeriod, Period
from diaodu.facts.models import Fact, FigureKind, Measure
from diaodu.facts.reporting import SubmissionState
from diaodu.intake.ledger.known import KnownFact, KnownLedger, KnownProject
from diaodu.intake.ledger.rows import ReadTable
from diaodu.intake.ledger.targets import CODE, FIELDS, KEY, OWNER, PARENT, PERIOD, PROGRAMME, UNIT
from diaodu.intake.matching import place_names, plain_name
from diaodu.intake.models import COLLECTING_ROLES, RegisterKey
from diaodu.projects.models import AnnualPlan, Firm, Listing, Programme, Project

_AT_ONCE = 500
_OWN = tuple(target.code for target in FIELDS if target.code != UNIT)


def standing_ledger(tables: Iterable[ReadTable], viewer: Viewer, *, position: int | None = None) -> KnownLedger:
    """Everything that these tables may say something else about, as far as the person sees it."""
    tables = list(tables)
    known = KnownLedger(
        places=place_names(viewer.tree),
        unit_names={unit: state.name for unit, state in viewer.tree.states.items()},
        may_write=viewer.units(COLLECTING_ROLES),
    )
    rows = Known(viewer, position, viewer.day)
    _take_projects(known, rows)
    known.taken_codes = _taken_codes(tables, known)
    for key, amount, points in _plans(rows):
        known.plans[key], known.curves[key] = amount, points
    known.facts = _facts(tables, position)
    return known


def units_by_name(viewer: Viewer) -> dict[str, int]:
    """Units by name, as compared, and by code. A name that two units bear names neither, unless one is the person's."""
    named: dict[str, set[int]] = defaultdict(set)
    for unit_id, state in viewer.tree.states.items():
        named[plain_name(state.name)].add(unit_id)
        named[state.unit.code].add(unit_id)
    own = viewer.units(COLLECTING_ROLES)
    found = {}
    for name, units in named.items():
        units = units if len(units) == 1 else units & own
        if len(units) == 1:
            (found[name],) = units
    return found


def _take_projects(known: KnownLedger, rows: Known) -> None:
    projects = list(
        rows.visible(Project).order_by().values_list("id", "subject_id", "unit_id", "owner_id", "parent_id", *_OWN)
    )
    names = {row[0]: row[5 + _OWN.index("name")] for row in projects}
    owners = dict(rows.rows(Firm).values_list("id", "name"))
    listed = listed_programmes(rows)
    keys = defaultdict(list)
    for register, key, project_id in RegisterKey.objects.values_list("register", "key", "project_id"):
        keys[project_id].append((register, key))
    for pk, subject_id, unit_id, owner_id, parent_id, *own in projects:
        values: dict[str, Any] = dict(zip(_OWN, own, strict=True))
        values |= {UNIT: unit_id, OWNER: owners.get(owner_id), PARENT: names.get(parent_id), PROGRAMME: listed.get(pk)}
        values[KEY] = dict(keys[pk])
        known.add(KnownProject(values, pk, subject_id, unit_id), keys=keys[pk])


def listed_programmes(rows: Known) -> dict[int, tuple[str, ...]]:
    """The programmes of each project, of whatever year."""
    names = dict(rows.rows(Programme).values_list("id", "name"))
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for project_id, programme_id in rows.rows(Listing).values_list("project_id", "programme_id"):
        found[project_id][names[programme_id]] = None
    return {project_id: tuple(named) for project_id, named in found.items()}


def _taken_codes(tables: Iterable[ReadTable], known: KnownLedger) -> frozenset[str]:
    said = {str(code) for table in tables for code in table.column_values(CODE) if code} - known.by_code.keys()
    return frozenset(
        str(code)
        for some in _stretches(sorted(said))
        for code in Project.objects.filter(code__in=some).values_list("code", flat=True)
    )


def _plans(rows: Known) -> Iterator[tuple[tuple[int, int], int | None, dict[str, int]]]:
    """The amount and own curve of every project and year, the highest version last."""
    plans = rows.rows(AnnualPlan).order_by("version").values_list("project_id", "year", "amount_fen", "points")
    for project_id, year, amount, points in plans:
        yield (project_id, year), amount, points


def _facts(tables: Iterable[ReadTable], position: int | None) -> dict[tuple[int, str, str], KnownFact]:
    """The dispatch figures that stand for the measures and periods of these tables."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        periods = {str(period) for period in table.column_values(PERIOD) if period}
        for given in table.givens:
            if given.target.measure:
                said = {given.period} if given.period else periods
                wanted[given.target.measure] |= said | set(_before(said))
    measures = dict(Measure.objects.filter(code__in=wanted).values_list("id", "code"))
    facts = Fact.objects.current() if position is None else Fact.objects.as_of(position)
    found = {}
    for period in sorted({period for periods in wanted.values() for period in periods}):
        rows = facts.filter(period=period, measure__in=measures, source_kind=FigureKind.DISPATCH)
        columns = ("subject_id", "measure_id", "pk", "number", "text", "submission__state")
        for subject, measure, pk, number, text, state in rows.values_list(*columns).iterator(chunk_size=10_000):
            value = number if text is None else text
            found[subject, measures[measure], period] = KnownFact(pk, value, state == SubmissionState.ACCEPTED)
    return found


def _before(periods: Iterable[str]) -> Iterator[str]:
    """The periods before these: what the checks compare with."""
    for code in periods:
        with suppress(NotAPeriod):
            yield Period.parse(code).previous().code


def _stretches(words: list[str]) -> Iterable[Collection[str]]:
    return (words[at : at + _AT_ONCE] for at in range(0, len(words), _AT_ONCE))
