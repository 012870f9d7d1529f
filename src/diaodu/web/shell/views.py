"""The look, and whether the house stands."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from diaodu.web.shell.preferences import THEME_COOKIE, THEMES, YEAR


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen theme on this device and goes back."""
    back = request.POST.get("next", "/")
    response = redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@require_safe
def health(request: HttpRequest) -> HttpResponseBase:
    """For whoever watches the server: answers when the ledger answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})
