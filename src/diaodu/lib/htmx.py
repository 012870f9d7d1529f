"""One template per page: an HTMX request gets a named part of it, from the same context."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


def asked_part(request: HttpRequest) -> str:
    """The id of the element that HTMX will fill with the answer; empty when a whole page is asked for."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    if not htmx or htmx.history_restore_request:
        return ""
    # HTMX 4 says which element: "div#rows".
    return (htmx.target or "").partition("#")[2]


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    parts: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, or the part of it whose name is the id of the element to fill.

    Each of `parts` is a `{% partialdef name %}` of the template, and names the element that it stands in.
    """
    part = asked_part(request)
    response = render(request, f"{template}#{part}" if part in parts else template, context, status=status)
    if parts:
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def send_to(request: HttpRequest, url: str) -> HttpResponse:
    """Sends the browser itself to an address, also from HTMX, which would follow a plain redirect on its own."""
    return HttpResponseClientRedirect(url) if getattr(request, "htmx", None) else HttpResponseRedirect(url)
