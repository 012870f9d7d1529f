"""The counter and its entries."""

from datetime import datetime

from django.db import models


class Head(models.Model):
    """The one row that hands out positions. It stays locked from the first change of a transaction to its commit."""

    position = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="journal_head_is_one_row")]


class EntryQuerySet(models.QuerySet["Entry"]):
    def position_at(self, moment: datetime) -> int:
        """The last position known at this moment; 0 before everything."""
        known = self.filter(recorded_at__lte=moment).order_by("-position").values_list("position", flat=True)
        return known.first() or 0


class Entry(models.Model):
    """One transaction that changed something: its position, moment, actor and verb.

    `recorded_at` never runs backwards along positions, so a moment maps to one position.
    `by` is a user's id without a foreign key: people stand a floor above, and no deletion may touch the journal.
    """

    position = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField(db_index=True)
    by = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)

    objects = EntryQuerySet.as_manager()
