"""Verbs on people, units, memberships and tokens. The actor and the moment are always given."""

from datetime import date, datetime

from diaodu.accounts.models import ApiToken, Membership, Role, Unit, UnitKind, UnitState, User
from diaodu.accounts.tokens import digest, new_token
from diaodu.journal.writing import journal_entry


def found_unit(
    *,
    code: str,
    name: str,
    kind: UnitKind,
    parent: Unit | None,
    from_on: date,
    by: User | None,
    at: datetime,
    region_code: str = "",
    assessment_group: str = "",
) -> Unit:
    """A new unit with its first state."""
    with journal_entry(by=by.pk if by else None, at=at, verb="found_unit"):
        unit = Unit.objects.create(code=code)
        UnitState.objects.create(
            unit=unit,
            name=name,
            kind=kind,
            parent=parent,
            region_code=region_code,
            assessment_group=assessment_group,
            from_on=from_on,
        )
    return unit


def add_person(*, username: str, name: str, password: str, by: User | None, at: datetime) -> User:
    """A new person with a password that they must change when they first sign in."""
    with journal_entry(by=by.pk if by else None, at=at, verb="add_person"):
        return User.objects.create_user(username, password, name=name, must_change_password=True)


def choose_password(user: User, *, password: str, at: datetime) -> None:
    """A person sets a password of their own."""
    with journal_entry(by=user.pk, at=at, verb="choose_password"):
        user.set_password(password)
        user.must_change_password = False
        user.save()


def grant_role(*, user: User, unit: Unit, role: Role, from_on: date, by: User | None, at: datetime) -> Membership:
    """A person takes up a role at a unit."""
    with journal_entry(by=by.pk if by else None, at=at, verb="grant_role"):
        return Membership.objects.create(user=user, unit=unit, role=role, from_on=from_on)


def end_membership(membership: Membership, *, to_on: date, by: User | None, at: datetime) -> None:
    """The role ends: `to_on` is the first day without it."""
    with journal_entry(by=by.pk if by else None, at=at, verb="end_membership"):
        membership.to_on = to_on
        membership.save()


def make_token(user: User, *, label: str, expires_on: date, by: User, at: datetime) -> tuple[ApiToken, str]:
    """A token for a program that acts as this person. The key itself is returned once and not kept."""
    key = new_token()
    with journal_entry(by=by.pk, at=at, verb="make_token"):
        token = ApiToken.objects.create(
            user=user, label=label, digest=digest(key), created_at=at, expires_on=expires_on
        )
    return token, key


def revoke_token(token: ApiToken, *, by: User, at: datetime) -> None:
    """The token stops working at this moment."""
    with journal_entry(by=by.pk, at=at, verb="revoke_token"):
        token.revoked_at = at
        token.save()
