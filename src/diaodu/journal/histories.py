"""Histories of typed models: who changed what, under which position, and what was known then."""

from datetime import datetime
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from diaodu.journal.models import AppendOnly, Entry
from diaodu.journal.writing import current_entry


class PositionedHistory(AppendOnly):
    """Base of the history rows of typed models: each carries the position of the entry that wrote it."""

    position = models.BigIntegerField(db_index=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        entry = current_entry()
        self.position = entry.position
        self.history_date = entry.recorded_at
        self.history_user_id = entry.by
        super().save(*args, **kwargs)


class PositionedRecords(HistoricalRecords):  # type: ignore[misc]
    """History tables with an index for as-of: the last row of each record up to a position."""

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        key = model._meta.pk
        assert key is not None
        options: dict[str, Any] = super().get_meta_options(model)
        return options | {"indexes": [models.Index(fields=[key.name, "position", "history_id"])]}


def histories(*, excluded: tuple[str, ...] = ()) -> HistoricalRecords:
    """The `history` attribute of a typed model; `excluded` fields (secrets, caches) are not kept."""
    return PositionedRecords(
        bases=[PositionedHistory],
        excluded_fields=list(excluded),
        history_user_id_field=models.BigIntegerField(null=True),
        history_change_reason_field=models.TextField(null=True),
    )


def as_of(model: type[models.Model], when: int | datetime) -> models.QuerySet[Any]:
    """The rows of a historied model as they stood at a position or moment, as instances of that model."""
    position = Entry.objects.position_at(when) if isinstance(when, datetime) else when
    manager: Any = model.history  # type: ignore[attr-defined]
    assert model._meta.pk is not None
    key = model._meta.pk.attname
    known = manager.filter(position__lte=position)
    last = known.values(key).annotate(last=models.Max("history_id")).values("last")
    rows: models.QuerySet[Any] = manager.filter(history_id__in=last).as_instances()
    return rows
