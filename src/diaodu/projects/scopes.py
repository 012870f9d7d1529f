"""Which projects a reporting task asks about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.models import Unit
from diaodu.facts.reporting import ReportingTask


class TaskScope(models.Model):
    """The projects of a task: those listed on its programmes in the year of the period, in its phases, of its units.

    An empty part narrows nothing. It is settled with the task, so it keeps no history of its own.
    """

    task = models.OneToOneField(ReportingTask, on_delete=models.PROTECT, related_name="scope")
    programmes = models.ManyToManyField("projects.Programme", related_name="+", verbose_name=_("programmes"))
    phases = models.JSONField(_("phases"), default=list)
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("units, with those below them"))

    def __str__(self) -> str:
        return str(self.task)
