"""Tags of the portfolio: its tabs, which the ledger shows too."""

from typing import Any

from django import template
from django.template import Context

from diaodu.web.portfolio.tabs import tabs_for

register = template.Library()


@register.inclusion_tag("portfolio/parts/tabs.html", takes_context=True)
def portfolio_tabs(context: Context) -> dict[str, Any]:
    """The pages that show these projects, as far as the viewer may open them."""
    request = context["request"]
    return {"tabs": tabs_for(request.viewer), "here": request.resolver_match.view_name, "as_of": request.as_of}
