"""Reporting tasks (报送任务), and a unit's report for one period from draft to acceptance."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.engine.dues import DueRule
from diaodu.engine.periods import Cadence
from diaodu.facts.places import Place, one_place
from diaodu.journal.histories import histories
from diaodu.journal.models import Kept
from diaodu.journal.writing import Recorded

CADENCES = [
    (Cadence.TEN_DAYS.value, _("every ten days")),
    (Cadence.WEEK.value, _("every week")),
    (Cadence.MONTH.value, _("every month")),
    (Cadence.QUARTER.value, _("every quarter")),
]
DUE_RULES = [
    (DueRule.WORKDAYS_AFTER.value, _("working days after the period")),
    (DueRule.DAY_OF_NEXT_MONTH.value, _("day of the next month, or the next working day")),
]


class TypedIn(models.TextChoices):
    """In which unit an amount is typed and shown; kept in fen all the same."""

    YUAN = "yuan", pgettext_lazy("amount", "yuan")
    WAN = "wan", _("ten thousand yuan")
    YI = "yi", _("hundred million yuan")


class ReportingTaskQuerySet(models.QuerySet["ReportingTask"]):
    def visible_to(self, viewer: Viewer) -> "ReportingTaskQuerySet":
        """Tasks of the governments that this person works below, and of those in their area."""
        above = {unit_id for own in viewer.own_units for unit_id in viewer.tree.above(own)}
        return self.filter(unit_id__in=viewer.units() | above)


class ReportingTask(Kept):
    """A standing request: which measures are reported for which kind of period, and until when.

    What it asks about, and how often, never changes: another question is another task. It ends on a day.
    """

    name = models.CharField(pgettext_lazy("task", "name"), max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    cadence = models.CharField(_("how often"), max_length=10, choices=CADENCES)
    due_rule = models.CharField(_("due"), max_length=20, choices=DUE_RULES)
    due_number = models.PositiveSmallIntegerField(_("number of the rule"))
    remind_before = models.JSONField(_("reminders before"), default=list, help_text="working days before it is due")
    remind_after = models.JSONField(_("reminders after"), default=list, help_text="working days after it was due")
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True)
    measures = models.ManyToManyField("facts.Measure", through="facts.AskedMeasure", related_name="+")

    objects = ReportingTaskQuerySet.as_manager()
    history = histories()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")), name="task_lasts"),
        ]

    def __str__(self) -> str:
        return self.name


class AskedMeasure(Recorded):
    """One column of a task's form."""

    task = models.ForeignKey(ReportingTask, on_delete=models.PROTECT, related_name="columns")
    measure = models.ForeignKey("facts.Measure", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    typed_in = models.CharField(max_length=10, choices=TypedIn.choices, default=TypedIn.WAN)

    class Meta:
        ordering: ClassVar[list[str]] = ["order"]
        constraints = [models.UniqueConstraint(fields=["task", "measure"], name="measure_asked_once")]

    def __str__(self) -> str:
        return str(self.measure)


class SubmissionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("submission", "draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved by the county")
    ACCEPTED = "accepted", _("accepted")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, viewer: Viewer) -> "SubmissionQuerySet":
        """Submissions of units that this person may see."""
        return self.filter(unit_id__in=viewer.units())

    def late(self, *, now: datetime) -> "SubmissionQuerySet":
        """Not submitted by the end of the day it was due, or submitted after it."""
        return self.filter(Q(submitted_at__gt=F("due_at")) | self._unsent(now))

    def overdue(self, *, now: datetime) -> "SubmissionQuerySet":
        """Never submitted, although the day that it was due is over."""
        return self.filter(self._unsent(now))

    def in_time(self) -> "SubmissionQuerySet":
        return self.filter(submitted_at__lte=F("due_at"))

    def owed(self) -> "SubmissionQuerySet":
        """Those that wait for the unit: not submitted yet, or returned."""
        return self.filter(state__in=(SubmissionState.DRAFT, SubmissionState.RETURNED))

    @staticmethod
    def _unsent(now: datetime) -> Q:
        return Q(submitted_at__isnull=True, due_at__lt=now)


class Submission(Kept):
    """One unit's report for one period, to one task or outside of any.

    While it is a draft, or returned, its values stand in `drafted` and are known to nobody else; submitting makes
    them facts. Acceptance locks: what changes afterwards is a correction with a reason.
    """

    task = models.ForeignKey(
        ReportingTask, on_delete=models.PROTECT, null=True, related_name="submissions", verbose_name=_("reporting task")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("unit"))
    period = models.CharField(_("period"), max_length=10)
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(max_length=10, choices=SubmissionState.choices, default=SubmissionState.DRAFT)
    # Sealed histories name this column, so it stays; drafted values have their own table.
    draft = models.JSONField(default=list, editable=False)
    reasons = models.JSONField(default=list, help_text="why it was returned: [{subject, measure, source_kind, reason}]")
    explanations = models.JSONField(
        default=list, help_text="what the unit said to checks: [{subject, measure, source_kind, words}]"
    )
    submitted_at = models.DateTimeField(_("first submitted"), null=True)

    objects = SubmissionQuerySet.as_manager()
    history = histories()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period"], condition=Q(task__isnull=True), name="submission_once_per_period"
            ),
            models.UniqueConstraint(fields=["task", "unit", "period"], name="submission_once_per_task_and_period"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"

    @property
    def is_late(self) -> bool:
        return self.submitted_at is not None and self.submitted_at > self.due_at

    @property
    def is_owed(self) -> bool:
        return self.state in (SubmissionState.DRAFT, SubmissionState.RETURNED)


class AskedSubject(Recorded):
    """What a submission is asked about: settled when its period opens, one row of its form."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="asked")
    subject = models.ForeignKey("facts.Subject", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "subject"], name="subject_asked_once")]

    def __str__(self) -> str:
        return f"{self.submission} {self.subject}"


class DraftedValue(Place):
    """A value typed and not yet submitted: known to the unit's reporters alone, and gone once it is a fact.

    Neither number nor text says: explicitly not reported. `position` is that of the entry that wrote it, by which
    two people at one form notice each other.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="drafted")
    subject = models.ForeignKey("facts.Subject", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey("facts.Measure", on_delete=models.PROTECT, related_name="+")
    source_kind = models.PositiveSmallIntegerField()
    number = models.BigIntegerField(null=True)
    text = models.TextField(null=True)  # null says: the value is not words
    source = models.ForeignKey("facts.Source", on_delete=models.PROTECT, null=True, related_name="+")
    explanation = models.TextField(blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    position = models.BigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            one_place("drafted_value_has_one_place"),
            models.CheckConstraint(condition=~Q(number__isnull=False, text__isnull=False), name="drafted_one_value"),
            models.UniqueConstraint(
                fields=["submission", "subject", "measure", "source_kind"], name="drafted_once_per_key"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number if self.text is None else self.text)


class Reminder(Recorded):
    """The one digest that a person got on a day about reports that wait for them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="reminded_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"
