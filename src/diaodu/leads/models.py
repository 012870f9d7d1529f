"""Investment leads (招商线索)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.models import Role, Unit
from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import Subject
from diaodu.journal.histories import histories

# A line department works on projects; leads under negotiation are not its business.
LEAD_ROLES = frozenset(Role) - {Role.LINE_DEPARTMENT}


class LeadQuerySet(models.QuerySet["Lead"]):
    def visible_to(self, viewer: Viewer) -> "LeadQuerySet":
        """Leads of units that this person may see in a role that deals with leads."""
        return self.filter(unit_id__in=viewer.units(LEAD_ROLES))


class Lead(models.Model):
    """An investment intention somebody is following, under the name it was reported by."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="lead")
    name = models.CharField(_("lead"), max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("followed by"))

    objects = LeadQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]

    def __str__(self) -> str:
        return self.name
