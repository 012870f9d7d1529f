"""Rows that a person may see, as they stand now or as they were known at a position."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from diaodu.accounts.tree import UnitTree
from diaodu.accounts.viewer import Viewer
from diaodu.journal.histories import as_of

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Known:
    """What one viewer may know: now (no position), or as of a position. Scope is that of today's memberships."""

    viewer: Viewer
    position: int | None
    day: date

    @cached_property
    def tree(self) -> UnitTree:
        return self.viewer.tree if self.day == self.viewer.day else UnitTree.on(self.day)

    def rows(self, model: type[Row]) -> QuerySet[Row]:
        """All rows of a historied model, whoever may see them: for children of rows that are visible."""
        rows: QuerySet[Row] = model._default_manager.all() if self.position is None else as_of(model, self.position)
        return rows

    def visible(self, model: type[Row]) -> QuerySet[Row]:
        """Rows of a historied model that the viewer may see, by the model's own rule."""
        # The rule is written for today's rows; what it asks of them holds for the rows of a history alike.
        own_rule: Any = type(model._default_manager.all())
        rows: QuerySet[Row] = own_rule.visible_to(self.rows(model), self.viewer)
        return rows
