"""Who may open a page: every view of ours names the predicate that lets a person in."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from diaodu.accounts.models import User
from diaodu.accounts.viewer import Viewer, viewer
from diaodu.lib.htmx import send_to
from diaodu.web.asof import AsOf, asked_as_of

Predicate = Callable[[Viewer], bool]
View = Callable[..., HttpResponseBase]


class ViewerRequest(HttpRequest):
    """A request that `@allowed` has let through."""

    user: User
    viewer: Viewer
    today: date
    as_of: AsOf | None
    htmx: HtmxDetails


def anyone(viewer: Viewer) -> bool:
    """Every person who signs in, also without a membership: for one's own settings."""
    return True


def viewer_of(request: HttpRequest) -> Viewer | None:
    """The person behind a request as of today, read once; None when nobody is signed in."""
    if not hasattr(request, "viewer"):
        user: Any = getattr(request, "user", None)
        known = user is not None and user.is_authenticated
        request.viewer = viewer(user, on=localdate()) if known else None  # type: ignore[attr-defined]
    found: Viewer | None = request.viewer  # type: ignore[attr-defined]
    return found


def allowed(predicate: Predicate) -> Callable[[View], View]:
    """Lets in whom the predicate allows. The view gets a `ViewerRequest`: who looks, on which day, at which past."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = viewer_of(request)
            if person is None:
                return send_to(request, _sign_in_address(request))
            if person.user.must_change_password:
                return send_to(request, reverse("account_change_password"))
            if not predicate(person):
                raise PermissionDenied
            request.today = person.day  # type: ignore[attr-defined]
            request.as_of = asked_as_of(request, today=person.day)  # type: ignore[attr-defined]
            if request.as_of and request.method not in ("GET", "HEAD"):  # type: ignore[attr-defined]
                raise BadRequest(_("The past is for reading. Go back to the present to change something."))
            return view(request, *args, **kwargs)

        guarded.allowed = predicate  # type: ignore[attr-defined]
        return guarded

    return decorate


def _sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, which leads back to where the person was."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    came_from = (htmx.current_url_abs_path if htmx else None) or (
        request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    )
    return f"{reverse('account_login')}?{urlencode({'next': came_from})}"
