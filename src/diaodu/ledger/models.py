"""Views of the ledger that people keep: columns, filters and order under a name. Whose rows they show is asked anew."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.journal.histories import histories


class SharedWith(models.TextChoices):
    """Who else finds a view on their page."""

    NOBODY = "nobody", pgettext_lazy("shared with", "myself")
    UNIT = "unit", pgettext_lazy("shared with", "my unit")
    ALL = "all", pgettext_lazy("shared with", "everybody")


class KeptViewQuerySet(models.QuerySet["KeptView"]):
    def visible_to(self, viewer: Viewer) -> "KeptViewQuerySet":
        """One's own, those of one's units, and those for everybody."""
        if not viewer.roles:
            return self.none()
        own, mine = Q(owner=viewer.user), Q(shared_with=SharedWith.UNIT, unit_id__in=viewer.own_units)
        return self.filter(own | mine | Q(shared_with=SharedWith.ALL))


class KeptView(models.Model):
    """A question to the ledger under a name. It holds no rows: everybody sees in it what they may see anyway."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="kept_views", verbose_name=_("owner of a view")
    )
    name = models.CharField(pgettext_lazy("view", "name"), max_length=40)
    query = models.TextField(_("columns, filters and order"), blank=True, max_length=4000)
    shared_with = models.CharField(
        _("shared with"), max_length=10, choices=SharedWith.choices, default=SharedWith.NOBODY
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))

    objects = KeptViewQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="view_named_once_by_its_owner"),
            models.CheckConstraint(
                condition=Q(shared_with="unit", unit__isnull=False) | ~Q(shared_with="unit") & Q(unit__isnull=True),
                name="view_shared_with_a_unit_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.name
