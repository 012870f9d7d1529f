"""What became of a received text: its reading, and the drafts that a person confirms."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.models import Role
from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import Source, Subject
from diaodu.journal.histories import histories

# Who takes texts in and decides on their drafts. Everybody else with a role in their area reads.
COLLECTING_ROLES = frozenset({Role.DISPATCHER, Role.REPORTER, Role.INVESTMENT_OFFICER})


class ReadingState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being read")
    READY = "ready", _("ready")
    REFUSED = "refused", _("cannot be read")


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, viewer: Viewer) -> "ReadingQuerySet":
        """Readings of sources received for units that this person may see."""
        return self.filter(source__unit_id__in=viewer.units())


class Reading(models.Model):
    """A source as text: the text as it stood, the restored text, and every edit between them."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="reading")
    state = models.CharField(max_length=10, choices=ReadingState.choices, default=ReadingState.WAITING)
    done_share = models.PositiveSmallIntegerField(_("done, in hundredths"), default=0)
    refusal = models.JSONField(null=True, help_text="code and placeholders of why it cannot be read")
    # Until it has been read, the one that a person asked for.
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    original = models.TextField(blank=True)
    restored = models.TextField(blank=True)
    damaged = models.BooleanField(default=False)
    edits = models.JSONField(default=list, help_text="[{start, end, found, became, why, confidence, applied}]")
    notes = models.JSONField(default=list)

    objects = ReadingQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.source)


class DraftKind(models.TextChoices):
    MEETING = "meeting", _("meeting")
    PROJECT = "project", _("project")
    LEAD = "lead", _("investment lead")
    DIRECTIVE = "directive", _("directive")


class DraftState(models.TextChoices):
    PROPOSED = "proposed", _("to confirm")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")


class Draft(models.Model):
    """One record proposed from a text. `fields` holds for each field its value and where it stands in the original:
    {name: {"value": …, "start": n, "end": n}}. Further keys say where a value came from beyond its words:
    "year_from" ("text", "page", "received") of a date; "read", what the text says where a person typed something else.
    Start and end are absent for what stands nowhere in the text; "typed" marks what a person typed there.
    """

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=10, choices=DraftKind.choices)
    order = models.PositiveIntegerField()
    proposed_by = models.CharField(max_length=20, default="rules", help_text="rules, or model")
    fields = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.PROPOSED)
    record = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="drafts")
    made_record = models.BooleanField(default=False, help_text="whether confirming made the record, or joined one")
    made = models.JSONField(default=list, help_text="rows that confirming made, in order: [[model, id], …]")
    reason = models.CharField(_("reason of the rejection"), max_length=200, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    history = histories()

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.order}"
