"""Tags of the portfolio that other pages show too: its tabs, and the forecasts of a project."""

from typing import Any

from django import template
from django.template import Context

from diaodu.projects.models import Project
from diaodu.web.portfolio.forecasts import forecasts_of
from diaodu.web.portfolio.tabs import tabs_for
from diaodu.web.records.known import known_to

register = template.Library()


@register.inclusion_tag("portfolio/parts/tabs.html", takes_context=True)
def portfolio_tabs(context: Context) -> dict[str, Any]:
    """The pages that show these projects, as far as the viewer may open them."""
    request = context["request"]
    return {"tabs": tabs_for(request.viewer), "here": request.resolver_match.view_name, "as_of": request.as_of}


@register.inclusion_tag("portfolio/parts/forecasts.html", takes_context=True)
def project_forecasts(context: Context, project: Project) -> dict[str, Any]:
    """The section of a project's page that says what has become of such dates and such money."""
    request = context["request"]
    return {"shown": forecasts_of(known_to(request), project), "project": project, "as_of": request.as_of}
