"""Nodes of a project: templates, milestones with three dates, and the extensions that alone move a planned one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import Subject
from diaodu.journal.histories import histories
from diaodu.projects.models.projects import Project, ProjectPartQuerySet


class NodeKind(models.TextChoices):
    """Which part of a project's life a node belongs to."""

    PREPARATION = "preparation", pgettext_lazy("node", "before the start")
    CONSTRUCTION = "construction", pgettext_lazy("node", "construction")


class NodeTemplateQuerySet(models.QuerySet["NodeTemplate"]):
    def visible_to(self, viewer: Viewer) -> "NodeTemplateQuerySet":
        """The templates that ship, and those of units that this person may see."""
        return self.filter(Q(unit__isnull=True) | Q(unit_id__in=viewer.units())) if viewer.roles else self.none()


class NodeTemplate(models.Model):
    """A list of nodes to lay on a project. One without a unit ships with the house; a city edits its own."""

    name = models.CharField(pgettext_lazy("node template", "name"), max_length=60)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("used by")
    )

    objects = NodeTemplateQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["name", "unit"], name="node_template_named_once"),
            models.UniqueConstraint(fields=["name"], condition=Q(unit__isnull=True), name="node_template_shipped_once"),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateNode(models.Model):
    """One node of a template; `follows` names the node that must be done before it."""

    template = models.ForeignKey(NodeTemplate, on_delete=models.PROTECT, related_name="nodes")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(pgettext_lazy("node", "name"), max_length=60)
    kind = models.CharField(pgettext_lazy("node", "kind"), max_length=12, choices=NodeKind.choices)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("follows")
    )

    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["template", "name"], name="template_node_named_once")]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """A node of one project. Its planned date, once set, moves only by a granted extension."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="milestone")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(pgettext_lazy("node", "name"), max_length=100)
    kind = models.CharField(pgettext_lazy("node", "kind"), max_length=12, choices=NodeKind.choices)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible unit")
    )
    person = models.CharField(_("person responsible"), max_length=100, blank=True)
    planned_on = models.DateField(pgettext_lazy("node", "planned"), null=True, blank=True)
    forecast_on = models.DateField(pgettext_lazy("node", "forecast"), null=True, blank=True)
    actual_on = models.DateField(pgettext_lazy("node", "actual"), null=True, blank=True)
    predecessors = models.ManyToManyField(
        "self",
        symmetrical=False,
        through="Precedence",
        through_fields=("milestone", "predecessor"),
        related_name="successors",
    )

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "kind", "name"], name="milestone_named_once")]

    def __str__(self) -> str:
        return self.name


class Precedence(models.Model):
    """One milestone waits for another of the same project."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="waits_for")
    predecessor = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="precedes")

    history = histories()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["milestone", "predecessor"], name="precedes_once"),
            models.CheckConstraint(condition=~Q(milestone=models.F("predecessor")), name="precedes_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.milestone}"


class ExtensionReason(models.TextChoices):
    """Why a node cannot be met, in one word; the rest in the asker's own."""

    LAND = "land", pgettext_lazy("reason", "land")
    CLEARANCE = "clearance", pgettext_lazy("reason", "clearance of the site")
    FUNDS = "funds", pgettext_lazy("reason", "funds")
    APPROVALS = "approvals", pgettext_lazy("reason", "approvals")
    ENVIRONMENT = "environment", pgettext_lazy("reason", "environmental assessment")
    TENDERING = "tendering", pgettext_lazy("reason", "tendering")
    DESIGN = "design", pgettext_lazy("reason", "change of design")
    CONTRACTOR = "contractor", pgettext_lazy("reason", "contractor")
    OWNER = "owner", pgettext_lazy("reason", "owner's own reasons")
    UTILITIES = "utilities", pgettext_lazy("reason", "water, power, gas, heat, network")
    WEATHER = "weather", pgettext_lazy("reason", "weather")
    POLICY = "policy", pgettext_lazy("reason", "change of policy")
    OTHER = "other", pgettext_lazy("reason", "other")


class ExtensionState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("extension", "asked for")
    GRANTED = "granted", pgettext_lazy("extension", "granted")
    REFUSED = "refused", pgettext_lazy("extension", "refused")


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, viewer: Viewer) -> "ExtensionQuerySet":
        """Extensions of milestones of projects that this person may see."""
        return self.filter(milestone_id__in=Milestone.objects.visible_to(viewer).order_by().values("id"))


class Extension(models.Model):
    """Asking to move a planned date, before it has passed; decided by somebody else, and published beside the date."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="extensions")
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(pgettext_lazy("extension", "from"))
    to_on = models.DateField(pgettext_lazy("extension", "to"))
    reason_kind = models.CharField(_("reason"), max_length=12, choices=ExtensionReason.choices)
    words = models.TextField(_("in words"))
    state = models.CharField(_("state"), max_length=8, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True)
    decision = models.TextField(_("what the decision says"), blank=True)

    objects = ExtensionQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gt=models.F("from_on")), name="extension_is_later"),
            models.CheckConstraint(
                condition=Q(asked_on__lte=models.F("from_on")), name="extension_asked_before_expiry"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("asked_by")),
                name="extension_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["milestone"], condition=Q(state=ExtensionState.ASKED), name="extension_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.from_on} → {self.to_on}"
