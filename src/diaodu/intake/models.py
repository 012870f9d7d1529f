"""What became of a received text or ledger: readings, drafts that a person confirms, imports with their mappings."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Role, Unit
from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import Source, Subject
from diaodu.journal.histories import histories
from diaodu.projects.models import Project

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


class SheetMapping(models.Model):
    """What the columns of a table fill, as a person settled it: remembered for the unit by the shape of the sheet."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    shape = models.CharField(max_length=64, help_text="SHA-256 of the heads")
    heads = models.JSONField(help_text="the heads, for a person")
    content = models.JSONField(
        help_text="`intake.ledger.mapping.Mapping` as JSON; null: this table is left out", null=True
    )

    history = histories()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "shape"], name="mapping_once_per_shape")]

    def __str__(self) -> str:
        return " · ".join(path[-1] for path in self.heads if path)[:100]


class RegisterKey(models.Model):
    """The number under which a ledger knows a project, where it has no national code."""

    register = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="register_keys")

    history = histories()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "key"], name="register_key_once")]

    def __str__(self) -> str:
        return f"{self.register} {self.key}"


class ImportState(models.TextChoices):
    READING = "reading", pgettext_lazy("import", "being read")
    MAPPING = "mapping", pgettext_lazy("import", "to map")
    PLANNING = "planning", pgettext_lazy("import", "dry run under way")
    PLANNED = "planned", pgettext_lazy("import", "to confirm")
    IMPORTING = "importing", pgettext_lazy("import", "being imported")
    DONE = "done", pgettext_lazy("import", "imported")
    REFUSED = "refused", pgettext_lazy("import", "cannot be read")
    CANCELLED = "cancelled", pgettext_lazy("import", "cancelled")

    @property
    def is_at_work(self) -> bool:
        return self in (ImportState.READING, ImportState.PLANNING, ImportState.IMPORTING)


class LedgerImportQuerySet(models.QuerySet["LedgerImport"]):
    def visible_to(self, viewer: Viewer) -> "LedgerImportQuerySet":
        """Imports for units that this person may see."""
        return self.filter(unit_id__in=viewer.units())


class LedgerImport(models.Model):
    """One file's way into the ledger: read, mapped, tried, confirmed by a person, imported as a whole or not at all."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("received for"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.READING)
    refusal = models.JSONField(null=True, help_text="code and placeholders of why it cannot be read")
    tables = models.JSONField(default=list, help_text="[{sheet, shape, heads, samples, rows, mapping, confidence}]")
    period = models.CharField(_("period"), max_length=10, blank=True)
    decisions = models.JSONField(default=dict, help_text='{"table:row": subject, or "new"}')
    counts = models.JSONField(default=dict, help_text="rows by state, and cells written")
    position = models.BigIntegerField(null=True, help_text="of the entry that imported it")

    objects = LedgerImportQuerySet.as_manager()
    history = histories(excluded=("tables",))

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return str(self.source)


class PlannedRow(models.Model):
    """One row of a dry run: what would become of it. Made anew by each dry run; no history."""

    ledger_import = models.ForeignKey(LedgerImport, on_delete=models.CASCADE, related_name="planned_rows")
    order = models.PositiveIntegerField()
    table = models.PositiveSmallIntegerField()
    index = models.PositiveIntegerField(help_text="among the rows of the table that count")
    number = models.PositiveIntegerField(_("row"))
    state = models.CharField(max_length=10)
    name = models.CharField(max_length=200, blank=True)
    cells = models.JSONField(default=list, help_text="[{column, label, old, new}]")
    troubles = models.JSONField(default=list, help_text="[{column, zh, en, stops, found}]")
    alike = models.JSONField(default=list, help_text="[{subject, name, likeness}]")

    class Meta:
        ordering: ClassVar[list[str]] = ["order"]
        indexes = [models.Index(fields=["ledger_import", "state", "order"], name="planned_row_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
