"""The counter and its entries, and what a table promises about its rows."""

from datetime import datetime
from typing import ClassVar, NamedTuple

from django.db import models


class Refusal(NamedTuple):
    """A row that the database does not let in: why, and an SQL condition in which `{row}` stands for the new row.

    `columns`, when given, are all that the condition reads of the row: a bulk load is asked once per distinct value.
    """

    why: str
    condition: str
    columns: str = ""


class Kept(models.Model):
    """Rows of these tables may change and are never deleted; the database refuses."""

    class Meta:
        abstract = True


class AppendOnly(models.Model):
    """Rows of these tables are never changed or deleted, and enter only under the open position; the database refuses.

    Every such table has a column `position`.
    """

    refused_rows: ClassVar[tuple[Refusal, ...]] = ()

    class Meta:
        abstract = True


class Head(models.Model):
    """The one row that hands out positions. It stays locked from the first change of a transaction to its commit.

    `is_open` is true only inside the transaction that took the position: whoever reads a committed head sees it closed,
    and so nothing can slip in under a position that somebody may already have reported on.
    """

    position = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="journal_head_is_one_row")]


class EntryQuerySet(models.QuerySet["Entry"]):
    def position_at(self, moment: datetime) -> int:
        """The last position known at this moment; 0 before everything."""
        known = self.filter(recorded_at__lte=moment).order_by("-position").values_list("position", flat=True)
        return known.first() or 0


class Entry(AppendOnly):
    """One transaction that changed something: its position, moment, actor and verb.

    `recorded_at` never runs backwards along positions, so a moment maps to one position.
    `by` is a user's id without a foreign key: people stand a floor above, and no deletion may touch the journal.
    """

    position = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField(db_index=True)
    by = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)

    objects = EntryQuerySet.as_manager()
