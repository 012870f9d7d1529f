"""Key projects, the programmes that list them, and the units that share them."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import Subject
from diaodu.journal.histories import histories
from diaodu.projects.codes import valid_industry_code, valid_project_code
from diaodu.projects.models.firms import Firm

WHOLE = 10_000


class Programme(models.Model):
    """A list that projects stand on, such as 三十工程 or 省市重点项目."""

    name = models.CharField(pgettext_lazy("programme", "name"), max_length=60, unique=True)

    history = histories()

    def __str__(self) -> str:
        return self.name


class Phase(models.TextChoices):
    """How far a project has come (阶段). 达效 is judged from what was promised and what came of it."""

    RESERVE = "reserve", pgettext_lazy("phase", "in reserve")
    PREPARING = "preparing", pgettext_lazy("phase", "preparing")
    STARTED = "started", pgettext_lazy("phase", "started")
    BUILDING = "building", pgettext_lazy("phase", "building")
    FINISHED = "finished", pgettext_lazy("phase", "finished")
    PRODUCING = "producing", pgettext_lazy("phase", "producing")
    EFFECTIVE = "effective", pgettext_lazy("phase", "at full effect")

    @property
    def rank(self) -> int:
        return list(Phase).index(self)


class ConstructionType(models.TextChoices):
    """What kind of building it is (建设性质)."""

    NEW = "new", pgettext_lazy("construction", "new")
    EXTENSION = "extension", pgettext_lazy("construction", "extension")
    REBUILDING = "rebuilding", pgettext_lazy("construction", "rebuilding")
    UPGRADING = "upgrading", pgettext_lazy("construction", "technical upgrading")
    MOVING = "moving", pgettext_lazy("construction", "moving")
    OTHER = "other", pgettext_lazy("construction", "other")


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, viewer: Viewer) -> "ProjectQuerySet":
        """Projects that a unit which this person may see manages, hosts or brought in."""
        units = viewer.units()
        shared = Share.objects.filter(unit_id__in=units).values("project_id")
        return self.filter(Q(unit_id__in=units) | Q(id__in=shared))


class ProjectPartQuerySet(models.QuerySet[Any]):
    """Rows that belong to a project and are seen with it."""

    def visible_to(self, viewer: Viewer) -> "ProjectPartQuerySet":
        return self.filter(project_id__in=Project.objects.visible_to(viewer).order_by().values("id"))


class Project(models.Model):
    """A key project. Its name may change; its national code, once it has one, never does.

    An empty word and a missing number say that nobody has stated it.
    """

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="project")
    code = models.CharField(
        _("project code"), max_length=24, null=True, blank=True, unique=True, validators=[valid_project_code]
    )
    name = models.CharField(_("project name"), max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("managed by"))
    phase = models.CharField(_("phase"), max_length=10, choices=Phase.choices, blank=True)
    phase_on = models.DateField(_("in this phase since"), null=True, blank=True)
    construction_type = models.CharField(
        _("construction type"), max_length=10, choices=ConstructionType.choices, blank=True
    )
    industry = models.CharField(_("industry code"), max_length=5, blank=True, validators=[valid_industry_code])
    content = models.TextField(_("content and scale"), blank=True)
    total_investment_fen = models.BigIntegerField(
        _("total investment"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    funding_remark = models.TextField(_("why the funding differs from the total"), blank=True)
    place = models.CharField(pgettext_lazy("project", "place"), max_length=200, blank=True)
    longitude = models.IntegerField(_("longitude in millionths of a degree"), null=True, blank=True)
    latitude = models.IntegerField(_("latitude in millionths of a degree"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    starred = models.BooleanField(_("starred"), default=False)
    sponsor = models.CharField(_("sponsoring leader"), max_length=120, blank=True)
    responsible = models.CharField(_("person responsible"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Firm, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("owner")
    )
    planned_start_on = models.DateField(_("planned start"), null=True, blank=True)
    actual_start_on = models.DateField(_("actual start"), null=True, blank=True)
    planned_finish_on = models.DateField(_("planned finish"), null=True, blank=True)
    actual_finish_on = models.DateField(_("actual finish"), null=True, blank=True)

    objects = ProjectQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(-180_000_000, 180_000_000), latitude__range=(-90_000_000, 90_000_000)),
                name="project_stands_at_a_point",
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="project_is_not_part_of_itself"),
        ]

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


class ShareKind(models.TextChoices):
    """In what way a unit has part in a project, and so in the credit for it."""

    MANAGED = "managed", pgettext_lazy("share", "managed by")
    HOSTED = "hosted", pgettext_lazy("share", "hosted by")
    BROUGHT = "brought", pgettext_lazy("share", "brought by")


class Share(models.Model):
    """A unit's part in a project. The shares of one kind sum to the whole, in hundredths of a percent."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="shares")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    kind = models.CharField(pgettext_lazy("share", "kind"), max_length=10, choices=ShareKind.choices)
    hundredths = models.PositiveSmallIntegerField(_("share"))

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "-hundredths", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "unit", "kind"], name="share_once_per_unit"),
            models.CheckConstraint(condition=Q(hundredths__range=(1, WHOLE)), name="share_is_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.hundredths / 100:g} %"
