"""The form that corrects a project's name."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NameForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("project", "Name"), max_length=200)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Stands in the history beside the old name, for example “as approved by the development commission”."),
    )

    def __init__(self, *args: Any, current: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": current}, **kwargs)
        self.current = current

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name == self.current:
            raise forms.ValidationError(gettext("This is the name that stands. Write the corrected one."))
        return name
