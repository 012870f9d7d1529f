"""Who is calling, by token or by session, and which verbs their roles allow."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from diaodu.accounts.models import Role, User
from diaodu.accounts.tokens import user_of_token
from diaodu.accounts.viewer import Viewer, viewer
from diaodu.api.errors import Refused, not_found


class Request(HttpRequest):
    """A request whose caller is known."""

    auth: Viewer


class Token(HttpBearer):
    """`Authorization: Bearer …`: a program acts as the owner of the token."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        owner = user_of_token(token, at=timezone.now())
        if owner is None:
            return None
        _refuse_temporary_password(owner)
        return viewer(owner, on=timezone.localdate())


class Session(APIKeyCookie):
    """The cookie of a signed-in browser, with the CSRF token for a verb. An Authorization header decides alone."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Viewer | None:
        if "Authorization" in request.headers or not isinstance(request.user, User):
            return None
        _refuse_temporary_password(request.user)
        if check_csrf(request):
            raise Refused(403, "csrf", _("The CSRF token is missing or out of date: load the page again."))
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer | None:
        return viewer(request.user, on=timezone.localdate()) if isinstance(request.user, User) else None


def _refuse_temporary_password(user: User) -> None:
    if user.must_change_password:
        raise Refused(403, "password", _("Change your password on the pages first."))


def may(caller: Viewer, roles: Iterable[Role]) -> None:
    """Refuses a verb to someone who has none of its roles anywhere."""
    if not caller.has(*roles):
        raise forbidden()


def may_for(caller: Viewer, roles: Iterable[Role], unit_id: int | None) -> None:
    """Refuses a verb on a unit's rows: unknown to those who do not see them, forbidden to those who only see them."""
    if unit_id not in caller.units():
        raise not_found()
    if unit_id not in caller.units(roles):
        raise forbidden()


def forbidden() -> Refused:
    return Refused(403, "forbidden", _("Your roles do not allow this."))
