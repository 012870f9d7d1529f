"""API tokens: how one is made, kept as a digest, and recognised."""

import hashlib
import secrets
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from diaodu.accounts.models import ApiToken, User

# Lets a leaked token be recognised in a log or a repository.
PREFIX = "diaodu_"


def new_token() -> str:
    """A fresh token: 32 random bytes behind a prefix. Shown to its owner once and not kept."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token. It is long and random, so one SHA-256 without salt is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def user_of_token(token: str, *, at: datetime) -> User | None:
    """The person a token acts for at a moment; None when it is unknown, expired, revoked, or its owner is barred."""
    not_revoked = Q(revoked_at__isnull=True) | Q(revoked_at__gt=at)
    found = (
        ApiToken.objects.filter(not_revoked, digest=digest(token), expires_on__gte=localdate(at), user__is_active=True)
        .select_related("user")
        .first()
    )
    return found.user if found else None
