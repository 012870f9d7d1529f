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
from diaodu.intake.ledger.recognising import Recognised
from diaodu.intake.ledger.remembering import table_of_description
from diaodu.intake.ledger.rows import RowState
from diaodu.intake.ledger.steps import mapped_tables
from diaodu.intake.ledger.tasks import carry_on, recognise_import, write_all_or_nothing
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

    def may_write(self, counts: dict[str, Any]) -> bool:
        """Whether there is something to write, and nothing in the way of it."""
        in_the_way = counts["problem"] or counts["asked"]
        return bool(counts["new"] or counts["changed"]) and (self.leave_out or not in_the_way)


class NotSettled(ValueError):
    """Nobody has said yet what the columns of this sheet fill."""


def import_file(path: Path, orders: Orders, *, unit: Unit, by: User, at: datetime) -> LedgerImport:
    """From a file to the ledger, as far as the orders carry: look at the state of what comes back."""
    who: dict[str, Any] = {"by": by, "at": at, "waits_for_worker": False}
    chosen = take_in_ledger(_chunks(path), name=path.name, unit=unit, period=orders.period, **who)
    tables: list[Recognised] = []
    carry_on(chosen.pk, at=at, step=lambda one, at: tables.extend(recognise_import(one, at)))
    chosen = _as_it_stands(chosen)
    if chosen.state == ImportState.MAPPING or (chosen.state == ImportState.PLANNING and orders.mapping):
        period = orders.period or chosen.period
        settle_mapping(chosen, list(_mappings(chosen, orders)), period=period, **who)
    if orders.is_dry_run or orders.alike_are_new:
        return _try(chosen, orders, who)

    def write(one: LedgerImport, at: datetime) -> None:
        write_all_or_nothing(one, mapped_tables(one, tables), at=at, may=orders.may_write)

    carry_on(chosen.pk, at=at, step=write)
    return _as_it_stands(chosen)


def _try(chosen: LedgerImport, orders: Orders, who: dict[str, Any]) -> LedgerImport:
    """The dry run, kept to be seen; rows that resemble projects decided; and the import, where it was ordered."""
    carry_on(chosen.pk, at=who["at"])
    chosen = _as_it_stands(chosen)
    asked = PlannedRow.objects.filter(ledger_import=chosen, state=RowState.ASKED.value).values_list("pk", flat=True)
    if chosen.state == ImportState.PLANNED and orders.alike_are_new and asked:
        decide_rows(chosen, dict.fromkeys(asked), **who)
        carry_on(chosen.pk, at=who["at"])
        chosen = _as_it_stands(chosen)
    if chosen.state == ImportState.PLANNED and not orders.is_dry_run and orders.may_write(chosen.counts):
        confirm_import(chosen, leave_out=orders.leave_out, **who)
        carry_on(chosen.pk, at=who["at"])
    return _as_it_stands(chosen)


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


def _chunks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _as_it_stands(chosen: LedgerImport) -> LedgerImport:
    return LedgerImport.objects.select_related("source", "unit", "started_by").get(pk=chosen.pk)
