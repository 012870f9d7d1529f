"""Deeds of nodes: laying, adding, dating, assigning; extensions asked for and decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.accounts.models import Unit, User
from diaodu.projects.actions import (
    add_milestone,
    ask_extension,
    assign_milestone,
    decide_extension,
    forecast_milestone,
    lay_milestones,
    plan_milestone,
    record_actual_date,
    wait_for,
)
from diaodu.projects.models import Extension, ExtensionReason, Milestone, NodeKind, NodeTemplate, Project
from diaodu.web.projects.deeds.deed import Deed, ProjectDeed
from diaodu.web.projects.deeds.fields import DayField, UnitField, choices_of


def _unit(pk: int | None) -> Unit | None:
    return Unit.objects.get(pk=pk) if pk else None


class LayNodes(ProjectDeed):
    name = "nodes"
    title, button = _("Lay nodes from a template"), _("Lay the nodes")
    done = _("The nodes are laid. Plan each, then its date moves only by an extension.")

    template = forms.ModelChoiceField(label=_("Node template"), queryset=NodeTemplate.objects.none(), empty_label=None)

    def build(self) -> None:
        self.fields["template"].queryset = NodeTemplate.objects.visible_to(self.viewer)  # type: ignore[attr-defined]
        self.fields["unit"] = UnitField(self.viewer, label=_("Responsible unit"), required=False)

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data
        lay_milestones(self.project, typed["template"], unit=_unit(typed["unit"]), by=by, at=at)


class AddNode(ProjectDeed):
    name = "node"
    title, button = _("Add a node"), _("Add the node")
    done = _("The node is added.")

    node = forms.CharField(label=pgettext_lazy("node", "Name"), max_length=100)
    kind = forms.ChoiceField(label=pgettext_lazy("node", "Kind"), choices=choices_of(NodeKind, empty=False))
    planned_on = DayField(label=_("Planned date"), required=False)

    def build(self) -> None:
        self.fields["unit"] = UnitField(self.viewer, label=_("Responsible unit"), required=False)

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data
        kind, unit = NodeKind(typed["kind"]), _unit(typed["unit"])
        add_milestone(self.project, typed["node"], kind, unit=unit, planned_on=typed["planned_on"], by=by, at=at)


class NodeDeed(Deed):
    """A deed about one node."""

    about: Milestone

    @property
    def project(self) -> Project:
        return self.about.project

    @classmethod
    def fits(cls, node: Milestone, viewer_day: Any) -> bool:
        """Whether there is anything to do of this kind about the node as it stands."""
        return True


class PlanNode(NodeDeed):
    name = "plan"
    title, button = _("Plan the node"), _("Set the planned date")
    done = _("The date is planned. From now on it moves only by an extension.")

    on = DayField(label=_("Planned date"))

    @classmethod
    def fits(cls, node: Milestone, viewer_day: Any) -> bool:
        return node.planned_on is None

    def carry_out(self, *, by: User, at: datetime) -> None:
        plan_milestone(self.about, on=self.cleaned_data["on"], by=by, at=at)


class FinishNode(NodeDeed):
    name = "done"
    title, button = _("Record when it was done"), _("Record the day")
    done = _("The day is recorded.")

    on = DayField(label=_("Done on"))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Needed when another day is on record.")
    )

    def now(self) -> Mapping[str, Any]:
        return {"on": self.about.actual_on or self.viewer.day}

    def carry_out(self, *, by: User, at: datetime) -> None:
        record_actual_date(self.about, **self.cleaned_data, by=by, at=at)


class ForecastNode(NodeDeed):
    name = "forecast"
    title, button = _("Say when it is expected"), _("Save the forecast")
    done = _("The forecast is saved.")

    on = DayField(label=_("Expected on"), required=False)

    @classmethod
    def fits(cls, node: Milestone, viewer_day: Any) -> bool:
        return node.actual_on is None

    def now(self) -> Mapping[str, Any]:
        return {"on": self.about.forecast_on}

    def carry_out(self, *, by: User, at: datetime) -> None:
        forecast_milestone(self.about, on=self.cleaned_data["on"], by=by, at=at)


class AskExtension(NodeDeed):
    name = "extension"
    title, button = _("Ask for an extension"), _("Ask for the extension")
    done = _("The extension is asked for. Somebody else decides about it.")

    to_on = DayField(label=_("New planned date"))
    reason_kind = forms.ChoiceField(label=_("Reason"), choices=choices_of(ExtensionReason))
    words = forms.CharField(label=_("In words"), widget=forms.Textarea, max_length=1000)

    @classmethod
    def fits(cls, node: Milestone, viewer_day: Any) -> bool:
        return node.planned_on is not None and node.actual_on is None and viewer_day <= node.planned_on

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data
        kind = ExtensionReason(typed["reason_kind"])
        ask_extension(self.about, to_on=typed["to_on"], reason_kind=kind, words=typed["words"], by=by, at=at)


class AssignNode(NodeDeed):
    name = "responsible"
    title, button = _("Say who answers for it"), _("Save who answers")
    done = _("It is saved who answers for the node.")

    def build(self) -> None:
        self.fields["unit"] = UnitField(self.viewer, label=_("Responsible unit"), required=False)
        self.fields["person"] = forms.CharField(label=_("Person responsible"), max_length=100, required=False)

    def now(self) -> Mapping[str, Any]:
        return {"unit": self.about.unit_id, "person": self.about.person}

    def carry_out(self, *, by: User, at: datetime) -> None:
        unit = _unit(self.cleaned_data["unit"])
        assign_milestone(self.about, unit=unit, person=self.cleaned_data["person"], by=by, at=at)


class WaitFor(NodeDeed):
    name = "after"
    title, button = _("Say what it waits for"), _("Save what it waits for")
    done = _("It is saved what the node waits for.")

    predecessors = forms.ModelMultipleChoiceField(
        label=_("Waits for"), queryset=Milestone.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def build(self) -> None:
        others = self.project.milestones.exclude(pk=self.about.pk)
        self.fields["predecessors"].queryset = others  # type: ignore[attr-defined]

    def now(self) -> Mapping[str, Any]:
        return {"predecessors": list(self.about.predecessors.all())}

    def carry_out(self, *, by: User, at: datetime) -> None:
        wait_for(self.about, list(self.cleaned_data["predecessors"]), by=by, at=at)


class DecideExtension(Deed):
    """The two ways to decide are the two buttons."""

    about: Extension
    name = "decide"
    title, button = _("Decide about the extension"), _("Grant the extension")
    done = _("The extension is decided.")
    is_decision = True

    words = forms.CharField(
        label=_("What the decision says"), widget=forms.Textarea, max_length=1000, required=False,
        help_text=_("Published beside the date. A refusal says why."),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("Decision"), choices=[("grant", _("Grant it")), ("refuse", _("Refuse it"))], widget=forms.RadioSelect
    )

    def carry_out(self, *, by: User, at: datetime) -> None:
        typed = self.cleaned_data
        decide_extension(self.about, grant=typed["way"] == "grant", words=typed["words"], by=by, at=at)


NODE_DEEDS: tuple[type[NodeDeed], ...] = (PlanNode, FinishNode, ForecastNode, AskExtension, AssignNode, WaitFor)
