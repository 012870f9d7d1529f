"""Deeds of what is built and what it is to bring."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.models import User
from diaodu.facts.figures import NotAFigure, read_figure
from diaodu.facts.models import NumberUnit
from diaodu.facts.reporting import TypedIn
from diaodu.projects.actions import promise_benefit, set_work_item
from diaodu.projects.measures import MEASURES
from diaodu.projects.models import PromisedMeasure
from diaodu.web.projects.deeds.deed import ProjectDeed
from diaodu.web.projects.deeds.fields import FigureField, choices_of

UNITS = {row.code: row.unit for row in MEASURES}


class SetWork(ProjectDeed):
    name = "work"
    title, button = _("Enter physical work"), _("Save the work")
    done = _("The work is saved. What is done of it comes with the reports.")

    work = forms.CharField(
        label=pgettext_lazy("work", "Name"), max_length=100, help_text=_("For example 沥青路面, piles, ducts.")
    )
    unit_words = forms.CharField(label=_("Counted in"), max_length=20, help_text=_("m³, m, mu, sets …"))
    planned = FigureField(NumberUnit.QUANTITY, label=pgettext_lazy("work", "Planned quantity"), required=False)

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data
        set_work_item(
            self.project,
            typed["work"],
            unit_words=typed["unit_words"],
            planned_thousandths=typed["planned"],
            by=by,
            at=at,
        )


class PromiseBenefit(ProjectDeed):
    name = "benefit"
    title, button = _("Enter a promise"), _("Save the promise")
    done = _("The promise is saved. Full effect is judged by it.")

    measure = forms.ChoiceField(label=_("Benefit"), choices=choices_of(PromisedMeasure))
    amount = forms.CharField(
        label=_("Promised"), max_length=40,
        help_text=_("Output and tax in ten thousand yuan, jobs in people, energy in tonnes of coal equivalent."),
    )  # fmt: skip
    by_year = forms.IntegerField(label=_("By the year"), min_value=1990, max_value=2100)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "measure" in typed and "amount" in typed:
            try:
                typed["amount"] = read_figure(typed["amount"], unit=UNITS[typed["measure"]], typed_in=TypedIn.WAN)
            except NotAFigure as wrong:
                self.add_error("amount", str(wrong))
            else:
                if typed["amount"] < 0:
                    self.add_error("amount", gettext("A promise is not less than nothing."))
        return typed

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data
        measure = PromisedMeasure(typed["measure"])
        promise_benefit(self.project, measure, amount=typed["amount"], by_year=typed["by_year"], by=by, at=at)
