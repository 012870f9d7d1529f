"""Where a project's money comes from."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import pgettext_lazy

from diaodu.facts.models import Subject
from diaodu.journal.histories import histories
from diaodu.projects.models.projects import Project, ProjectPartQuerySet


class FundingKind(models.TextChoices):
    """Kinds of money, as the investment platforms split them."""

    CENTRAL_BUDGET = "central_budget", pgettext_lazy("funding", "central budget investment")
    CENTRAL_OTHER = "central_other", pgettext_lazy("funding", "other central funds")
    LOCAL_BUDGET = "local_budget", pgettext_lazy("funding", "local budget investment")
    LOCAL_FISCAL = "local_fiscal", pgettext_lazy("funding", "local fiscal funds")
    LOCAL_SPECIAL = "local_special", pgettext_lazy("funding", "local special funds")
    OWN_CAPITAL = "own_capital", pgettext_lazy("funding", "own capital")
    BANK_LOAN = "bank_loan", pgettext_lazy("funding", "bank loans")
    BONDS = "bonds", pgettext_lazy("funding", "bonds")
    FOREIGN = "foreign", pgettext_lazy("funding", "foreign funds")
    OTHER = "other", pgettext_lazy("funding", "other")


class FundingLine(models.Model):
    """One layer of the funding stack. What is planned stands here; what is in place is reported about its subject."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="funding")
    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="funding_line")
    kind = models.CharField(pgettext_lazy("funding", "kind"), max_length=16, choices=FundingKind.choices)
    note = models.CharField(pgettext_lazy("funding", "from whom"), max_length=100, blank=True)
    planned_fen = models.BigIntegerField(
        pgettext_lazy("funding", "planned"), null=True, blank=True, validators=[MinValueValidator(0)]
    )

    objects = ProjectPartQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [models.UniqueConstraint(fields=["project", "kind", "note"], name="funding_line_once")]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.get_kind_display(), self.note]))
