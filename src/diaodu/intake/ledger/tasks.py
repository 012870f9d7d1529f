"""The background job of an import: one task that does the step which the import stands before.

A job holds a lock on a file while it runs, as readings do (`intake.tasks`): a worker that was killed has let go of it,
and the step begins anew. Nothing is written before the end of a step, and the import itself is one transaction.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from diaodu.accounts.viewer import viewer
from diaodu.assessment.tasks import recompute_touched
from diaodu.intake.ledger.dry_run_rows import keep_dry_run
from diaodu.intake.ledger.planning import Plan
from diaodu.intake.ledger.progress import Progress, Stopped, clear_progress, show_progress
from diaodu.intake.ledger.recognising import Recognised
from diaodu.intake.ledger.remembering import tables_with_mappings
from diaodu.intake.ledger.steps import (
    Chosen,
    counts_of,
    day_of,
    dry_run,
    mapped_tables,
    plan_rows,
    read_rows,
    recognised_tables,
    write,
)
from diaodu.intake.models import ImportState, LedgerImport
from diaodu.intake.tasks import broken_off, is_hopeless
from diaodu.intake.values import Refusal
from diaodu.journal.writing import journal_entry
from diaodu.lib.collecting import without_collecting
from diaodu.lib.process_lock import process_lock


@task()
def work_on_import(import_id: int) -> None:
    """Do the next step of an import. Of two runs at once, one does nothing."""
    carry_on(import_id, at=timezone.now())


Step = Callable[[LedgerImport, datetime], None]


def carry_on(import_id: int, *, at: datetime, step: Step | None = None) -> None:
    """What the task does, at a moment: also for commands, which do not wait for a worker and may know the step."""
    with process_lock(_lock_path(import_id)) as locked:
        chosen = _import(import_id)
        if not locked or not ImportState(chosen.state).is_at_work:
            return
        try:
            show_progress(chosen.pk, Progress(chosen.state))
            with without_collecting():
                (step or _STEPS[ImportState(chosen.state)])(chosen, at)
        except Stopped:
            end_import(import_id, ImportState.CANCELLED, at=at)
        except Refusal as refusal:
            end_import(import_id, ImportState.REFUSED, at=at, refusal=refusal)
        except Exception:
            end_import(import_id, ImportState.REFUSED, at=at, refusal=Refusal("import-failed"))
            raise
        finally:
            clear_progress(import_id)


def end_import(
    import_id: int, state: ImportState, *, at: datetime, refusal: Refusal | None = None, by: int | None = None
) -> None:
    """An import that comes to nothing: cancelled, or refused with what was wrong."""
    verb = "cancel_import" if state == ImportState.CANCELLED else "refuse_import"
    with journal_entry(by=by, at=at, verb=verb):
        chosen = _import(import_id)
        chosen.state = state
        chosen.refusal = {"code": refusal.code, "values": dict(refusal.values)} if refusal else None
        chosen.save()


def _import(import_id: int) -> LedgerImport:
    return LedgerImport.objects.select_related("source__entry", "started_by", "unit").get(pk=import_id)


def _lock_path(import_id: int) -> Path:
    return Path(settings.DATA_DIR) / "locks" / f"import-{import_id}"


def recognise_import(chosen: LedgerImport, at: datetime) -> list[Recognised]:
    """The tables, each with the mapping that it had last time, is an export's own, or is proposed by its heads."""
    tables = recognised_tables(chosen)
    if not tables:
        raise Refusal("no-table")
    described, period, is_settled = tables_with_mappings(tables, chosen)
    with journal_entry(by=None, at=at, verb="recognise_tables"):
        chosen.tables, chosen.period = described, chosen.period or period
        chosen.state = ImportState.PLANNING if is_settled else ImportState.MAPPING
        chosen.save()
    return tables


def _read(chosen: LedgerImport, at: datetime) -> None:
    recognise_import(chosen, at)
    if chosen.state == ImportState.PLANNING:
        _plan(chosen, at)


def _plan(chosen: LedgerImport, at: datetime) -> None:
    plan = dry_run(chosen, on=day_of(at))
    with journal_entry(by=None, at=at, verb="plan_import"):
        _keep(chosen, plan)


def _keep(chosen: LedgerImport, plan: Plan) -> None:
    keep_dry_run(chosen, plan)
    chosen.counts, chosen.state = counts_of(plan), ImportState.PLANNED
    chosen.save()


def _carry_out(chosen: LedgerImport, at: datetime) -> None:
    """What is not what was confirmed, since the ledger has changed meanwhile, is shown once more instead."""
    confirmed = chosen.counts["digest"]
    write_all_or_nothing(chosen, mapped_tables(chosen), at=at, may=lambda counts: bool(counts["digest"] == confirmed))


def write_all_or_nothing(
    chosen: LedgerImport, tables: list[Chosen], *, at: datetime, may: Callable[[dict[str, Any]], bool]
) -> None:
    """Everything or nothing, under one entry. `may` looks at the counts of the plan; refused, it is kept to be seen."""
    on = day_of(at)
    sees = viewer(chosen.started_by, on=on)
    rows = read_rows(tables, chosen=chosen, sees=sees)
    with journal_entry(by=chosen.started_by_id, at=at, verb="import_ledger") as entry:
        plan = plan_rows(chosen, rows, tables, sees)
        counts = counts_of(plan)
        if not may(counts):
            _keep(chosen, plan)
            return
        written = write(plan, chosen, on=on)
        chosen.counts = counts | {"facts": written.facts, "fields": written.fields}
        chosen.state, chosen.position = ImportState.DONE, entry.position
        chosen.save()
        recompute_touched.enqueue()


_STEPS = {ImportState.READING: _read, ImportState.PLANNING: _plan, ImportState.IMPORTING: _carry_out}


def resume_lost_imports(at: datetime) -> int:
    """Put imports whose worker died back into the queue: (how many). One that has cost several workers is refused."""
    resumed = 0
    for row in broken_off(work_on_import.module_path, at):
        import_id = row.args_kwargs["args"][0]
        with process_lock(_lock_path(import_id)) as is_lost:
            if is_lost:
                resumed += _put_back(row, import_id, at)
    return resumed


def _put_back(row: "DBTaskResult[..., None]", import_id: int, at: datetime) -> bool:
    with transaction.atomic():
        if not ImportState(_import(import_id).state).is_at_work:
            return False
        hopeless = is_hopeless(row)
        row.status = TaskResultStatus.FAILED if hopeless else TaskResultStatus.READY
        row.save(update_fields=["status"])
        if hopeless:
            end_import(import_id, ImportState.REFUSED, at=at, refusal=Refusal("keeps-failing"))
    return not hopeless
