"""Dispatch meetings: series, meetings, attendance, agenda entries, directives."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import Subject
from diaodu.journal.histories import histories
from diaodu.leads.models import Lead
from diaodu.projects.models import Project


class Series(models.Model):
    """A numbered row of meetings, such as 全市招商引资调度会. A meeting may belong to several."""

    name = models.CharField(_("series"), max_length=100)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    history = histories()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="series_named_once")]

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, viewer: Viewer) -> "MeetingQuerySet":
        """Meetings of units that this person may see."""
        return self.filter(unit_id__in=viewer.units())


class Meeting(models.Model):
    """A dispatch meeting that was held."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="meeting")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("convened by"))
    title = models.CharField(_("meeting"), max_length=200)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    ordinal = models.PositiveIntegerField(_("number in its series"), null=True, blank=True)
    held_on = models.DateField(_("date"), null=True, blank=True)
    chair = models.CharField(_("chair"), max_length=60, blank=True)

    objects = MeetingQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[models.OrderBy | str]] = [models.F("held_on").desc(nulls_last=True), "-id"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody named as present."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)

    history = histories()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="attends_once")]

    def __str__(self) -> str:
        return self.name


class AgendaEntry(models.Model):
    """A project or a lead that the meeting took up."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    order = models.PositiveIntegerField(_("order"))
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_entries")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_entries")

    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=True) ^ Q(lead__isnull=True), name="agenda_entry_is_about_one_thing"
            ),
            models.UniqueConstraint(fields=["meeting", "project"], name="project_once_on_an_agenda"),
            models.UniqueConstraint(fields=["meeting", "lead"], name="lead_once_on_an_agenda"),
        ]

    def __str__(self) -> str:
        return str(self.project or self.lead)


class DirectiveKind(models.TextChoices):
    DEMAND = "demand", _("demand")
    POLICY = "policy", _("ask for policy")


class DirectiveQuerySet(models.QuerySet["Directive"]):
    def visible_to(self, viewer: Viewer) -> "DirectiveQuerySet":
        """Directives of meetings of units that this person may see."""
        return self.filter(meeting__unit_id__in=viewer.units())


class Directive(models.Model):
    """What the meeting demanded of somebody, in its own words."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="directive")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="directives")
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=DirectiveKind.choices, default=DirectiveKind.DEMAND)
    number = models.PositiveSmallIntegerField(_("its number in the text"), null=True, blank=True)
    party = models.CharField(_("who"), max_length=200, blank=True)
    text = models.TextField(_("what"))
    due_words = models.CharField(_("by when, in the words of the text"), max_length=60, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)

    objects = DirectiveQuerySet.as_manager()
    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]

    def __str__(self) -> str:
        return self.text
