"""Which period to compute findings for."""

from django import forms
from django.utils.translation import gettext as _

from diaodu.engine.periods import Cadence, NotAPeriod, Period

TOO_SHORT = (Cadence.TEN_DAYS, Cadence.WEEK)


class PeriodForm(forms.Form):
    period = forms.CharField(max_length=10)

    def clean_period(self) -> str:
        code: str = self.cleaned_data["period"]
        try:
            period = Period.parse(code)
        except NotAPeriod:
            period = None
        if period is None or period.cadence in TOO_SHORT:
            raise forms.ValidationError(_("This is no period that findings can be computed for."))
        return code
