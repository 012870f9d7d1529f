"""The form that takes a ledger in, and the one that says what its columns fill."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.viewer import Viewer
from diaodu.intake.ledger.mapping import ColumnUse
from diaodu.intake.ledger.mapping import Mapping as TableMapping
from diaodu.intake.ledger.proposing import LIKELY, SURE
from diaodu.intake.ledger.steps import measure_targets
from diaodu.intake.ledger.targets import BESIDE, FIELDS, Takes, Target, target_of
from diaodu.intake.models import COLLECTING_ROLES, LedgerImport
from diaodu.intake.workbook.grid import WORKBOOK_LIMITS
from diaodu.intake.workbook.table import reference

SUFFIXES = (".xlsx", ".xls", ".csv")


class LedgerForm(forms.Form):
    """One workbook, and for whom."""

    file = forms.FileField(
        label=_("Choose a ledger"), widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}), help_text=_(
            "Excel (.xlsx, .xls) or CSV, as your unit keeps it: merged heads, totals and notes may stay in it."
        )
    )  # fmt: skip
    unit = forms.TypedChoiceField(label=_("Received for"), coerce=int)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_receive_for(viewer)
        self.fields["unit"].choices = [(unit, viewer.tree.name(unit)) for unit in units]  # type: ignore[attr-defined]

    @property
    def most_bytes(self) -> int:
        return WORKBOOK_LIMITS.file_bytes


def units_to_receive_for(viewer: Viewer) -> list[int]:
    """The units that this person collects for: those that their own serve first."""
    mine = viewer.units(COLLECTING_ROLES)
    served = [viewer.tree.government_of(unit) for unit in viewer.own_units]
    every = dict.fromkeys((*served, *viewer.own_units, *viewer.tree.states))
    return [unit for unit in every if unit is not None and unit in mine]


@dataclass(frozen=True)
class ColumnLine:
    """One column on the page of the mapping."""

    number: int
    letters: str
    path: str
    samples: list[str]
    fills: str
    unit: str
    confidence: int
    also: str
    counts: bool  # whether it fills something that has a unit

    @property
    def light(self) -> str:
        """How sure the proposal is: a word of the look."""
        if not self.fills:
            return "none"
        return "ok" if self.confidence >= SURE else "note" if self.confidence >= LIKELY else "warn"


@dataclass(frozen=True)
class TableLines:
    """One table on the page of the mapping."""

    number: int
    sheet: str
    rows: int
    is_used: bool
    is_remembered: bool
    columns: list[ColumnLine]


def table_lines(chosen: LedgerImport) -> Iterator[TableLines]:
    measures = measure_targets()
    labels = {code: label for _group, choices in fill_choices() for code, label in choices}
    for number, table in enumerate(chosen.tables):
        uses: dict[int, list[dict[str, Any]]] = {}
        for use in (table["mapping"] or {"uses": []})["uses"]:
            uses.setdefault(use["column"], []).append(use)
        columns = []
        for column in table["columns"]:
            own = uses.get(column["number"], [])
            columns.append(
                ColumnLine(
                    number=column["number"],
                    letters=reference(0, column["number"])[:-1],
                    path=" / ".join(column["path"]),
                    samples=column["samples"],
                    fills=own[0]["fills"] if own else "",
                    unit=(own[0]["unit"] if own else "") or column["unit"],
                    confidence=table["confidence"].get(str(column["number"]), 0),
                    counts=any(_counts(use["fills"], measures) for use in own),
                    also="、".join(str(labels.get(use["fills"], use["fills"])) for use in own[1:]),
                )
            )
        is_used = table["mapping"] is not None
        yield TableLines(number, table["sheet"], table["rows"], is_used, table["remembered"], columns)


def _counts(code: str, measures: Mapping[str, Target]) -> bool:
    target = target_of(code) or measures.get(code)
    return target is not None and target.takes in (Takes.MONEY, Takes.NUMBER, Takes.SHARE)


def fill_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything that a column may fill, in groups, in the language of the page."""
    language = get_language() or "zh"
    measures = sorted(measure_targets().values(), key=lambda target: target.code)
    groups = (
        (pgettext_lazy("column fills", "The project"), FIELDS),
        (pgettext_lazy("column fills", "Beside the project"), BESIDE),
        (pgettext_lazy("column fills", "Reported values"), tuple(measures)),
    )
    return [
        (str(name), [(target.code, target.label.in_language(language)) for target in targets])
        for name, targets in groups
    ]


def mappings_typed(chosen: LedgerImport, typed: Mapping[str, str]) -> list[TableMapping | None]:
    """What the person settled, table by table. What the page does not show of a column stays as it was."""
    return [_mapping(number, table, typed) for number, table in enumerate(chosen.tables)]


def _mapping(number: int, table: dict[str, Any], typed: Mapping[str, str]) -> TableMapping | None:
    if not typed.get(f"t{number}-use"):
        return None
    before = TableMapping.from_json(table["mapping"]) if table["mapping"] else TableMapping(())
    uses: list[ColumnUse] = []
    for column in table["columns"]:
        place = f"t{number}-c{column['number']}"
        fills, unit = typed.get(f"{place}-fills", ""), typed.get(f"{place}-unit", "").strip()
        unit = "" if unit == column["unit"] else unit
        own = [use for use in before.uses if use.column == column["number"]]
        if own and own[0].fills == fills:
            uses += [replace(own[0], unit=unit), *own[1:]]
        elif fills:
            uses.append(ColumnUse(column["number"], fills, unit=unit))
    return replace(before, uses=tuple(uses))
