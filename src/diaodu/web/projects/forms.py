"""The form that corrects a project's name."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("project", "Name"), max_length=200)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_(
            "Stands in the history beside the old name, for example “as approved by the development commission”."
        ),
    )

    def __init__(self, typed: QueryDict | None = None, *, current: str) -> None:
        super().__init__(typed, initial={"name": current})
        self.current = current

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name == self.current:
            raise forms.ValidationError(gettext("This is the name that stands. Write the corrected one."))
        return name
