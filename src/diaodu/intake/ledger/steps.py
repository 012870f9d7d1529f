"""The steps of an import: reading a file's tables, the dry run, the import itself. Each can be begun anew."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import override

from diaodu.accounts.viewer import Viewer, viewer
from diaodu.engine.labels import Label
from diaodu.facts.blobs import blob_path
from diaodu.facts.models import Measure
from diaodu.intake.ledger.cells import Reading, read_cells
from diaodu.intake.ledger.head_words import plain_choice
from diaodu.intake.ledger.known import KnownLedger
from diaodu.intake.ledger.mapping import Mapping, shape_hash
from diaodu.intake.ledger.planning import Decisions, Plan, plan_import
from diaodu.intake.ledger.progress import Progress, show_progress
from diaodu.intake.ledger.proposing import period_of
from diaodu.intake.ledger.recognising import Recognised, recognise
from diaodu.intake.ledger.rows import ReadTable, RowState
from diaodu.intake.ledger.standing import standing_ledger, units_by_name
from diaodu.intake.ledger.targets import MEASURE, Target, measure_target
from diaodu.intake.ledger.writing import Writing, Written
from diaodu.intake.matching import plain_name
from diaodu.intake.models import LedgerImport
from diaodu.projects.models import ConstructionType, Phase

_CHOICES = {"phase": Phase, "construction_type": ConstructionType}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A table with the mapping that is to be used."""

    recognised: Recognised
    mapping: Mapping


def recognised_tables(chosen: LedgerImport) -> list[Recognised]:
    return recognise(blob_path(chosen.source.sha256), chosen.source.name)


def mapped_tables(chosen: LedgerImport, tables: list[Recognised] | None = None) -> list[Chosen]:
    """The tables of an import that have a mapping; the others were left out by a person."""
    tables = recognised_tables(chosen) if tables is None else tables
    if [shape_hash(one.table) for one in tables] != [table["shape"] for table in chosen.tables]:
        raise RuntimeError("the same bytes read differently: this version of the reader is another one")
    return [
        Chosen(one, Mapping.from_json(table["mapping"]))
        for one, table in zip(tables, chosen.tables, strict=True)
        if table["mapping"] is not None
    ]


def measure_targets() -> dict[str, Target]:
    """Every measure on record as something that a column may fill."""
    rows = Measure.objects.values_list("code", "label_zh", "label_en", "unit")
    return {MEASURE + code: measure_target(code, Label(zh, en), unit) for code, zh, en, unit in rows}


def choice_words() -> dict[str, dict[str, str]]:
    """The choices of each field by their words in both languages."""
    found: dict[str, dict[str, str]] = {}
    for name, choices in _CHOICES.items():
        words: dict[str, str] = {}
        for language in ("en", "zh-hans"):
            with override(language):
                words = {plain_choice(str(label)): value for value, label in choices.choices} | words
        found[name] = words
    return found


def read_rows(tables: Iterable[Chosen], *, chosen: LedgerImport, sees: Viewer) -> list[ReadTable]:
    """Every cell read as its column says."""
    tables = list(tables)
    named = units_by_name(sees)
    how = Reading(
        reported=period_of(chosen.period) if chosen.period else None,
        unit_named=partial(_unit_named, named),
        own_unit=sees.tree.name(chosen.unit_id),
        measures=measure_targets(),
        choices=choice_words(),
    )
    found = []
    for one in tables:
        read = read_cells(one.recognised.table, one.mapping, how)
        read.places = one.recognised.places
        if one.recognised.export is not None:
            read.keys = _keys(one.recognised, read)
        found.append(read)
    return found


def _unit_named(named: dict[str, int], name: str) -> int | None:
    return named.get(plain_name(name)) or named.get(name)


def _keys(one: Recognised, read: ReadTable) -> list[int | None]:
    assert one.export is not None
    offset = one.export.key_column - read.first_column
    found: list[int | None] = []
    for row in read.rows:
        raw = row.values[offset] if 0 <= offset < len(row.values) else None
        words = str(raw or "")
        found.append(int(words) if words.isdecimal() else None)
    return found


def dry_run(chosen: LedgerImport, *, on: date) -> Plan:
    """What the import would do, compared with the ledger as it stands now."""
    sees = viewer(chosen.started_by, on=on)
    tables = mapped_tables(chosen)
    return plan_rows(chosen, read_rows(tables, chosen=chosen, sees=sees), tables, sees)


def plan_rows(chosen: LedgerImport, read: list[ReadTable], tables: list[Chosen], sees: Viewer) -> Plan:
    """The comparison alone, for rows that were read before."""
    return plan_import(
        read,
        standing_ledger(read, sees),
        own_unit=chosen.unit_id,
        decisions=decisions_of(chosen),
        tick=lambda done, total: show_progress(chosen.pk, Progress(chosen.state, done, total)),
        base=_base(tables, read, sees),
    )


def _base(tables: list[Chosen], read: list[ReadTable], sees: Viewer) -> KnownLedger | None:
    """The ledger as it stood when our own export was made."""
    positions = {one.recognised.export.position for one in tables if one.recognised.export}
    return standing_ledger(read, sees, position=min(positions)) if positions else None


def decisions_of(chosen: LedgerImport) -> Decisions:
    found: dict[tuple[int, int], int | str] = {}
    for place, decided in chosen.decisions.items():
        table, _, index = place.partition(":")
        found[int(table), int(index)] = decided
    return found


def write(plan: Plan, chosen: LedgerImport, *, on: date) -> Written:
    """Under the open entry of whoever confirmed."""
    period = period_of(chosen.period) if chosen.period else None
    year = period.year if period else on.year
    tick = lambda done, total: show_progress(chosen.pk, Progress(chosen.state, done, total))  # noqa: E731
    return Writing(plan, chosen.source, year, tick).carry_out()


def digest_of(plan: Plan) -> str:
    """What a plan would do, in one word: what was confirmed is what is imported, or it is asked again."""
    told = hashlib.sha256()
    for row in plan.rows:
        subject = plan.known.projects[row.project].subject_id if row.project >= 0 else None
        said = [(change.given, change.old, change.new) for change in row.changes] if row.state != RowState.NEW else ()
        told.update(repr((row.table, row.index, row.state.value, subject, said)).encode())
    return told.hexdigest()


def counts_of(plan: Plan) -> dict[str, Any]:
    counts = plan.counts
    return {state.value: counts.get(state, 0) for state in RowState} | {"digest": digest_of(plan)}


def day_of(at: datetime) -> date:
    return localdate(at)
