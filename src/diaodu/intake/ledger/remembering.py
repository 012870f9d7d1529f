"""Mappings as a unit settled them, found again by the shape of a sheet; proposals for shapes that are new."""

from typing import Any

from diaodu.engine.periods import Period
from diaodu.intake.ledger.mapping import Mapping, shape_hash
from diaodu.intake.ledger.proposing import SURE, propose_mapping, proposed_period
from diaodu.intake.ledger.recognising import Recognised
from diaodu.intake.ledger.targets import NAME
from diaodu.intake.models import LedgerImport, SheetMapping
from diaodu.intake.workbook.missing import shown
from diaodu.intake.workbook.table import Column, RowKind, SheetTable

_SAMPLES = 3


def tables_with_mappings(tables: list[Recognised], chosen: LedgerImport) -> tuple[list[dict[str, Any]], str, bool]:
    """Each table as the import keeps it, the period that they probably report, and whether all is settled."""
    shapes = [shape_hash(one.table) for one in tables]
    remembered = {row.shape: row for row in SheetMapping.objects.filter(unit_id=chosen.unit_id, shape__in=shapes)}
    described: list[dict[str, Any]] = []
    is_settled = True
    for one, shape in zip(tables, shapes, strict=True):
        mapping, confidence, is_known = _mapping_of(one, remembered.get(shape))
        is_settled = is_settled and is_known
        described.append(
            {
                "sheet": one.table.sheet,
                "shape": shape,
                "rows": sum(row.kind is RowKind.DATA for row in one.table.rows),
                "columns": _described_columns(one.table),
                "mapping": mapping.as_json() if mapping else None,
                "confidence": confidence,
                "remembered": is_known,
            }
        )
    period = next(filter(None, (proposed_period(one.table, chosen.source.name) for one in tables)), "")
    wants_period = any(table["mapping"] and Mapping.from_json(table["mapping"]).needs_period for table in described)
    return described, period, is_settled and not (wants_period and not chosen.period)


def _mapping_of(one: Recognised, remembered: SheetMapping | None) -> tuple[Mapping | None, dict[int, int], bool]:
    if one.export is not None:
        return one.export.mapping, {}, True
    if remembered is not None:
        mapping = Mapping.from_json(remembered.content) if remembered.content else None
        return mapping, {use.column: SURE for use in mapping.uses} if mapping else {}, True
    mapping, confidence = propose_mapping(one.table)
    return (mapping if mapping.column_of(NAME) is not None else None), confidence, False


def _described_columns(table: SheetTable) -> list[dict[str, Any]]:
    """The columns with some of their values, for the page on which a person settles the mapping."""
    rows = [row for row in table.rows if row.kind is RowKind.DATA]
    first = table.header[0].number
    found = []
    for column in table.header:
        values = (row.values[column.number - first] for row in rows)
        samples = [shown(value)[:80] for value in _first(values)]
        unit = table.unit_of(column) or ""
        slot = column.slot.kind.value if column.slot else ""
        found.append(
            {
                "number": column.number,
                "path": list(column.path),
                "samples": samples,
                "unit": unit,
                "slot": slot,
            }
        )
    return found


def _first(values: Any) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value is not None and value not in found:
            found.append(value)
        if len(found) == _SAMPLES:
            break
    return found


def remember(chosen: LedgerImport) -> None:
    """Keep what a person settled, under the open entry, for the next sheet of the same shape."""
    for table in chosen.tables:
        row = SheetMapping.objects.filter(unit_id=chosen.unit_id, shape=table["shape"]).first()
        row = row or SheetMapping(unit_id=chosen.unit_id, shape=table["shape"])
        heads = [column["path"] for column in table["columns"]]
        if row.pk is None or (row.content, row.heads) != (table["mapping"], heads):
            row.content, row.heads = table["mapping"], heads
            row.save()


def period_code(words: str) -> str:
    """The code of a period that a person typed. Raises NotAPeriod."""
    return Period.parse(words.strip()).code if words.strip() else ""


def table_of_description(described: dict[str, Any]) -> SheetTable:
    """The heads of a table that was recognised before, without its rows: enough to lay a mapping on it."""
    header = [Column(column["number"], tuple(column["path"]), "") for column in described["columns"]]
    return SheetTable(described["sheet"], header, [])
