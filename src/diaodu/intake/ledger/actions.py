"""Verbs of importing a ledger: taking it in, settling its mapping, deciding about rows, confirming, cancelling.

Each is one transaction under one journal entry. Whether the person may import for the unit is asked beside the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from diaodu.accounts.models import Unit, User
from diaodu.facts.actions import record_source
from diaodu.facts.blobs import keep_bytes
from diaodu.facts.models import Measure, SourceKind
from diaodu.intake.ledger.mapping import Mapping as TableMapping
from diaodu.intake.ledger.mapping import OwnMeasure
from diaodu.intake.ledger.planning import NEW
from diaodu.intake.ledger.progress import ask_to_stop, clear_progress
from diaodu.intake.ledger.remembering import period_code, remember
from diaodu.intake.ledger.tasks import end_import, work_on_import
from diaodu.intake.models import ImportState, LedgerImport, PlannedRow
from diaodu.journal.writing import journal_entry


class ImportRefused(ValueError):
    """The import does not stand where this can be done: a stable code; `intake.ledger.refusals` has the words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


def take_in_ledger(
    chunks: Iterable[bytes],
    *,
    name: str,
    unit: Unit,
    by: User,
    at: datetime,
    period: str = "",
    waits_for_worker: bool = True,
) -> LedgerImport:
    """Keep a sheet that was sent and have its tables recognised."""
    sha256, size = keep_bytes(chunks)
    with journal_entry(by=by.pk, at=at, verb="take_in_ledger"):
        source, _ = record_source(sha256, size, kind=SourceKind.FILE, name=name, unit=unit, by=by, at=at)
        chosen = LedgerImport.objects.create(
            source=source, unit=unit, started_by=by, started_at=at, period=period_code(period)
        )
        if waits_for_worker:
            work_on_import.enqueue(chosen.pk)
    return chosen


def settle_mapping(
    chosen: LedgerImport,
    mappings: Sequence[TableMapping | None],
    *,
    period: str,
    by: User,
    at: datetime,
    waits_for_worker: bool = True,
    remembers: bool = True,
) -> LedgerImport:
    """What every table's columns fill, None for a table that is left out; the dry run follows."""
    with journal_entry(by=by.pk, at=at, verb="settle_mapping"):
        chosen = _standing(chosen, ImportState.MAPPING, ImportState.PLANNING, ImportState.PLANNED)
        known = set(Measure.objects.values_list("code", flat=True))
        if not any(mappings):
            raise ImportRefused("nothing-mapped")
        for mapping in filter(None, mappings):
            mapping.check(known)
        chosen.period = period_code(period)
        if any(mapping and mapping.needs_period for mapping in mappings) and not chosen.period:
            raise ImportRefused("period-missing")
        install_measures([own for mapping in filter(None, mappings) for own in mapping.measures])
        chosen.tables = [
            table | {"mapping": mapping.as_json() if mapping else None}
            for table, mapping in zip(chosen.tables, mappings, strict=True)
        ]
        if remembers:
            remember(chosen)
        chosen.state, chosen.decisions = ImportState.PLANNING, {}
        _go_on(chosen, waits_for_worker=waits_for_worker)
    return chosen


def install_measures(measures: Sequence[OwnMeasure]) -> None:
    """The measures that a mapping brings. One of the same code counts the same or is refused."""
    for own in measures:
        known = Measure.objects.filter(code=own.code).first()
        if known is None:
            Measure.objects.create(code=own.code, label_zh=own.zh, label_en=own.en, unit=own.unit)
        elif known.unit != own.unit:
            raise ImportRefused("measure-differs", measure=own.code, unit=known.unit)


def decide_rows(
    chosen: LedgerImport, decisions: Mapping[int, int | None], *, by: User, at: datetime, waits_for_worker: bool = True
) -> LedgerImport:
    """For rows, by id, that resemble a project on record: the subject that each is about, or None for a new one."""
    with journal_entry(by=by.pk, at=at, verb="decide_rows"):
        chosen = _standing(chosen, ImportState.PLANNED)
        for row in PlannedRow.objects.filter(ledger_import=chosen, pk__in=list(decisions)):
            decided = decisions[row.pk]
            if decided is not None and decided not in [one["subject"] for one in row.alike]:
                raise ImportRefused("not-alike", row=row.number)
            chosen.decisions[f"{row.table}:{row.index}"] = NEW if decided is None else decided
        chosen.state = ImportState.PLANNING
        _go_on(chosen, waits_for_worker=waits_for_worker)
    return chosen


def confirm_import(
    chosen: LedgerImport, *, leave_out: bool, by: User, at: datetime, waits_for_worker: bool = True
) -> LedgerImport:
    """Import what the dry run showed, all of it in one transaction. Rows with problems stay out only if so ordered."""
    with journal_entry(by=by.pk, at=at, verb="confirm_import"):
        chosen = _standing(chosen, ImportState.PLANNED)
        counts = chosen.counts
        if (counts["problem"] or counts["asked"]) and not leave_out:
            raise ImportRefused("problems-left", problems=counts["problem"] + counts["asked"])
        if not counts["new"] and not counts["changed"]:
            raise ImportRefused("nothing-to-import")
        chosen.state = ImportState.IMPORTING
        _go_on(chosen, waits_for_worker=waits_for_worker)
    return chosen


def cancel_import(chosen: LedgerImport, *, by: User, at: datetime) -> None:
    """Stop a job at its next step, or put aside an import that waits for a person. What is imported stays."""
    chosen.refresh_from_db()
    state = ImportState(chosen.state)
    if state.is_at_work:
        ask_to_stop(chosen.pk)
    elif state in (ImportState.MAPPING, ImportState.PLANNED):
        end_import(chosen.pk, ImportState.CANCELLED, at=at, by=by.pk)
    else:
        raise ImportRefused("ended")


def _go_on(chosen: LedgerImport, *, waits_for_worker: bool) -> None:
    """Have the next step done, by a worker or by the caller itself."""
    chosen.save()
    clear_progress(chosen.pk)
    if waits_for_worker:
        work_on_import.enqueue(chosen.pk)


def _standing(chosen: LedgerImport, *allowed: ImportState) -> LedgerImport:
    """The import as it stands under the head's lock; refused when somebody was quicker."""
    chosen = LedgerImport.objects.select_related("source", "unit").get(pk=chosen.pk)
    if chosen.state not in allowed:
        raise ImportRefused("elsewhere", state=ImportState(chosen.state).label)
    return chosen
