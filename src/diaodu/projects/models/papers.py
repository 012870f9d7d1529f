"""What proves a project: approvals and dated photos."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.facts.models import Source
from diaodu.journal.histories import histories
from diaodu.projects.models.milestones import Milestone
from diaodu.projects.models.projects import Project, ProjectPartQuerySet


class ApprovalKind(models.TextChoices):
    """What was approved (批复事项)."""

    FILING = "filing", pgettext_lazy("approval", "filing or project approval")
    FEASIBILITY = "feasibility", pgettext_lazy("approval", "feasibility study")
    DESIGN = "design", pgettext_lazy("approval", "preliminary design")
    PLANNING = "planning", pgettext_lazy("approval", "planning permit")
    ENVIRONMENT = "environment", pgettext_lazy("approval", "environmental assessment")
    ENERGY = "energy", pgettext_lazy("approval", "energy review")
    LAND_REVIEW = "land_review", pgettext_lazy("approval", "land pre-examination")
    LAND_SUPPLY = "land_supply", pgettext_lazy("approval", "land supply")
    CONSTRUCTION = "construction", pgettext_lazy("approval", "construction permit")
    OTHER = "other", pgettext_lazy("approval", "other")


class Approval(models.Model):
    """A document by which an authority approved something of the project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="approvals")
    kind = models.CharField(pgettext_lazy("approval", "kind"), max_length=12, choices=ApprovalKind.choices)
    document = models.CharField(pgettext_lazy("approval", "document"), max_length=200)
    number = models.CharField(_("document number"), max_length=100, blank=True)
    on = models.DateField(pgettext_lazy("approval", "date"), null=True, blank=True)

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[models.OrderBy | str]] = [models.F("on").asc(nulls_last=True), "id"]

    def __str__(self) -> str:
        return self.document


class Photo(models.Model):
    """A picture of the site. Date and point are the camera's where it wrote them, else the day that a person named."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="photos")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="photos")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="photos", verbose_name=_("node")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    is_camera_date = models.BooleanField(_("dated by the camera"), default=False)
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    longitude = models.IntegerField(_("longitude in millionths of a degree"), null=True, blank=True)
    latitude = models.IntegerField(_("latitude in millionths of a degree"), null=True, blank=True)

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[models.OrderBy | str]] = [models.F("taken_on").desc(nulls_last=True), "-id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "source"], name="photo_once"),
            models.CheckConstraint(
                condition=Q(is_camera_date=False) | Q(taken_on__isnull=False), name="photo_camera_date_is_a_date"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or str(self.source)
