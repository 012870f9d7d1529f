"""Subjects, sources, citations, facts, submissions. Evidence is never changed or deleted: the database refuses."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.models import Role, Unit
from diaodu.accounts.viewer import Viewer
from diaodu.facts.places import Place, one_place
from diaodu.facts.reporting import Submission, SubmissionState
from diaodu.journal.histories import histories
from diaodu.journal.models import Entry, Kept, Refusal
from diaodu.journal.writing import Recorded

# Who reports for a unit, who returns, approves and accepts its reports, and who corrects what was reported.
REPORTING_ROLES = frozenset({Role.REPORTER})
REVIEWING_ROLES = frozenset({Role.DISPATCHER})
CORRECTING_ROLES = REPORTING_ROLES | REVIEWING_ROLES
# Seals tell of everybody's entries: they are for those who watch over the whole.
SEAL_ROLES = frozenset({Role.DISPATCHER, Role.AUDITOR, Role.ADMINISTRATOR})


class SubjectKind(models.TextChoices):
    PROJECT = "project", _("project")
    LEAD = "lead", _("investment lead")
    MEETING = "meeting", _("meeting")
    DIRECTIVE = "directive", _("directive")
    FIRM = "firm", _("firm")
    MILESTONE = "milestone", _("node")
    FUNDING_LINE = "funding_line", _("funding line")
    WORK_ITEM = "work_item", _("physical work")


class Subject(Recorded):
    """What facts and citations are about. Each typed record owns one, so facts need to know none of them."""

    kind = models.CharField(max_length=20, choices=SubjectKind.choices)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class SourceKind(models.TextChoices):
    FILE = "file", pgettext_lazy("source", "file")
    PASTED = "pasted", _("pasted text")
    FORM = "form", _("form")
    PHOTO = "photo", pgettext_lazy("source", "photo")


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, viewer: Viewer) -> "SourceQuerySet":
        """Sources received for units that this person may see."""
        return self.filter(unit_id__in=viewer.units())


class Source(Recorded):
    """A file, page or form as received. The bytes are kept under their SHA-256 and never change."""

    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(_("bytes"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("received for"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "sha256"], name="source_received_once_per_unit")]

    def __str__(self) -> str:
        return self.name


class CitationQuerySet(models.QuerySet["Citation"]):
    def standing(self) -> "CitationQuerySet":
        """Without those whose confirmation was undone."""
        return self.filter(withdrawal__isnull=True)


class Citation(Recorded, Place):
    """The evidence of one typed field: subject · field · the place in a source that says so.

    A later citation of the same field supersedes an earlier one; a withdrawn one counts no more.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="citations")
    field = models.CharField(max_length=100)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="citations")
    words = models.TextField(_("the words as they stand there"))
    typed = models.CharField(_("what a person typed instead of the words"), max_length=200, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["subject_id", "field", "id"]
        constraints = [one_place("citation_has_one_place")]

    def __str__(self) -> str:
        return self.words


class Withdrawal(Recorded):
    """A citation that counts no more, since what it gave evidence for was undone. Both rows stay."""

    citation = models.OneToOneField(Citation, on_delete=models.PROTECT, related_name="withdrawal")

    def __str__(self) -> str:
        return str(self.citation)


class NumberUnit(models.TextChoices):
    """What a measure's number counts. Money is 分, a share is hundredths of a percent point.

    A quantity is thousandths of the unit that its own subject names; a date is days since 1970-01-01.
    """

    FEN = "fen", _("yuan, kept in fen")
    COUNT = "count", pgettext_lazy("unit of number", "count")
    AREA = "square_metre", _("square metre")
    BASIS_POINT = "basis_point", _("percent, kept in basis points")
    DAY = "day", pgettext_lazy("unit of number", "day")
    TONNE_CE = "tonne_ce", _("tonne of coal equivalent, kept in kilograms")
    QUANTITY = "quantity", _("quantity, kept in thousandths of its own unit")
    DATE = "date", pgettext_lazy("unit of number", "date")
    # Money of another currency is never turned into yuan: it keeps a unit, and so a measure, of its own.
    GBP_PENNY = "gbp_penny", _("pound sterling, kept in pence")
    USD_CENT = "usd_cent", _("US dollar, kept in cents")
    TEXT = "text", _("words, not a number")


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, viewer: Viewer) -> "MeasureQuerySet":
        """All measures, for anybody with a role."""
        return self.all() if viewer.roles else self.none()


class Measure(Kept):
    """What a fact measures. Its code and unit never change: another unit is another measure."""

    code = models.CharField(max_length=40, unique=True)
    label_zh = models.CharField(max_length=60)
    label_en = models.CharField(max_length=60)
    unit = models.CharField(max_length=20, choices=NumberUnit.choices)

    objects = MeasureQuerySet.as_manager()
    history = histories()

    def __str__(self) -> str:
        return self.label_zh if (get_language() or "zh").startswith("zh") else self.label_en


class FigureKind(models.IntegerChoices):
    """What standing a figure has (数据性质). Statistical figures are shown, never computed with."""

    DISPATCH = 1, _("dispatch figure")
    DEPARTMENT = 2, _("department's figure")
    STATISTICS = 3, _("statistical figure")


