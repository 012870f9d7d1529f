"""Who works on a project: firms under contract, and its task force."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.journal.histories import histories
from diaodu.projects.models.firms import Firm
from diaodu.projects.models.projects import Project, ProjectPartQuerySet


class ParticipationKind(models.TextChoices):
    """What a firm does for a project (参建单位类型)."""

    CONSTRUCTION = "construction", pgettext_lazy("firm", "construction")
    SUPERVISION = "supervision", pgettext_lazy("firm", "supervision")
    DESIGN = "design", pgettext_lazy("firm", "design")
    SURVEY = "survey", pgettext_lazy("firm", "survey")
    EQUIPMENT = "equipment", pgettext_lazy("firm", "equipment")
    OTHER = "other", pgettext_lazy("firm", "other")


class Participation(models.Model):
    """A firm works on a project under a contract."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="participations")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="participations", verbose_name=_("firm"))
    kind = models.CharField(pgettext_lazy("firm", "does"), max_length=12, choices=ParticipationKind.choices)
    qualification = models.CharField(_("qualification"), max_length=100, blank=True)
    contract = models.CharField(_("contract section"), max_length=100, blank=True)
    contract_fen = models.BigIntegerField(_("contract sum"), null=True, blank=True)
    from_on = models.DateField(pgettext_lazy("contract", "from"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("contract", "until"), null=True, blank=True)
    manager = models.CharField(_("project manager"), max_length=100, blank=True)

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "firm", "kind", "contract"], name="participates_once"),
        ]

    def __str__(self) -> str:
        return f"{self.firm} {self.get_kind_display()}"


class TaskForce(models.Model):
    """The team named for one project (专班): 一项目一方案一专班."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="task_force")
    leader = models.CharField(_("led by"), max_length=60)
    members = models.TextField(_("members"), blank=True)
    document = models.CharField(_("document number"), max_length=100, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    def __str__(self) -> str:
        return self.leader
