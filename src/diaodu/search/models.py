"""What can be searched: the words under which each record was ever known. Derived: `catch_up` writes all of it."""

from django.db import models


class Indexed(models.Model):
    """One row: up to which position of the journal the index has read."""

    position = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="search_indexed_is_one_row")]

    def __str__(self) -> str:
        return str(self.position)


class Words(models.Model):
    """What a record was called from a position on, normalised. Earlier words stay: a former name finds it, too.

    Its pairs of characters stand beside the model, as each engine keeps such things best (`pairs.py`).
    """

    kind = models.CharField(max_length=20)
    record = models.BigIntegerField()
    position = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record", "text"], name="search_words_once")]

    def __str__(self) -> str:
        return self.text
