"""Runs and what they found; which light schemes a city uses; approved reasons and overrides."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.models import Role, Unit
from diaodu.accounts.viewer import Viewer
from diaodu.engine.indicators.declaring import Figure
from diaodu.facts.models import Source
from diaodu.journal.histories import histories
from diaodu.projects.models import Milestone, Project

# Who proposes an approved reason or an override, and who decides on one: never the same person.
PROPOSING_ROLES = frozenset({Role.DISPATCHER})
DECIDING_ROLES = frozenset({Role.DISPATCHER, Role.LEADER})
CHOOSING_ROLES = frozenset({Role.DISPATCHER})


class Run(models.Model):
    """One computation: of a period, from what was known at a position, by the declarations of a digest.

    Its findings can always be computed again from these three, so they are replaced and not kept.
    """

    period = models.CharField(_("period"), max_length=10)
    position = models.BigIntegerField()
    declarations = models.CharField(max_length=64, help_text="SHA-256 of the catalogue and the light schemes")
    computed_at = models.DateTimeField(_("computed"))
    projects = models.IntegerField(_("projects computed"))
    is_whole = models.BooleanField(help_text="all projects of the period, not only those that had changed")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [models.Index(fields=["period", "-id"], name="run_of_period")]

    def __str__(self) -> str:
        return f"{self.period} @{self.position}"


class FindingKind(models.TextChoices):
    PROJECT = "project", pgettext_lazy("finding", "project")
    UNIT = "unit", pgettext_lazy("finding", "unit")
    PROGRAMME = "programme", pgettext_lazy("finding", "programme")
    WHOLE = "whole", pgettext_lazy("finding", "the whole")


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, viewer: Viewer) -> "FindingQuerySet":
        """Findings of projects and units that this person may see; those of programmes and of the whole, for who sees
        all units."""
        units = viewer.units()
        projects = Project.objects.visible_to(viewer).order_by().values("id")
        own = Q(kind=FindingKind.PROJECT, owner_id__in=projects) | Q(kind=FindingKind.UNIT, owner_id__in=units)
        if units >= frozenset(viewer.tree.states):
            own |= Q(kind__in=(FindingKind.PROGRAMME, FindingKind.WHOLE))
        return self.filter(own)

    def of_projects(self, period: str) -> "FindingQuerySet":
        return self.filter(period=period, kind=FindingKind.PROJECT)

    def of_groups(self, period: str) -> "FindingQuerySet":
        return self.filter(period=period).exclude(kind=FindingKind.PROJECT)


class Finding(models.Model):
    """Every indicator of one project, unit, programme, or of the whole, in one period.

    `figures` holds by code [numerator, denominator], for groups [numerator, denominator, how many of the members have
    one, members]; an indicator that is not in it was not reported. `inputs` holds the row that a project's figures were
    computed from, `fact_ids` the reported facts beneath it.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="findings")
    period = models.CharField(_("period"), max_length=10)
    kind = models.CharField(max_length=10, choices=FindingKind.choices)
    owner_id = models.BigIntegerField(help_text="id of the project, unit or programme; 0 is the whole")
    figures = models.JSONField(default=dict)
    inputs = models.JSONField(default=dict)
    fact_ids = models.JSONField(default=list)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "kind", "owner_id"], name="one_finding_in_a_period")]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_id} {self.period}"

    def figure(self, code: str) -> Figure:
        numbers = self.figures.get(code)
        return Figure(None) if numbers is None else Figure(numbers[0], numbers[1])


# The worst of a project's lights.
TOGETHER = "together"


class LightFindingQuerySet(models.QuerySet["LightFinding"]):
    def visible_to(self, viewer: Viewer) -> "LightFindingQuerySet":
        return self.filter(project_id__in=Project.objects.visible_to(viewer).order_by().values("id"))


class LightFinding(models.Model):
    """What one light scheme says of one project in one period: its level, and the reason in both languages.

    `judged_level` is what the rule alone says, whatever excuses or overrides it. The scheme TOGETHER is the worst of
    the project's lights, with the reasons of all that are not met.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="lights")
    period = models.CharField(_("period"), max_length=10)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=60)
    level = models.CharField(max_length=20)
    token = models.CharField(max_length=6)
    words_zh = models.CharField(max_length=60)
    words_en = models.CharField(max_length=60)
    reason_zh = models.TextField()
    reason_en = models.TextField()
    contributions = models.JSONField(default=list)
    judged_level = models.CharField(max_length=20)

    objects = LightFindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "project", "scheme"], name="one_light_in_a_period"),
        ]
        indexes = [models.Index(fields=["period", "scheme", "token"], name="lights_of_period")]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        return self.words_zh if _is_chinese() else self.words_en

    @property
    def reason(self) -> str:
        return self.reason_zh if _is_chinese() else self.reason_en


class LightChoice(models.Model):
    """Which light schemes, by their codes, a unit and those below it go by from a day on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    schemes = models.JSONField(_("light schemes"))
    from_on = models.DateField(_("from"))

    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["from_on", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "from_on"], name="one_choice_from_a_day")]

    def __str__(self) -> str:
        return ", ".join(self.schemes)


