"""Which tables are guarded, and what each refuses: said once, for both engines."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from diaodu.journal.models import AppendOnly, Entry, Head, Kept, Refusal

NOT_THE_OPEN_POSITION = Refusal(
    "is not written under the open position",
    "NOT EXISTS (SELECT 1 FROM journal_head head WHERE head.is_open AND head.position = {row}.position)",
    "position",
)
WITHOUT_AN_ENTRY = Refusal(
    "is not written under the open entry",
    "NOT EXISTS (SELECT 1 FROM journal_head head JOIN journal_entry entry ON entry.position = head.position"
    " WHERE head.is_open AND head.position = {row}.position)",
    "position",
)
# The head either opens the next position or closes the open one; nothing else ever happens to it.
HEAD_MOVES_WRONGLY = Refusal(
    "moves by one position, and its clock never backwards",
    "NOT ((NEW.position = OLD.position + 1 AND NEW.is_open AND NOT OLD.is_open AND NEW.recorded_at IS NOT NULL"
    " AND (OLD.recorded_at IS NULL OR NEW.recorded_at >= OLD.recorded_at))"
    " OR (NEW.position = OLD.position AND OLD.is_open AND NOT NEW.is_open AND NEW.recorded_at = OLD.recorded_at))",
)


@dataclass(frozen=True)
class GuardedTable:
    """One table and its promise."""

    name: str
    key: str
    may_change: bool
    refused_rows: tuple[Refusal, ...]


def guarded_tables(models_: Iterable[type[models.Model]] | None = None) -> list[GuardedTable]:
    """Every guarded table of these models, of all installed ones when not given."""
    chosen = apps.get_models() if models_ is None else models_
    return [_promise(model) for model in chosen if issubclass(model, AppendOnly | Kept) or model is Head]


def _promise(model: type[models.Model]) -> GuardedTable:
    refused = _lost_references(model)
    if issubclass(model, AppendOnly):
        opened = NOT_THE_OPEN_POSITION if model is Entry else WITHOUT_AN_ENTRY
        refused = [opened, *refused, *model.refused_rows]
    key = model._meta.pk
    assert key is not None
    assert key.column is not None
    return GuardedTable(model._meta.db_table, key.column, not issubclass(model, AppendOnly), tuple(refused))


def _lost_references(model: type[models.Model]) -> list[Refusal]:
    """Foreign keys that the engine does not check row by row: the rows they point at are never deleted,
    so one check at the door is enough, and a bulk insert makes it once for all its rows."""
    found = []
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and not field.db_constraint:  # type: ignore[attr-defined]
            target = field.remote_field.model._meta
            if target.model in (Entry, model):
                continue  # held more strictly: the open entry, the rule of its own that a model has for its own rows
            found.append(
                Refusal(
                    f"points at a row that is not there ({field.column})",
                    f"{{row}}.{field.column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target.db_table} pointed"
                    f" WHERE pointed.{field.target_field.column} = {{row}}.{field.column})",
                    field.column,
                )
            )
    return found
