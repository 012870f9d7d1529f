"""Forms of drafts: what a person may correct before confirming, by the kind of record."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.intake.models import Draft, DraftKind
from diaodu.meetings.models import DirectiveKind

_BETWEEN_NAMES = re.compile(r"[、,，;；\n]+")


class DraftForm(forms.Form):
    """The fields of one draft as they were read, ready to be corrected, and the record that it may be about."""

    listed: ClassVar[dict[str, str]] = {}  # form field: key of the draft's fields that stands once per name

    match = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, draft: Draft, data: Any = None) -> None:
        super().__init__(
            data, auto_id=f"draft-{draft.pk}-%s", initial=dict(self._read(draft)), use_required_attribute=False
        )

    @property
    def shown(self) -> Iterator[forms.BoundField]:
        return (field for field in self if field.name != "match")

    def _read(self, draft: Draft) -> Iterator[tuple[str, str]]:
        for name in self.base_fields:
            if name in self.listed:
                yield name, "、".join(_names(draft, self.listed[name]))
            elif name in draft.fields:
                yield name, draft.fields[name]["value"]

    def corrections(self) -> dict[str, str]:
        """What was typed over the draft, by its keys; an empty value takes a field away."""
        typed: dict[str, str] = {}
        for name in self.changed_data:
            value = self.cleaned_data[name]
            if name in self.listed:
                typed |= self._listed_corrections(name, value)
            elif name != "match":
                typed[name] = "" if value is None else str(value)
        return typed

    def _listed_corrections(self, name: str, value: str) -> dict[str, str]:
        key = self.listed[name]
        before = [each for each in _BETWEEN_NAMES.split(self.initial.get(name, "")) if each]
        after = list(dict.fromkeys(each.strip() for each in _BETWEEN_NAMES.split(value) if each.strip()))
        gone = {f"{key}:{each}": "" for each in before if each not in after}
        return gone | {f"{key}:{each}": each for each in after if each not in before}


def _names(draft: Draft, key: str) -> list[str]:
    return [field["value"] for name, field in draft.fields.items() if name.startswith(f"{key}:")]


def _day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class MeetingForm(DraftForm):
    listed: ClassVar[dict[str, str]] = {"attendees": "attendee"}

    title = forms.CharField(label=_("Meeting"), required=False)
    series = forms.CharField(
        label=_("Series"), help_text=_("the name without its number; meetings of a series are counted"), required=False
    )
    ordinal = forms.CharField(
        label=_("Number in the series"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    held_on = _day(pgettext_lazy("meeting", "Date"))
    chair = forms.CharField(label=_("Chair"), required=False)
    attendees = forms.CharField(
        label=pgettext_lazy("at a meeting", "Present"), help_text=_("names with 、 between them"), required=False
    )


class ProjectForm(DraftForm):
    listed: ClassVar[dict[str, str]] = {"programmes": "programme"}

    name = forms.CharField(label=_("Project name"), required=False)
    programmes = forms.CharField(
        label=_("Programmes"), help_text=_("lists that it stands on, with 、 between them"), required=False
    )


class LeadForm(DraftForm):
    name = forms.CharField(label=_("Investment lead"), required=False)


class DirectiveForm(DraftForm):
    party = forms.CharField(
        label=pgettext_lazy("directive", "Who"), help_text=_("whom the meeting addressed"), required=False
    )
    number = forms.CharField(
        label=_("Number in the text"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    text = forms.CharField(
        label=pgettext_lazy("directive", "What"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=pgettext_lazy("directive", "Kind"), choices=DirectiveKind.choices, required=False)
    due_words = forms.CharField(label=_("By when, in the words of the text"), required=False)
    due_on = _day(_("Due on"))

    def _read(self, draft: Draft) -> Iterator[tuple[str, str]]:
        yield "kind", DirectiveKind.DEMAND.value
        yield from super()._read(draft)


FORMS: dict[DraftKind, type[DraftForm]] = {
    DraftKind.MEETING: MeetingForm,
    DraftKind.PROJECT: ProjectForm,
    DraftKind.LEAD: LeadForm,
    DraftKind.DIRECTIVE: DirectiveForm,
}


def form_of(draft: Draft, data: Any = None) -> DraftForm:
    return FORMS[DraftKind(draft.kind)](draft, data)


def label_of(kind: str, field: str) -> str | Promise:
    """What a field of a record is called, by the kind of record and the key that its citation carries."""
    form = FORMS[DraftKind(kind)]
    named = field.partition(":")[0]
    name = next((name for name, key in form.listed.items() if key == named), named)
    label: str | Promise = form.base_fields[name].label or ""
    return label
