"""Subjects, sources and citations. Sources and citations are never changed or deleted; the database refuses."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Unit
from diaodu.accounts.viewer import Viewer
from diaodu.journal.models import Entry


class SubjectKind(models.TextChoices):
    PROJECT = "project", _("project")
    LEAD = "lead", _("investment lead")
    MEETING = "meeting", _("meeting")
    DIRECTIVE = "directive", _("directive")


class Subject(models.Model):
    """What facts and citations are about. Each typed record owns one, so facts need to know none of them."""

    kind = models.CharField(max_length=20, choices=SubjectKind.choices)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class SourceKind(models.TextChoices):
    FILE = "file", pgettext_lazy("source", "file")
    PASTED = "pasted", _("pasted text")
    FORM = "form", _("form")


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, viewer: Viewer) -> "SourceQuerySet":
        """Sources received for units that this person may see."""
        return self.filter(unit_id__in=viewer.units())


class Source(models.Model):
    """A file, page or form as received. The bytes are kept under their SHA-256 and never change."""

    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(_("bytes"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("received for"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_column="position")

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="source_received_once_per_unit")]

    def __str__(self) -> str:
        return self.name


class Citation(models.Model):
    """The evidence of one typed field: subject · field · the place in a source that says so.

    The place of a text is its characters [start, end), counted in the text as read from the source, before restoring.
    A later citation of the same field supersedes an earlier one.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="citations")
    field = models.CharField(max_length=40)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    start = models.IntegerField()
    end = models.IntegerField()
    words = models.TextField(_("the words as they stand there"))
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_column="position")

    class Meta:
        ordering: ClassVar[list[str]] = ["subject_id", "field", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__gte=0, end__gt=models.F("start")), name="citation_has_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.words
