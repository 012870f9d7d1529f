"""What a person reads when a page cannot be shown: what happened, what was kept, what to do, a number the log knows."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from diaodu.accounts.models import Membership, Role
from diaodu.facts.blobs import BytesMissing

log = logging.getLogger("diaodu.web")


def _error_page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    number = get_random_string(8, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    log.warning("%s %s %s: error page %s", status, request.method, request.path, number)
    return render(request, template, {"number": number, **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Our own words when we raised it; Django's reasons are for the log."""
    words = str(exception) if type(exception) is BadRequest else ""
    if isinstance(exception, RequestDataTooBig):
        words = _("That is more text than a form can carry. Save it as a file and upload the file instead.")
    return _error_page(request, "shell/error_400.html", 400, words=words)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says who can grant it."""
    administrators = (
        Membership.objects.valid_on(localdate())
        .filter(role=Role.ADMINISTRATOR, user__is_active=True)
        .values_list("user__name", flat=True)
        .distinct()
        .order_by("user__name")[:5]
    )
    return _error_page(request, "shell/error_403.html", 403, administrators=list(administrators))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Our own words where it is not the address that is wrong."""
    words = str(exception) if isinstance(exception, BytesMissing) else ""
    return _error_page(request, "shell/error_404.html", 404, words=words)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: when the ledger itself is out of reach, this page still shows."""
    number = get_random_string(8, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    log.error("500 %s %s: error page %s", request.method, request.path, number)
    return render(None, "shell/error_500.html", {"number": number}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.info("CSRF: %s", reason)
    return _error_page(request, "shell/error_csrf.html", 403)


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """After too many wrong passwords: how long it lasts."""
    return render(request, "shell/locked_out.html", {"minutes": round(settings.AXES_COOLOFF_TIME * 60)}, status=429)
