"""Whose wrong passwords are counted together."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The name as sign-in compares it, without regard to case: "Li" and "LI" are one door, with one count."""
    given = credentials.get("username") if credentials else request.POST.get("login")
    return str(given or "").strip().casefold()
