"""Deeds of who works on a project: firms and the task force."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import User
from diaodu.journal.writing import journal_entry
from diaodu.projects.actions import enter_firm, set_participation, set_task_force
from diaodu.projects.models import ParticipationKind, TaskForce
from diaodu.web.projects.deeds.deed import ProjectDeed
from diaodu.web.projects.deeds.fields import DayField, FigureField, choices_of


class AddFirm(ProjectDeed):
    name = "firm"
    title, button = _("Add a firm"), _("Save the firm")
    done = _("The firm is entered.")

    firm = forms.CharField(label=_("Firm"), max_length=200)
    uscc = forms.CharField(label=_("Unified social credit code"), max_length=18, required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("firm", "Does"), choices=choices_of(ParticipationKind))
    contract = forms.CharField(label=_("Contract section"), max_length=100, required=False)
    contract_fen = FigureField(label=_("Contract sum, ten thousand yuan"), required=False)
    qualification = forms.CharField(label=_("Qualification"), max_length=100, required=False)
    manager = forms.CharField(label=_("Project manager"), max_length=100, required=False)
    from_on = DayField(label=pgettext_lazy("contract", "From"), required=False)
    to_on = DayField(label=pgettext_lazy("contract", "Until"), required=False)

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = dict(self.cleaned_data)
        name, uscc, kind = typed.pop("firm"), typed.pop("uscc"), ParticipationKind(typed.pop("kind"))
        with journal_entry(by=by.pk, at=at, verb="set_participation"):
            firm = enter_firm(name, uscc=uscc or None, by=by, at=at)
            set_participation(self.project, firm, kind, **typed, by=by, at=at)


class SetTaskForce(ProjectDeed):
    name = "task-force"
    title, button = _("Name the task force"), _("Save the task force")
    done = _("The task force is saved.")

    leader = forms.CharField(label=_("Led by"), max_length=60)
    members = forms.CharField(label=_("Members"), widget=forms.Textarea, max_length=2000, required=False)
    document = forms.CharField(label=_("Document number"), max_length=100, required=False)
    founded_on = DayField(label=_("Founded on"), required=False)

    def now(self) -> Mapping[str, Any]:
        team = TaskForce.objects.filter(project=self.project).first()
        return {name: getattr(team, name) for name in self.fields} if team else {}

    def carry_out(self, *, by: User, at: datetime) -> None:
        set_task_force(self.project, **self.cleaned_data, by=by, at=at)