# The distinct first terms of an index, hopping from one to the next instead of reading all rows.
PERIODS_IN_USE = """
    WITH RECURSIVE used(period) AS (
        SELECT min(period) FROM facts_fact
        UNION ALL SELECT (SELECT min(period) FROM facts_fact WHERE period > used.period) FROM used
        WHERE used.period IS NOT NULL)
    SELECT period FROM used WHERE period IS NOT NULL"""


class FactQuerySet(models.QuerySet["Fact"]):
    def visible_to(self, viewer: Viewer) -> "FactQuerySet":
        """Facts that a unit which this person may see reported, or else received the source of."""
        units = viewer.units()
        received = Q(submission__isnull=True, source__unit_id__in=units)
        return self.filter(Q(submission__unit_id__in=units) | received)

    def as_of(self, when: int | datetime) -> "FactQuerySet":
        """The facts that stood at a position, or at a moment: known by then, and not corrected by then."""
        position = Entry.objects.position_at(when) if isinstance(when, datetime) else when
        corrections = Fact.objects.filter(supersedes=OuterRef("pk"), entry__lte=position)
        return self.filter(~Exists(corrections), entry__lte=position)

    def of_subject(self, *subject_ids: int) -> "FactQuerySet":
        """Everything ever reported about some subjects: one seek in the index for each period that has facts."""
        return self.filter(period__in=self.periods(), subject__in=subject_ids)

    @staticmethod
    def periods() -> list[str]:
        """The codes of all periods that have facts, in the order of their letters."""
        with connection.cursor() as cursor:
            cursor.execute(PERIODS_IN_USE)
            return [period for (period,) in cursor.fetchall()]

    def current(self) -> "FactQuerySet":
        """The facts that nothing supersedes."""
        return self.filter(~Exists(Fact.objects.filter(supersedes=OuterRef("pk"))))


class Fact(Recorded, Place):
    """One reported value: subject · measure · period, with its standing and its place in a source.

    The value is a number in the measure's unit, words, or the explicit statement that nothing was reported: missing is
    never zero. A correction is a new fact that supersedes; the facts of one key form one line, held by the database.
    References are checked at the door (`db_constraint=False`, see the guards): what they point at is never deleted.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    period = models.CharField(_("period"), max_length=10)
    source_kind = models.PositiveSmallIntegerField(choices=FigureKind.choices)
    number = models.BigIntegerField(null=True)
    text = models.TextField(null=True)  # null says: the value is not words
    not_reported = models.BooleanField(default=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="facts", db_constraint=False)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, related_name="facts", db_index=False, db_constraint=False
    )
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="superseded_by", db_index=False, db_constraint=False
    )
    reason = models.TextField(_("reason of the correction"), null=True)  # null says: not a correction

    objects = FactQuerySet.as_manager()

    refused_rows = (
        Refusal(
            "supersedes a fact of another key, or itself",
            "{row}.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM facts_fact earlier"
            " WHERE earlier.id = {row}.supersedes_id AND earlier.id <> {row}.id"
            " AND earlier.subject_id = {row}.subject_id AND earlier.measure_id = {row}.measure_id"
            " AND earlier.period = {row}.period AND earlier.source_kind = {row}.source_kind)",
        ),
    )

    class Meta:
        constraints = [
            one_place("fact_has_one_place"),
            models.CheckConstraint(
                condition=Q(number__isnull=False, text__isnull=True, not_reported=False)
                | Q(number__isnull=True, text__isnull=False, not_reported=False) & ~Q(text="")
                | Q(number__isnull=True, text__isnull=True, not_reported=True),
                name="fact_has_one_value",
            ),
            models.CheckConstraint(
                condition=Q(source_kind__range=(min(FigureKind.values), max(FigureKind.values))),
                name="fact_has_a_standing",
            ),
            # One line per key: one first fact, and no fact superseded twice. The period stands first, so that what is
            # reported together lies together; a subject's history is one seek for each period (`of_subject`).
            models.UniqueConstraint(
                "period", "subject", "measure", "source_kind", Coalesce("supersedes", 0), name="fact_one_line_per_key"
            ),
        ]
        indexes = [
            models.Index(fields=["supersedes"], condition=Q(supersedes__isnull=False), name="fact_superseded"),
            models.Index(fields=["submission"], condition=Q(submission__isnull=False), name="fact_submission"),
        ]

    @property
    def is_locked(self) -> bool:
        """Whether its submission was accepted: from then on it changes only by a correction with a reason."""
        return self.submission is not None and self.submission.state == SubmissionState.ACCEPTED

    def __str__(self) -> str:
        return str(_("not reported")) if self.not_reported else str(self.number if self.text is None else self.text)


class SealQuerySet(models.QuerySet["Seal"]):
    def visible_to(self, viewer: Viewer) -> "SealQuerySet":
        """All seals, for those who watch over the whole."""
        return self.all() if viewer.has(*SEAL_ROLES) else self.none()


class Seal(Recorded):
    """One link of the daily hash chain over everything recorded under the positions `first` to `last`."""

    number = models.IntegerField(unique=True)
    previous = models.CharField(max_length=64, blank=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    sealed_at = models.DateTimeField(_("sealed at"))
    shape = models.JSONField()
    digests = models.JSONField()
    hash = models.CharField(max_length=64, unique=True)

    objects = SealQuerySet.as_manager()

    def __str__(self) -> str:
        return self.hash
