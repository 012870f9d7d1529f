"""A dry run as rows that a page can filter: every cell with what it was and would be, in words."""

from collections.abc import Iterator
from typing import Any

from diaodu.engine.labels import Label
from diaodu.intake.ledger.in_words import in_words
from diaodu.intake.ledger.planning import Plan
from diaodu.intake.ledger.rows import ReadTable, RowPlan, RowState, Trouble
from diaodu.intake.ledger.targets import NAME
from diaodu.intake.models import LedgerImport, PlannedRow
from diaodu.journal.bulk import table_of, write_rows

_AT_ONCE = 5_000


def keep_dry_run(chosen: LedgerImport, plan: Plan) -> None:
    """In the place of the rows of an earlier dry run."""
    PlannedRow.objects.filter(ledger_import=chosen).delete()
    for at in range(0, len(plan.rows), _AT_ONCE):
        rows = [_described(plan, row, order) for order, row in enumerate(plan.rows[at : at + _AT_ONCE], start=at)]
        columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in rows[0]}
        columns["ledger_import_id"] = [chosen.pk] * len(rows)
        write_rows(PlannedRow, table_of(PlannedRow, columns))


def _described(plan: Plan, row: RowPlan, order: int) -> dict[str, Any]:
    table = plan.tables[row.table]
    name = table.column_values(NAME)[row.index]
    return {
        "order": order,
        "table": row.table,
        "index": row.index,
        "number": table.rows[row.index].number + 1,
        "state": row.state.value,
        "name": str(name or "")[:200],
        "cells": list(_cells(plan, table, row)),
        "troubles": [_trouble(table, row, trouble) for trouble in row.troubles],
        "alike": [{"subject": one.subject_id, "name": one.name, "likeness": one.likeness} for one in row.alike],
    }


def _cells(plan: Plan, table: ReadTable, row: RowPlan) -> Iterator[dict[str, Any]]:
    """The cells that would change; of a row that is in doubt, what it says."""
    units = plan.unit_names
    for change in row.changes:
        given = table.givens[change.given]
        yield {
            "cell": table.cell(row.index, given.use.column),
            "target": given.target.code,
            "period": plan.row_period(table, given, row.index) if given.target.needs_period else "",
            "old": in_words(given.target, change.old, units) if row.state != RowState.NEW else "",
            "new": in_words(given.target, change.new, units),
        }


def _trouble(table: ReadTable, row: RowPlan, trouble: Trouble) -> dict[str, Any]:
    words: Label = trouble.words
    return {
        "cell": table.cell(row.index, trouble.column) if trouble.column is not None else "",
        "zh": words.zh,
        "en": words.en,
        "stops": trouble.stops,
        "found": trouble.found[:200],
    }
