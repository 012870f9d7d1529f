"""Physical work (实物工作量) and the benefit that was promised."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.facts.models import Subject
from diaodu.journal.histories import histories
from diaodu.projects.models.projects import Project, ProjectPartQuerySet


class WorkItem(models.Model):
    """A quantity to be built, in a unit of its own (m³, 亩, 台). What is done is reported about its subject."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="work_items")
    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="work_item")
    name = models.CharField(pgettext_lazy("work", "name"), max_length=100)
    unit_words = models.CharField(_("counted in"), max_length=20)
    planned_thousandths = models.BigIntegerField(
        pgettext_lazy("work", "planned"), null=True, blank=True, validators=[MinValueValidator(0)]
    )

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="work_item_named_once")]

    def __str__(self) -> str:
        return self.name


class PromisedMeasure(models.TextChoices):
    """What may be promised of a project in production: codes of measures."""

    OUTPUT_VALUE = "output_value", pgettext_lazy("benefit", "output")
    TAX_PAID = "tax_paid", pgettext_lazy("benefit", "tax")
    JOBS = "jobs", pgettext_lazy("benefit", "jobs")
    ENERGY_USED = "energy_used", pgettext_lazy("benefit", "energy used")


class BenefitPromise(models.Model):
    """What a project was said to bring by a year, in the measure's unit."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="promises")
    measure = models.CharField(pgettext_lazy("benefit", "what"), max_length=40, choices=PromisedMeasure.choices)
    amount = models.BigIntegerField(_("promised"), validators=[MinValueValidator(0)])
    by_year = models.PositiveSmallIntegerField(_("by the year"))

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["by_year", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "measure", "by_year"], name="promised_once")]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.by_year}"
