"""Forms of key projects: a name corrected, a view of the ledger kept."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diaodu.ledger.models import SharedWith


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


class KeptViewForm(forms.Form):
    """A name for what the page asks; `query` is the page's own address."""

    name = forms.CharField(max_length=40)
    shared_with = forms.ChoiceField(choices=SharedWith.choices)
    query = forms.CharField(max_length=4000, required=False)

    @property
    def parameters(self) -> QueryDict:
        return QueryDict(self.cleaned_data["query"])
