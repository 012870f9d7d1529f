"""A small city and some people for tests, made by the same verbs that pages use."""

from datetime import UTC, date, datetime

from diaodu.accounts.actions import add_person, choose_password, found_unit, grant_role
from diaodu.accounts.models import Role, Unit, UnitKind, User

MOMENT = datetime(2024, 1, 2, 1, tzinfo=UTC)
START = date(2020, 1, 1)
PASSWORD = "lantern-river-42"


def unit(
    code: str, name: str, kind: UnitKind = UnitKind.COUNTY, parent: Unit | None = None, since: date = START
) -> Unit:
    return found_unit(code=code, name=name, kind=kind, parent=parent, from_on=since, by=None, at=MOMENT)


def city() -> dict[str, Unit]:
    """A city with its dispatch office and two counties, one of which has a bureau."""
    top = unit("4108", "怀川市", UnitKind.CITY)
    east = unit("410801", "东川县", parent=top)
    return {
        "city": top,
        "office": unit("dd", "调度办", UnitKind.DEPARTMENT, top),
        "east": east,
        "east_bureau": unit("east-fg", "东川县发改委", UnitKind.DEPARTMENT, east),
        "west": unit("410802", "西川县", parent=top),
    }


def someone(username: str, at: Unit | None = None, role: Role | None = None, since: date = START) -> User:
    """A person who has chosen a password, with a role if one is named."""
    user = add_person(username=username, name=f"{username}先生", password=PASSWORD, by=None, at=MOMENT)
    choose_password(user, password=PASSWORD, at=MOMENT)
    if at is not None and role is not None:
        grant_role(user=user, unit=at, role=role, from_on=since, by=None, at=MOMENT)
    return user
