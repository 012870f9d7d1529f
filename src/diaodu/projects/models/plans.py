"""A project's plan (方案) and its annual plans."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.facts.models import Source
from diaodu.journal.histories import histories
from diaodu.projects.models.projects import Project, ProjectPartQuerySet


class Plan(models.Model):
    """How one project is to be brought through (方案): in words, or as a document that was received."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="plan")
    text = models.TextField(pgettext_lazy("plan", "text"), blank=True)
    document = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    number = models.CharField(_("document number"), max_length=100, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | Q(document__isnull=False), name="plan_says_something")
        ]

    def __str__(self) -> str:
        return self.text[:60] or str(self.document)


class CurveKind(models.TextChoices):
    """How the year's money is spread over the year."""

    STRAIGHT = "straight", pgettext_lazy("curve", "evenly, month by month")
    OWN = "own", pgettext_lazy("curve", "by its own curve")


class AnnualPlanQuerySet(ProjectPartQuerySet):
    def standing(self) -> "AnnualPlanQuerySet":
        """The highest version of each project and year."""
        later = AnnualPlan.objects.filter(
            project=OuterRef("project"), year=OuterRef("year"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(later))


class AnnualPlan(models.Model):
    """What is to be invested and reached in a year. It never changes: an adjustment is another version.

    `points` are cumulative 分 by period code, `image` the image progress to be reached by quarter code, `nodes_due` the
    milestones as they were due when the plan was adopted: [{milestone, due_on}].
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="annual_plans")
    year = models.PositiveSmallIntegerField(_("year"))
    version = models.PositiveSmallIntegerField(_("version"))
    document = models.CharField(_("document number"), max_length=100, blank=True)
    amount_fen = models.BigIntegerField(_("planned for the year"), null=True, validators=[MinValueValidator(0)])
    curve_kind = models.CharField(_("curve"), max_length=8, choices=CurveKind.choices, default=CurveKind.STRAIGHT)
    points = models.JSONField(default=dict)
    image = models.JSONField(default=dict)
    nodes_due = models.JSONField(default=list)
    decided_on = models.DateField(_("decided on"), null=True)

    objects = AnnualPlanQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["year", "version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "version"], name="annual_plan_version_once"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(document=""), name="annual_plan_adjusted_by_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.year} v{self.version}"
