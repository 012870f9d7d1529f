"""Values with their evidence: the sentence of a source, or the person who typed them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from diaodu.accounts.known import Known
from diaodu.facts.models import Citation
from diaodu.web.collect.predicates import can_see_sources

# The fields that a record goes by: a page shows how each source writes them.
NAMING = ("name", "title")


@dataclass(frozen=True)
class Evidence:
    """Where a value comes from. Without an address, it is a source that the reader may not open.

    `replaced` says that a person put the value in place of the words that stand there.
    """

    href: str
    words: str
    typed_by: str
    replaced: bool

    @property
    def is_passage(self) -> bool:
        """Whether it opens in the side sheet: words of a source, and not a line of the record's history."""
        return bool(self.href) and not self.typed_by


@dataclass(frozen=True)
class Cited:
    """A value as a page shows it, with the evidence that it rests on, if there is any."""

    words: str
    evidence: Evidence | None = None

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class CitedSource:
    """A source that something on a record's page rests on."""

    pk: int
    name: str
    received_at: datetime
    is_open: bool
    says: list[Cited]


@dataclass
class EvidenceOf:
    """The evidence of every field of some subjects: one query."""

    by_field: dict[tuple[int, str], Evidence] = field(default_factory=dict)
    sources: dict[tuple[int, int], CitedSource] = field(default_factory=dict)

    def take(self, row: Citation, *, is_open: bool) -> None:
        """One more citation; a later one of the same field takes the place of an earlier one."""
        evidence = Evidence(
            href=_address(row) if is_open else "",
            words=row.words,
            typed_by=row.typed_by.name if row.typed_by else "",
            replaced=bool(row.typed),
        )
        self.by_field[row.subject_id, row.field] = evidence
        if (source := row.source) is None:
            return
        blank = CitedSource(source.pk, source.name, source.entry.recorded_at, is_open, [])
        cited = self.sources.setdefault((row.subject_id, source.pk), blank)
        if row.field in NAMING and evidence.is_passage:
            cited.says.append(Cited(row.words, evidence))

    def cited(self, subject_id: int, name: str, words: str) -> Cited:
        return Cited(words, self.by_field.get((subject_id, name)))

    def sources_of(self, *subject_ids: int) -> list[CitedSource]:
        """What the fields of these subjects rest on, the first received first, with what it calls the first of them."""
        found: dict[int, CitedSource] = {}
        for subject_id in subject_ids:
            for (owner, pk), source in self.sources.items():
                if owner == subject_id:
                    found.setdefault(pk, source)
        return sorted(found.values(), key=lambda source: (source.received_at, source.pk))


def evidence_of(known: Known, subject_ids: Iterable[int]) -> EvidenceOf:
    """The latest citation of each field that stood then, and the sources behind them."""
    rows = Citation.objects.filter(subject_id__in=list(subject_ids))
    if known.position is None:
        rows = rows.standing()
    else:
        withdrawn_later = Q(withdrawal__isnull=True) | Q(withdrawal__entry_id__gt=known.position)
        rows = rows.filter(withdrawn_later, entry_id__lte=known.position)
    open_units = known.viewer.units() if can_see_sources(known.viewer) else frozenset[int]()
    found = EvidenceOf()
    for row in rows.select_related("source__entry", "typed_by").order_by("id"):
        found.take(row, is_open=row.source is None or row.source.unit_id in open_units)
    return found


def _address(row: Citation) -> str:
    """The sentence in its context; the whole source, or the record's history, for what a person typed."""
    if row.source_id is None:
        return reverse("home:subject", args=[row.subject_id]) + "#history"
    if row.cell is not None:
        return f"{reverse('imports:cell', args=[row.source_id])}?{urlencode({'sheet': row.sheet, 'cell': row.cell})}"
    if row.start is None:
        return reverse("collect:source", args=[row.source_id])
    return f"{reverse('collect:passage', args=[row.source_id])}?start={row.start}&end={row.end}"
