"""The place of a value in a source: one shape for citations, facts and drafted values."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """Where in a source something stands: one abstract base for citations, facts and drafted values.

    Exactly one kind: a cell (sheet · cell), characters [start, end) of the text as read, before restoring; a page;
    or "typed in the form by" somebody, which may stand beside the source that was on the screen.
    """

    sheet = models.CharField(_("sheet"), max_length=100, null=True)  # null says: not a cell
    cell = models.CharField(_("cell"), max_length=10, null=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    page = models.IntegerField(_("page"), null=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        db_constraint=False,
        related_name="+",
        verbose_name=_("typed in the form by"),
    )

    class Meta:
        abstract = True


def one_place(name: str) -> models.CheckConstraint:
    """The constraint that a row has exactly one kind of place, and all of it."""
    none = {f"{part}__isnull": True for part in ("sheet", "cell", "start", "end", "page", "typed_by", "source")}
    cell = Q(**none | {"sheet__isnull": False, "cell__isnull": False, "source__isnull": False})
    text = Q(**none | {"start__isnull": False, "end__isnull": False, "source__isnull": False})
    text &= Q(start__gte=0, end__gt=F("start"))
    page = Q(**none | {"page__isnull": False, "source__isnull": False}, page__gte=1)
    typed = {part: value for part, value in none.items() if part != "source__isnull"}
    by_hand = Q(**typed | {"typed_by__isnull": False})
    return models.CheckConstraint(condition=cell | text | page | by_hand, name=name)
