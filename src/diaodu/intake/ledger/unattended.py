"""An import without a page and without a worker: for the command line, for measurements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from diaodu.accounts.models import Unit, User
from diaodu.intake.ledger.actions import confirm_import, decide_rows, settle_mapping, take_in_ledger
from diaodu.intake.ledger.mapping import Mapping, MappingFault
from diaodu.intake.ledger.mapping_file import read_mapping
from diaodu.intake.ledger.remembering import table_of_description
from diaodu.intake.ledger.rows import RowState
from diaodu.intake.ledger.tasks import carry_on
from diaodu.intake.models import ImportState, LedgerImport, PlannedRow

_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Orders:
    """What the person at the terminal said beforehand, since nobody can be asked."""

    mapping: Path | None = None
    as_proposed: bool = False
    period: str = ""
    alike_are_new: bool = False
    leave_out: bool = False
    is_dry_run: bool = False


class NotSettled(ValueError):
    """Nobody has said yet what the columns of this sheet fill."""


def import_file(path: Path, orders: Orders, *, unit: Unit, by: User, at: datetime) -> LedgerImport:
    """From a file to the ledger, as far as the orders carry: look at the state of what comes back."""
    given = {"unit": unit, "by": by, "at": at, "period": orders.period, "waits_for_worker": False}
    chosen = _gone_on(take_in_ledger(_chunks(path), name=path.name, **given), at)  # type: ignore[arg-type]
    if chosen.state == ImportState.MAPPING or (chosen.state == ImportState.PLANNED and orders.mapping):
        mappings = list(_mappings(chosen, orders))
        period = orders.period or chosen.period
        settle_mapping(chosen, mappings, period=period, by=by, at=at, waits_for_worker=False)
        chosen = _gone_on(chosen, at)
    if chosen.state == ImportState.PLANNED and orders.alike_are_new and chosen.counts[RowState.ASKED.value]:
        asked = PlannedRow.objects.filter(ledger_import=chosen, state=RowState.ASKED.value)
        new = dict.fromkeys(asked.values_list("pk", flat=True))
        decide_rows(chosen, new, by=by, at=at, waits_for_worker=False)
        chosen = _gone_on(chosen, at)
    if chosen.state != ImportState.PLANNED or orders.is_dry_run or not _has_news(chosen):
        return chosen
    confirm_import(chosen, leave_out=orders.leave_out, by=by, at=at, waits_for_worker=False)
    return _gone_on(chosen, at)


def _mappings(chosen: LedgerImport, orders: Orders) -> Iterable[Mapping | None]:
    """For each table that of the file, where it fits; else the one that was remembered or proposed."""
    faults = []
    found: list[Mapping | None] = []
    for described in chosen.tables:
        if orders.mapping is not None:
            try:
                found.append(read_mapping(orders.mapping, table_of_description(described)))
            except MappingFault as fault:
                faults.append(fault)
                found.append(None)
        elif described["remembered"] or orders.as_proposed:
            found.append(described["mapping"] and Mapping.from_json(described["mapping"]))
        else:
            raise NotSettled(described["sheet"])
    if faults and not any(found):
        raise faults[0]
    return found


def _has_news(chosen: LedgerImport) -> bool:
    counts: dict[str, Any] = chosen.counts
    return bool(counts["new"] or counts["changed"])


def _chunks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _gone_on(chosen: LedgerImport, at: datetime) -> LedgerImport:
    carry_on(chosen.pk, at=at)
    return LedgerImport.objects.select_related("source", "unit", "started_by").get(pk=chosen.pk)
