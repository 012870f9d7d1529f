"""The page of the ledger of key projects: its filters, its heads, its rows as they are read without a script."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.known import Known
from diaodu.engine.labels import Label
from diaodu.ledger.asking import NEVER, Asked, months_known
from diaodu.ledger.choices import choices_of
from diaodu.ledger.columns import BY_CODE, COMPUTED, MEASURED, OWN, Kind
from diaodu.ledger.rows import ProjectLedger, Row
from diaodu.ledger.totals import Totals
from diaodu.meetings.models import Meeting
from diaodu.projects.models import Listing, Programme
from diaodu.web.records.evidence import Cited, evidence_of

# Filters that have a field of their own on the page; the others stand in the heads of the grid.
FIELDS = ("name", "programme", "unit", "phase", "light")


def in_words(label: Label) -> str:
    return label.in_language(get_language() or "zh")


class FilterForm(forms.Form):
    """The filters that are asked most often, as they stand in the address."""

    name = forms.CharField(label=_("Name contains"), required=False, max_length=60)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    phase = forms.ChoiceField(label=pgettext_lazy("project", "Phase"), required=False)
    light = forms.ChoiceField(label=pgettext_lazy("project", "Light"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, ledger: ProjectLedger) -> None:
        asked, known = ledger.asked, ledger.known
        super().__init__(
            initial={code: values[-1] for code, values in asked.filters.items()} | {"period": asked.period.code}
        )
        units = ledger.everything.order_by().values_list("unit_id", flat=True).distinct()
        self._choose("unit", _("All units"), sorted((known.tree.name(pk), str(pk)) for pk in units), is_turned=True)
        programmes = known.rows(Programme).order_by("id").values_list("id", "name")
        self._choose("programme", _("All programmes"), [(str(pk), name) for pk, name in programmes])
        self._choose("phase", _("All phases"), choices_of(BY_CODE["phase"]))
        self._choose("light", _("All lights"), choices_of(BY_CODE["light"]))
        periods = {asked.period, *months_known()}
        self._choose("period", None, [(one.code, in_words(one.label)) for one in sorted(periods, reverse=True)])

    def _choose(self, name: str, blank: Any, choices: Iterable[tuple[str, str]], *, is_turned: bool = False) -> None:
        pairs = [(value, words) if not is_turned else (words, value) for value, words in choices]
        field: Any = self.fields[name]
        field.choices = pairs if blank is None else [("", blank), *pairs]


@dataclass(frozen=True)
class ShownRow:
    """A row with its name, and the sentence that the name stands in."""

    row: Row
    name: Cited


@dataclass(frozen=True)
class Head:
    code: str
    words: str
    sorts: bool
    is_right: bool


@dataclass(frozen=True)
class Narrowing:
    """One filter in words, and the address without it."""

    label: str
    words: str
    without: str


@dataclass(frozen=True)
class LedgerPage:
    ledger: ProjectLedger
    projects: list[Row]
    totals: Totals

    @property
    def sums(self) -> list[str]:
        """What the columns come to, in their order."""
        return [self.totals.sums.get(column.code, "") for column in self.asked.columns]

    @property
    def asked(self) -> Asked:
        return self.ledger.asked

    @cached_property
    def form(self) -> FilterForm:
        return FilterForm(self.ledger)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What of the address has no field in the form."""
        return [(name, value) for name, value in self.asked.parameters() if name not in (*FIELDS, "period")]

    @property
    def heads(self) -> list[Head]:
        return [Head(one.code, in_words(one.head), one.sorts, one.is_right) for one in self.asked.columns]

    @cached_property
    def rows(self) -> list[ShownRow]:
        evidence = evidence_of(self.ledger.known, [row.project.subject_id for row in self.projects])
        return [
            ShownRow(row, evidence.cited(row.project.subject_id, "name", row.project.name)) for row in self.projects
        ]

    @property
    def narrowings(self) -> Iterator[Narrowing]:
        """Each filter on its own; what is not known of the past, and what cannot be read, is told elsewhere."""
        choices = dict(self.form.fields["unit"].choices) | dict(self.form.fields["programme"].choices)  # type: ignore[attr-defined]
        for column, values in self.asked.filtered:
            named = dict(choices_of(column)) if column.kind is not Kind.CHOICE or choices_of(column) else choices
            words = "、".join(str(named.get(value, value)) for value in values)
            yield Narrowing(in_words(column.label), words, self.asked.without(column.code))

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that took up what is listed, if the address names one that the viewer may see."""
        asked = self.asked.meeting
        if not asked or asked == NEVER:
            return None
        return self.ledger.known.visible(Meeting).filter(id=asked).first()

    @property
    def choosable(self) -> list[tuple[Any, list[tuple[str, str, bool]]]]:
        """The columns to choose from, by where they come from: (code, words, whether it is shown)."""
        groups = (
            (_("The project itself"), OWN[1:]),
            (pgettext_lazy("columns", "Reported"), MEASURED),
            (_("Computed"), COMPUTED),
        )
        chosen = self.asked.codes
        return [(title, [(one.code, in_words(one.label), one.code in chosen) for one in of]) for title, of in groups]

    @property
    def unread(self) -> list[str]:
        return [f"{in_words(column.label)} “{words}”" for column, words in self.ledger.ignored]

    @property
    def not_then(self) -> list[str]:
        return list(dict.fromkeys(in_words(column.label) for column in self.ledger.past))


def programmes_of(known: Known, pks: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """The programmes that each project is listed on, as (year, name), the latest year first: two queries."""
    listings = list(known.rows(Listing).filter(project_id__in=list(pks)))
    wanted = {listing.programme_id for listing in listings}
    names = dict(known.rows(Programme).filter(id__in=wanted).values_list("id", "name"))
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for listing in sorted(listings, key=lambda one: (-one.year, one.programme_id)):
        found[listing.project_id].append((listing.year, names[listing.programme_id]))
    return found
