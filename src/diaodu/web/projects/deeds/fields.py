"""Fields of the forms: amounts in 万元, quantities, days, units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from diaodu.accounts.viewer import Viewer
from diaodu.facts.figures import NotAFigure, read_figure, shown_figure
from diaodu.facts.models import NumberUnit
from diaodu.facts.reporting import TypedIn


class FigureField(forms.CharField):
    """A number as people type it, kept exactly. Empty says that nobody has stated it."""

    def __init__(self, unit: NumberUnit = NumberUnit.FEN, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.unit = unit
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        words = super().clean(value)
        if not words:
            return None
        try:
            return read_figure(words, unit=self.unit, typed_in=TypedIn.WAN)
        except NotAFigure as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return shown_figure(value, unit=self.unit, typed_in=TypedIn.WAN, grouped=False)
        return value


class DayField(forms.DateField):
    """A day from the browser's own calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class UnitField(forms.TypedChoiceField):
    """A unit that exists on the day, by its name."""

    def __init__(self, viewer: Viewer, **kwargs: Any) -> None:
        units = [(str(pk), state.name) for pk, state in viewer.tree.states.items()]
        kwargs.setdefault("label", _("Unit"))
        super().__init__(choices=[("", "—"), *units], coerce=int, empty_value=None, **kwargs)


def choices_of(kind: Any, *, empty: bool = True) -> list[tuple[str, Any]]:
    return [("", "—"), *kind.choices] if empty else list(kind.choices)
