"""Deeds of proof: photos, approvals, the plan of the project."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.models import User
from diaodu.projects.actions import add_approval, add_photo, set_plan
from diaodu.projects.models import ApprovalKind, Milestone, Plan
from diaodu.web.projects.deeds.deed import ProjectDeed
from diaodu.web.projects.deeds.fields import DayField, choices_of


class AddPhoto(ProjectDeed):
    name = "photo"
    title, button = _("Add a photo"), _("Add the photo")
    done = _("The photo is added.")

    file = forms.FileField(
        label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}), max_length=200
    )
    caption = forms.CharField(label=_("Caption"), max_length=200, required=False)
    taken_on = DayField(
        label=_("Taken on"), required=False, help_text=_("Counts where the camera wrote no day into the photo.")
    )
    milestone = forms.ModelChoiceField(label=_("Node"), queryset=Milestone.objects.none(), required=False)

    def build(self) -> None:
        self.fields["milestone"].queryset = self.project.milestones.all()  # type: ignore[attr-defined]

    def now(self) -> Mapping[str, Any]:
        return {"taken_on": self.viewer.day}

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = dict(self.cleaned_data)
        file = typed.pop("file")
        add_photo(self.project, file.file, name=file.name, size=file.size, **typed, by=by, at=at)


class AddApproval(ProjectDeed):
    name = "approval"
    title, button = _("Enter an approval"), _("Save the approval")
    done = _("The approval is saved.")

    kind = forms.ChoiceField(label=_("What was approved"), choices=choices_of(ApprovalKind))
    document = forms.CharField(label=_("Document"), max_length=200)
    number = forms.CharField(label=_("Document number"), max_length=100, required=False)
    on = DayField(label=_("Date"), required=False)

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data | {"kind": ApprovalKind(self.cleaned_data["kind"])}
        add_approval(self.project, **typed, by=by, at=at)


class SetPlan(ProjectDeed):
    name = "plan"
    title, button = _("Enter the plan of the project"), _("Save the plan")
    done = _("The plan is saved.")

    text = forms.CharField(label=_("The plan in words"), widget=forms.Textarea, max_length=20_000)
    number = forms.CharField(label=_("Document number"), max_length=100, required=False)
    approved_on = DayField(label=_("Approved on"), required=False)

    def now(self) -> Mapping[str, Any]:
        plan = Plan.objects.filter(project=self.project).first()
        return {name: getattr(plan, name) for name in ("text", "number", "approved_on")} if plan else {}

    def carry_out(self, *, by: User, at: datetime) -> None:
        plan = Plan.objects.filter(project=self.project).first()
        set_plan(self.project, document=plan.document if plan else None, **self.cleaned_data, by=by, at=at)
