"""Words of the projects' pages."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diaodu.facts.models import NumberUnit

register = template.Library()


@register.filter
def unit_words(unit: str) -> str:
    """The unit that stands beside figures of a measure; money is shown in 万元."""
    return {
        NumberUnit.FEN: _("ten thousand yuan"),
        NumberUnit.COUNT: pgettext("unit", "people"),
        NumberUnit.TONNE_CE: pgettext("unit of energy", "tce"),
    }.get(NumberUnit(unit), "")
