"""A person's own settings."""

from django.http import HttpResponse

from diaodu.lib.htmx import render_page
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed, anyone


@readonly
@allowed(anyone)
def own_settings(request: ViewerRequest) -> HttpResponse:
    return render_page(request, "me/settings.html", {})
