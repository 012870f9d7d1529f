"""Verbs on people, units, memberships and tokens. The actor (None: the system itself) and the moment are always given.

A verb that cannot be done raises ValidationError with words for the person who asked.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from axes.utils import reset as forget_failures
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from diaodu.accounts.models import ApiToken, Membership, Role, Unit, UnitKind, UnitState, User
from diaodu.accounts.tokens import digest, new_token
from diaodu.accounts.tree import UnitTree
from diaodu.journal.writing import journal_entry


def _id(user: User | None) -> int | None:
    return user.pk if user else None


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
    with journal_entry(by=_id(by), at=at, verb="found_unit"):
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


def _open_state(unit: Unit, *, on: date) -> UnitState:
    """The state that a change from this day would follow."""
    state: UnitState | None = UnitState.objects.filter(unit=unit, to_on__isnull=True).first()
    if state is None:
        raise ValidationError(_("This unit has already ended."))
    if on < state.from_on:
        raise ValidationError(
            _("A change must not come before %(day)s, when the present state began.") % {"day": state.from_on}
        )
    return state


def change_unit(unit: Unit, *, from_on: date, by: User | None, at: datetime, **changes: Any) -> UnitState:
    """Another name, place in the tree, region code or group from a day on; what was before stays as it was."""
    with journal_entry(by=_id(by), at=at, verb="change_unit"):
        state = _open_state(unit, on=from_on)
        parent: Unit | None = changes.get("parent", state.parent)
        if parent is not None and parent.pk in UnitTree.on(from_on).beneath([unit.pk]):
            raise ValidationError(_("A unit cannot stand below itself."))
        if state.from_on < from_on:
            state.to_on = from_on
            state.save()
            state = UnitState(
                unit=unit,
                name=state.name,
                kind=state.kind,
                parent=state.parent,
                region_code=state.region_code,
                assessment_group=state.assessment_group,
                from_on=from_on,
            )
        for field, value in changes.items():
            setattr(state, field, value)
        state.save()
    return state


def rename_unit(unit: Unit, *, name: str, from_on: date, by: User | None, at: datetime) -> UnitState:
    """Another name from a day on."""
    return change_unit(unit, name=name, from_on=from_on, by=by, at=at)


def end_unit(unit: Unit, *, to_on: date, by: User | None, at: datetime) -> UnitState:
    """The unit ends: `to_on` is the first day without it. Its roles end with it; units below must have gone before."""
    with journal_entry(by=_id(by), at=at, verb="end_unit"):
        state = _open_state(unit, on=to_on)
        if to_on == state.from_on:
            raise ValidationError(_("A unit lasts at least one day."))
        if UnitState.objects.filter(parent=unit, to_on__isnull=True).exists():
            raise ValidationError(
                _("Units below it still stand. Move or end them first, or merge this unit into another.")
            )
        state.to_on = to_on
        state.save()
        for membership in Membership.objects.filter(unit=unit, to_on__isnull=True):
            membership.to_on = max(to_on, membership.from_on)
            membership.save()
    return state


def merge_units(units: Iterable[Unit], *, into: Unit, on: date, by: User | None, at: datetime) -> None:
    """Units end on a day, and what stood below them stands below another from then on."""
    with journal_entry(by=_id(by), at=at, verb="merge_units"):
        for unit in units:
            if unit == into:
                raise ValidationError(_("A unit cannot be merged into itself."))
            for below in UnitState.objects.filter(parent=unit, to_on__isnull=True).select_related("unit"):
                change_unit(below.unit, parent=into, from_on=max(on, below.from_on), by=by, at=at)
            end_unit(unit, to_on=on, by=by, at=at)


def add_person(*, username: str, name: str, password: str, by: User | None, at: datetime) -> User:
    """A new person with a password that they must change when they first sign in."""
    with journal_entry(by=_id(by), at=at, verb="add_person"):
        return User.objects.create_user(username, password, name=name, must_change_password=True)


def choose_password(user: User, *, password: str, at: datetime) -> None:
    """A person sets a password of their own."""
    with journal_entry(by=user.pk, at=at, verb="choose_password"):
        user.set_password(password)
        user.must_change_password = False
        user.save()


def choose_email(user: User, *, email: str, at: datetime) -> None:
    """Where a person wants to be reminded; nowhere, when it is empty."""
    with journal_entry(by=user.pk, at=at, verb="choose_email"):
        user.email = email
        user.save()


def give_password(user: User, *, password: str, by: User | None, at: datetime) -> None:
    """A temporary password for someone who forgot theirs. It lifts a lock-out, and their tokens stop working."""
    with journal_entry(by=_id(by), at=at, verb="give_password"):
        user.set_password(password)
        user.must_change_password = True
        user.save()
        for token in ApiToken.objects.filter(user=user, revoked_at__isnull=True):
            token.revoked_at = at
            token.save()
        forget_failures(username=user.username.casefold())


def grant_role(*, user: User, unit: Unit, role: Role, from_on: date, by: User | None, at: datetime) -> Membership:
    """A person takes up a role at a unit."""
    with journal_entry(by=_id(by), at=at, verb="grant_role"):
        if Membership.objects.filter(user=user, unit=unit, role=role, to_on__isnull=True).exists():
            raise ValidationError(_("%(person)s already holds this role here.") % {"person": user.name})
        return Membership.objects.create(user=user, unit=unit, role=role, from_on=from_on)


def end_membership(membership: Membership, *, to_on: date, by: User | None, at: datetime) -> Membership:
    """The role ends: `to_on` is the first day without it. The last administrator stays."""
    with journal_entry(by=_id(by), at=at, verb="end_membership"):
        if to_on < membership.from_on:
            raise ValidationError(_("A role cannot end before it began on %(day)s.") % {"day": membership.from_on})
        others = Membership.objects.filter(role=Role.ADMINISTRATOR, to_on__isnull=True).exclude(pk=membership.pk)
        if membership.role == Role.ADMINISTRATOR and not others.exists():
            raise ValidationError(_("This is the last administrator. Give the role to someone else first."))
        membership.to_on = to_on
        membership.save()
    return membership


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
