"""What the page of one import shows: the step that it stands before, and the rows of its dry run."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language, pgettext

from diaodu.intake.ledger.in_words import unit_in_words
from diaodu.intake.ledger.progress import Progress, progress_of
from diaodu.intake.ledger.steps import measure_targets
from diaodu.intake.ledger.targets import STARRED, target_of
from diaodu.intake.models import ImportState, LedgerImport, PlannedRow
from diaodu.intake.values import Refusal
from diaodu.intake.words import Words, refusal_words
from diaodu.lib.paging import page_of
from diaodu.projects.models import ConstructionType, Phase

STATES = ("problem", "asked", "changed", "new", "unchanged")
_CHOICES: dict[str, Any] = {"phase": Phase, "construction_type": ConstructionType}


@dataclass(frozen=True)
class Cell:
    """One cell of a dry run in words."""

    place: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Row:
    """One row of a dry run in words."""

    planned: PlannedRow
    cells: list[Cell]
    troubles: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Count:
    """How many rows a dry run found in a state."""

    state: str
    label: str
    number: int
    token: str
    is_chosen: bool


@dataclass
class ImportPage:
    """One import in the state that it is in."""

    chosen: LedgerImport
    request: HttpRequest
    may_carry_on: bool

    @property
    def state(self) -> ImportState:
        return ImportState(self.chosen.state)

    @property
    def progress(self) -> Progress | None:
        return progress_of(self.chosen.pk) if self.state.is_at_work else None

    @property
    def refusal(self) -> Words | None:
        given = self.chosen.refusal
        return refusal_words(Refusal(given["code"], **given["values"])) if given else None

    @cached_property
    def shown(self) -> str:
        """The state of rows that the address asks for; else the one that needs a person most."""
        asked = self.request.GET.get("state", "")
        return asked if asked in STATES else next((one.state for one in self._numbers if one.number), "unchanged")

    @cached_property
    def _numbers(self) -> list[Count]:
        words = {
            "new": (pgettext("rows", "new"), "ok"),
            "changed": (pgettext("rows", "changed"), "note"),
            "unchanged": (pgettext("rows", "unchanged"), "none"),
            "problem": (pgettext("rows", "with problems"), "bad"),
            "asked": (pgettext("rows", "to decide"), "warn"),
        }
        return [
            Count(state, words[state][0], self.chosen.counts.get(state, 0), words[state][1], False) for state in STATES
        ]

    @property
    def counts(self) -> list[Count]:
        return [Count(one.state, one.label, one.number, one.token, one.state == self.shown) for one in self._numbers]

    @property
    def left_out(self) -> int:
        return int(self.chosen.counts.get("problem", 0) + self.chosen.counts.get("asked", 0))

    @property
    def to_import(self) -> int:
        return int(self.chosen.counts.get("new", 0) + self.chosen.counts.get("changed", 0))

    @cached_property
    def page(self) -> "Page[PlannedRow]":
        rows: QuerySet[PlannedRow] = PlannedRow.objects.filter(ledger_import=self.chosen, state=self.shown)
        return page_of(rows, self.request)

    def rows(self) -> Iterator[Row]:
        language = get_language() or "zh"
        words = "zh" if language.startswith("zh") else "en"
        for planned in self.page:
            cells = [self._cell(cell, language) for cell in planned.cells]
            troubles = [(trouble["cell"], trouble[words], trouble["stops"]) for trouble in planned.troubles]
            yield Row(planned, cells, troubles)

    @cached_property
    def _measures(self) -> dict[str, Any]:
        return measure_targets()

    def _cell(self, cell: dict[str, str], language: str) -> Cell:
        target = target_of(cell["target"]) or self._measures.get(cell["target"])
        label = target.label.in_language(language) if target else cell["target"]
        if target and (unit := unit_in_words(target)):
            label = f"{label}（{unit}）"
        old, new = (_in_language(cell["target"], cell[name]) for name in ("old", "new"))
        return Cell(cell["cell"], " ".join(filter(None, (label, cell["period"]))), old, new)


def _in_language(target: str, value: str) -> str:
    if target in _CHOICES and value in _CHOICES[target].values:
        return str(_CHOICES[target](value).label)
    if target == STARRED.code and value:
        return "★" if value == "1" else "☆"
    return value
