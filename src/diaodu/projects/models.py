"""Key projects and the programmes that list them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import Subject
from diaodu.journal.histories import histories
from diaodu.projects.scopes import TaskScope

__all__ = ["Listing", "Programme", "Project", "ProjectQuerySet", "TaskScope"]


class Programme(models.Model):
    """A list that projects stand on, such as 三十工程 or 省市重点项目."""

    name = models.CharField(pgettext_lazy("programme", "name"), max_length=60, unique=True)

    history = histories()

    def __str__(self) -> str:
        return self.name


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, viewer: Viewer) -> "ProjectQuerySet":
        """Projects of units that this person may see."""
        return self.filter(unit_id__in=viewer.units())


class Project(models.Model):
    """A key project. Its name may change; its national code, where it has one, never does."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="project")
    code = models.CharField(_("project code"), max_length=24, null=True, blank=True, unique=True)
    name = models.CharField(_("project name"), max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("managed by"))

    objects = ProjectQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Listing(models.Model):
    """A project stands on a programme's list for a year; one project may stand on many."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="listings")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="listings")
    year = models.PositiveSmallIntegerField(_("year"))

    history = histories()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "programme", "year"], name="listed_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"