class Decision(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("decision", "proposed")
    APPROVED = "approved", pgettext_lazy("decision", "approved")
    REFUSED = "refused", pgettext_lazy("decision", "refused")


class DecidedQuerySet(models.QuerySet["LightDecision"]):
    def visible_to(self, viewer: Viewer) -> "DecidedQuerySet":
        return self.filter(project_id__in=Project.objects.visible_to(viewer).order_by().values("id"))

    def in_force(self, on: date) -> "DecidedQuerySet":
        """Approved, and valid on this day."""
        return self.filter(state=Decision.APPROVED, from_on__lte=on, to_on__gte=on)


class LightDecision(models.Model):
    """A light that does not say what its rule says, for a stretch of days: proposed by one person, decided by another.

    Without a level it is an approved reason (正当理由), which the rule itself knows; with one, an override (改判).
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="light_decisions")
    scheme = models.CharField(_("light scheme"), max_length=60)
    level = models.CharField(_("level to show"), max_length=20, blank=True)
    words = models.TextField(_("reason"))
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=10, choices=Decision.choices, default=Decision.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DecidedQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="light_decision_lasts"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="light_decision_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True)
                | Q(state__in=("approved", "refused"), decided_by__isnull=False),
                name="light_decision_is_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class MapOutline(models.Model):
    """The uploaded outlines that a government's map is drawn with: the newest one counts."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("file"))

    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return self.source.name


class ForecastBasis(models.Model):
    """What forecasts rest on: what was known at a position, on which day, and how earlier forecasts of this kind did.

    `calibration` is null while there is too little past to try forecasts on. Forecasts are replaced like findings.
    """

    position = models.BigIntegerField()
    asked_on = models.DateField(_("as known on"))
    computed_at = models.DateTimeField(_("computed"))
    calibration = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.asked_on} @{self.position}"


class OfProjectQuerySet(models.QuerySet[Any]):
    def visible_to(self, viewer: Viewer) -> "OfProjectQuerySet":
        return self.filter(project_id__in=Project.objects.visible_to(viewer).order_by().values("id"))


class Forecast(models.Model):
    """A distribution in three quantiles and a chance, or the reason why there is none (`why_…`).

    `classes` are the classes of past cases that had a say, the widest first: [{klass, n, say}], `say` and `chance` in
    hundredths of a percent. `reasons` are past cases of the narrowest.
    """

    basis = models.ForeignKey(ForecastBasis, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    chance = models.PositiveSmallIntegerField(null=True)
    n = models.IntegerField()
    classes = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    why_zh = models.TextField(blank=True)
    why_en = models.TextField(blank=True)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def why(self) -> str:
        return self.why_zh if _is_chinese() else self.why_en

    @property
    def percent(self) -> int | None:
        """The chance in whole percent: more digits would claim too much."""
        return None if self.chance is None else (self.chance + 50) // 100


class FinishForecast(Forecast):
    """When an open milestone will be done; without a milestone, when the project will be finished."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, null=True, related_name="+")
    planned_on = models.DateField()
    p10_on = models.DateField(null=True)
    p50_on = models.DateField(null=True)
    p90_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["milestone"], name="one_forecast_of_a_milestone"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(milestone__isnull=True), name="one_forecast_of_a_finish"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on} → {self.p50_on}"


class YearEndForecast(Forecast):
    """How much of a year's plan will be invested by its end. `band` by month: [month, planned, P10, P50, P90] in 分."""

    year = models.PositiveSmallIntegerField()
    plan_fen = models.BigIntegerField()
    reported_month = models.PositiveSmallIntegerField()
    p10_fen = models.BigIntegerField(null=True)
    p50_fen = models.BigIntegerField(null=True)
    p90_fen = models.BigIntegerField(null=True)
    band = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project"], name="one_forecast_of_a_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.p50_fen}"


def _is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
