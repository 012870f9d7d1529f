"""Sign-in only: accounts are given by an administrator."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from diaodu.accounts.actions import choose_password
from diaodu.accounts.models import User


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        choose_password(user, password=password, at=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me:settings")
