"""Deeds of the record itself: description, phase, shares, programmes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.models import Unit, User
from diaodu.journal.writing import journal_entry
from diaodu.projects.actions import describe_project, enter_firm, list_on_programme, set_phase, set_shares
from diaodu.projects.models import ConstructionType, Phase, Project, ShareKind
from diaodu.web.projects.deeds.deed import ProjectDeed
from diaodu.web.projects.deeds.fields import DayField, FigureField, UnitField, choices_of

PLAIN = (
    "construction_type", "industry", "content", "total_investment_fen", "place", "sponsor", "responsible", "starred",
    "planned_start_on", "actual_start_on", "planned_finish_on", "actual_finish_on",
)  # fmt: skip
BLANK_SHARES = 3


class Describe(ProjectDeed):
    name = "describe"
    title, button = _("Describe the project"), _("Save the description")
    done = _("The description is saved; each field changed rests on you.")

    code = forms.CharField(
        label=_("Project code"),
        max_length=24,
        required=False,
        help_text=_("Given out once, for example 2024-410802-41-01-123456. It cannot be changed later."),
    )
    content = forms.CharField(label=_("Content and scale"), required=False, max_length=5000, widget=forms.Textarea)
    total_investment_fen = FigureField(label=_("Total investment, ten thousand yuan"), required=False)
    construction_type = forms.ChoiceField(
        label=_("Construction type"), required=False, choices=choices_of(ConstructionType)
    )
    industry = forms.CharField(
        label=_("Industry code"),
        max_length=5,
        required=False,
        help_text=_("GB/T 4754 with its letter, for example C3610."),
    )
    place = forms.CharField(label=pgettext_lazy("project", "Place"), max_length=200, required=False)
    longitude = forms.DecimalField(label=_("Longitude"), required=False, max_digits=9, decimal_places=6)
    latitude = forms.DecimalField(label=_("Latitude"), required=False, max_digits=8, decimal_places=6)
    sponsor = forms.CharField(label=_("Sponsoring leader"), max_length=120, required=False)
    responsible = forms.CharField(label=_("Person responsible"), max_length=200, required=False)
    owner_name = forms.CharField(label=_("Owner"), max_length=200, required=False)
    owner_uscc = forms.CharField(label=_("The owner's unified social credit code"), max_length=18, required=False)
    parent = forms.ModelChoiceField(label=_("Part of"), queryset=Project.objects.none(), required=False)
    planned_start_on = DayField(label=_("Planned start"), required=False)
    actual_start_on = DayField(label=_("Actual start"), required=False)
    planned_finish_on = DayField(label=_("Planned finish"), required=False)
    actual_finish_on = DayField(label=_("Actual finish"), required=False)
    starred = forms.BooleanField(label=_("Starred"), required=False)

    def build(self) -> None:
        visible = Project.objects.visible_to(self.viewer).exclude(pk=self.project.pk)
        self.fields["parent"].queryset = visible  # type: ignore[attr-defined]
        self.fields["code"].disabled = bool(self.project.code)

    def now(self) -> Mapping[str, Any]:
        project = self.project
        point = {
            name: None if (kept := getattr(project, name)) is None else kept / 1_000_000
            for name in ("longitude", "latitude")
        }
        owner = {"owner_name": project.owner.name, "owner_uscc": project.owner.uscc} if project.owner else {}
        return (
            {name: getattr(project, name) for name in PLAIN}
            | point
            | owner
            | {"code": project.code, "parent": project.parent}
        )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("owner_uscc") and not self.cleaned_data.get("owner_name"):
            self.add_error("owner_name", gettext("Name the firm that has this code."))
        return self.cleaned_data

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data
        changes: dict[str, Any] = {name: typed[name] for name in PLAIN} | {"parent": typed["parent"]}
        changes["code"] = typed["code"] or None
        for name in ("longitude", "latitude"):
            changes[name] = None if typed[name] is None else int(typed[name] * 1_000_000)
        with journal_entry(by=by.pk, at=at, verb="describe_project"):
            changes["owner"] = None
            if typed["owner_name"]:
                changes["owner"] = enter_firm(typed["owner_name"], uscc=typed["owner_uscc"] or None, by=by, at=at)
            describe_project(self.project, changes, by=by, at=at)


class SetPhase(ProjectDeed):
    name = "phase"
    title, button = _("Set the phase"), _("Set the phase")
    done = _("The phase is set.")

    phase = forms.ChoiceField(label=_("Phase"), choices=choices_of(Phase))
    on = DayField(label=pgettext_lazy("phase", "Since"))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Needed to go back to an earlier phase.")
    )

    def now(self) -> Mapping[str, Any]:
        return {"phase": self.project.phase, "on": self.viewer.day}

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data
        set_phase(self.project, Phase(typed["phase"]), on=typed["on"], reason=typed["reason"], by=by, at=at)


class SetShares(ProjectDeed):
    name = "shares"
    title, button = _("Share the project among units"), _("Save the shares")
    done = _("The shares are saved.")
    is_decision = True
    columns = ("kind", "unit", "percent")

    def build(self) -> None:
        self._kept = list(self.project.shares.all())
        self.add_lines(
            len(self._kept) + BLANK_SHARES,
            {
                "kind": lambda: forms.ChoiceField(
                    label=_("In what way"), choices=choices_of(ShareKind), required=False
                ),
                "unit": lambda: UnitField(self.viewer, required=False),
                "percent": lambda: forms.DecimalField(
                    label=_("Percent"), max_digits=5, decimal_places=2, min_value=0, max_value=100, required=False
                ),
            },
        )

    def now(self) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for number, share in enumerate(self._kept):
            found |= {
                f"kind-{number}": share.kind,
                f"unit-{number}": share.unit_id,
                f"percent-{number}": f"{share.hundredths / 100:g}",
            }
        return found

    def carry_out(self, *, by: User, at: datetime) -> None:
        parts: dict[str, dict[Unit, int]] = {kind: {} for kind in ShareKind}
        for line in self.typed_lines("unit"):
            unit = Unit.objects.get(pk=line["unit"])
            parts[line["kind"] or ShareKind.HOSTED][unit] = int((line["percent"] or 0) * 100)
        kept = {share.kind for share in self._kept}
        with journal_entry(by=by.pk, at=at, verb="set_shares"):
            for kind in ShareKind:
                if parts[kind] or kind in kept:
                    set_shares(self.project, kind, parts[kind], by=by, at=at)


class ListOnProgramme(ProjectDeed):
    name = "programme"
    title, button = _("List on a programme"), _("List it")
    done = _("The project is listed.")

    programme = forms.CharField(label=_("Programme"), max_length=60)
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)

    def now(self) -> Mapping[str, Any]:
        return {"year": self.viewer.day.year}

    def carry_out(self, *, by: User, at: datetime) -> None:
        list_on_programme(self.project, **self.cleaned_data, by=by, at=at)
