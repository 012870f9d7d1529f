"""Deeds of money: the funding stack and the annual plan."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import User
from diaodu.projects.actions import FundingPart, adopt_annual_plan, set_funding
from diaodu.projects.models import FundingKind
from diaodu.web.projects.deeds.deed import ProjectDeed
from diaodu.web.projects.deeds.fields import DayField, FigureField, choices_of

BLANK_LINES = 3


class SetFunding(ProjectDeed):
    name = "funding"
    title, button = _("Enter the funding"), _("Save the funding")
    done = _("The funding is saved.")
    columns = ("kind", "note", "planned")

    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=500,
        help_text=_("Why the lines do not sum to the total investment, if they do not."),
    )  # fmt: skip

    def build(self) -> None:
        self._kept = list(self.project.funding.all())
        self.add_lines(
            len(self._kept) + BLANK_LINES,
            {
                "kind": lambda: forms.ChoiceField(label=_("Money"), choices=choices_of(FundingKind), required=False),
                "note": lambda: forms.CharField(label=_("From whom"), max_length=100, required=False),
                "planned": lambda: FigureField(label=_("Planned, ten thousand yuan"), required=False),
            },
        )

    def now(self) -> Mapping[str, Any]:
        found: dict[str, Any] = {"remark": self.project.funding_remark}
        for number, line in enumerate(self._kept):
            found |= {f"kind-{number}": line.kind, f"note-{number}": line.note, f"planned-{number}": line.planned_fen}
        return found

    def carry_out(self, *, by: User, at: datetime) -> None:
        parts = [
            FundingPart(FundingKind(line["kind"]), line["planned"], line["note"]) for line in self.typed_lines("kind")
        ]
        set_funding(self.project, parts, remark=self.cleaned_data["remark"], by=by, at=at)


class AdoptAnnualPlan(ProjectDeed):
    name = "annual-plan"
    title, button = _("Adopt the annual plan"), _("Adopt the plan")
    done = _("The plan is adopted; nodes planned within its year are due in it.")
    is_decision = True
    grid = "month"
    grid_legend = _("A curve of its own, cumulative, in ten thousand yuan. Left empty, the plan is spread evenly.")

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    amount = FigureField(label=_("Planned for the year, ten thousand yuan"))
    document = forms.CharField(
        label=_("Document number"),
        max_length=100,
        required=False,
        help_text=_("Needed when a plan of this year stands already."),
    )
    decided_on = DayField(label=_("Decided on"), required=False)

    def build(self) -> None:
        for number in range(1, 5):
            label = pgettext_lazy("plan", "To be seen by the end of quarter %(n)d") % {"n": number}
            self.fields[f"quarter-{number}"] = forms.CharField(label=label, max_length=200, required=False)
        for number in range(1, 13):
            label = _("By the end of month %(n)d") % {"n": number}
            self.fields[f"month-{number:02}"] = FigureField(label=label, required=False)

    def now(self) -> Mapping[str, Any]:
        return {"year": self.viewer.day.year}

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data
        year = typed["year"]
        months = {f"{year}-{number:02}": typed[f"month-{number:02}"] for number in range(1, 13)}
        quarters = {f"{year}Q{number}": typed[f"quarter-{number}"] for number in range(1, 5)}
        adopt_annual_plan(
            self.project,
            year,
            amount_fen=typed["amount"],
            document=typed["document"],
            decided_on=typed["decided_on"],
            points={code: fen for code, fen in months.items() if fen is not None},
            image={code: words for code, words in quarters.items() if words},
            by=by,
            at=at,
        )
