"""What every page needs: where the viewer may go, how the page looks, what it should say about its figures."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from diaodu.web.access import viewer_of
from diaodu.web.places import MORE, PLACES, places_for
from diaodu.web.shell.preferences import theme_of


def shell(request: HttpRequest) -> dict[str, Any]:
    viewer = viewer_of(request)
    match = request.resolver_match
    return {
        "viewer": viewer,
        "places": places_for(viewer, PLACES),
        "more_places": places_for(viewer, MORE),
        "active_area": match.namespace if match else "",
        "own_unit": viewer.tree.name(viewer.own_units[0]) if viewer and viewer.own_units else "",
        "as_of": getattr(request, "as_of", None),
        "theme": theme_of(request),
        "is_demo": (settings.DATA_DIR / "demo").exists(),
    }
