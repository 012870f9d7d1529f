"""Reported figures as a project's page shows them, each with the way to what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diaodu.accounts.known import Known
from diaodu.engine.labels import Label
from diaodu.engine.periods import NotAPeriod, Period
from diaodu.facts.figures import shown_figure
from diaodu.facts.models import Fact, FigureKind, NumberUnit
from diaodu.facts.reporting import SubmissionState, TypedIn
from diaodu.web.records.changes import names_of
from diaodu.web.records.evidence import Cited, Evidence

# A department's figure stands before one reported for dispatch; a statistical one is never shown among them.
COUNTED = {FigureKind.DISPATCH: 1, FigureKind.DEPARTMENT: 2}


def in_words(label: Label) -> str:
    return label.in_language(get_language() or "zh-hans")


def period_words(code: str) -> str:
    try:
        return in_words(Period.parse(code).label)
    except NotAPeriod:
        return code


def wan(fen: int) -> str:
    """万元 with every digit that there is."""
    return shown_figure(fen, unit=NumberUnit.FEN, typed_in=TypedIn.WAN)


def figure_words(fact: Fact) -> str:
    """The value without its unit: money in 万元. What was not reported is empty."""
    if fact.number is None:
        return fact.text or ""
    return shown_figure(fact.number, unit=fact.measure.unit, typed_in=TypedIn.WAN)


def figure(fact: Fact) -> Cited:
    """The value, underlined with the way to its own sheet."""
    words = f"{period_words(fact.period)} {fact.measure}"
    return Cited(figure_words(fact), Evidence(reverse("projects:figure", args=[fact.pk]), words, "", False))


class ReportedOf:
    """What was reported about some subjects, as known: one query for all of it."""

    def __init__(self, known: Known, subject_ids: Iterable[int]) -> None:
        facts = Fact.objects.of_subject(*subject_ids).filter(source_kind__in=COUNTED, not_reported=False)
        facts = facts.current() if known.position is None else facts.as_of(known.position)
        self._by_subject: dict[int, dict[tuple[str, str], Fact]] = {}
        for fact in facts.select_related("measure").order_by("period", "source_kind"):
            self._by_subject.setdefault(fact.subject_id, {})[fact.measure.code, fact.period] = fact

    def of(self, subject_id: int) -> dict[tuple[str, str], Fact]:
        """By measure and period."""
        return self._by_subject.get(subject_id, {})

    def latest(self, subject_id: int, code: str) -> Fact | None:
        """The figure of the period that ends last."""
        facts = [fact for (measure, _period), fact in self.of(subject_id).items() if measure == code]
        return max(facts, key=_end_of_period, default=None)


def _end_of_period(fact: Fact) -> date:
    """Its last day; before all others where the code is one that this house does not know."""
    try:
        return Period.parse(fact.period).last_day
    except NotAPeriod:
        return date.min


@dataclass(frozen=True)
class FigureLine:
    """One fact of a line: the figure that was reported, or a correction of it."""

    fact: Fact
    by: str

    @property
    def words(self) -> str:
        return figure_words(self.fact) or str(_("not reported"))

    @property
    def place(self) -> str:
        """Where in its source it stands."""
        if self.fact.cell:
            return f"{self.fact.sheet} · {self.fact.cell}"
        return _("page %(page)d") % {"page": self.fact.page} if self.fact.page else ""


@dataclass(frozen=True)
class FigureSheet:
    """What one figure rests on: its value, its standing, its report and source, and what it took the place of."""

    fact: Fact
    known: Known

    @cached_property
    def lines(self) -> list[FigureLine]:
        """The latest first."""
        same = Fact.objects.filter(
            period=self.fact.period, subject=self.fact.subject_id, measure=self.fact.measure_id,
            source_kind=self.fact.source_kind,
        )  # fmt: skip
        if self.known.position is not None:
            same = same.filter(entry__lte=self.known.position)
        facts = list(same.select_related("measure", "source", "entry", "submission").order_by("-id"))
        names = names_of([*(fact.entry.by for fact in facts), *(fact.typed_by_id for fact in facts)])
        return [FigureLine(fact, names.get(fact.typed_by_id or fact.entry.by, "")) for fact in facts]

    @property
    def period(self) -> str:
        return period_words(self.fact.period)

    @property
    def unit(self) -> str:
        return _("ten thousand yuan") if self.fact.measure.unit == NumberUnit.FEN else ""

    @property
    def standing(self) -> str:
        return str(FigureKind(self.fact.source_kind).label)

    @property
    def report(self) -> str:
        """Whose report it came with, and how far that report has gone."""
        submission = self.fact.submission
        if submission is None:
            return ""
        return f"{self.known.tree.name(submission.unit_id)} · {SubmissionState(submission.state).label}"

    @property
    def may_open_source(self) -> bool:
        return self.fact.source is not None and self.fact.source.unit_id in self.known.viewer.units()
