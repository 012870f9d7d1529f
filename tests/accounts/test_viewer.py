"""What each role opens, on which day."""

from datetime import date

import pytest

from diaodu.accounts.actions import end_membership, grant_role, merge_units
from diaodu.accounts.models import Role
from diaodu.accounts.viewer import viewer
from tests.people import MOMENT, city, someone

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 1)


def opened(user: object, units: dict, on: date = DAY) -> set[str]:
    ids = viewer(user, on=on).units()  # type: ignore[arg-type]
    return {name for name, unit in units.items() if unit.pk in ids}


def test_a_reporter_sees_the_unit_and_what_is_below_it() -> None:
    units = city()
    assert opened(someone("li", units["east"], Role.REPORTER), units) == {"east", "east_bureau"}


def test_a_reporter_of_a_bureau_does_not_see_the_county() -> None:
    units = city()
    assert opened(someone("li", units["east_bureau"], Role.REPORTER), units) == {"east_bureau"}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.REPORTER}))
def test_the_others_see_the_area_of_their_government(role: Role) -> None:
    units = city()
    assert opened(someone("sun", units["office"], role), units) == set(units)
    assert opened(someone("qian", units["east_bureau"], role), units) == {"east", "east_bureau"}


def test_an_outsider_sees_nothing() -> None:
    units = city()
    person = viewer(someone("wu"), on=DAY)
    assert (opened(person.user, units), person.roles, person.own_units) == (set(), frozenset(), ())


def test_a_role_opens_from_its_first_day_until_the_day_before_its_end() -> None:
    units = city()
    li = someone("li", units["east"], Role.REPORTER, since=date(2023, 3, 1))
    end_membership(li.memberships.get(), to_on=date(2023, 9, 1), by=None, at=MOMENT)
    days = (date(2023, 2, 28), date(2023, 3, 1), date(2023, 8, 31), date(2023, 9, 1))
    assert [bool(opened(li, units, day)) for day in days] == [False, True, True, False]


def test_a_merged_county_is_seen_by_who_reports_for_the_other() -> None:
    units = city()
    li = someone("li", units["west"], Role.REPORTER)
    merge_units([units["east"]], into=units["west"], on=DAY, by=None, at=MOMENT)
    assert opened(li, units, date(2023, 12, 31)) == {"west"}
    assert opened(li, units) == {"west", "east_bureau"}


def test_own_units_come_with_the_longest_standing_first() -> None:
    units = city()
    li = someone("li", units["west"], Role.REPORTER, since=date(2023, 1, 1))
    grant_role(user=li, unit=units["east"], role=Role.REPORTER, from_on=date(2022, 1, 1), by=None, at=MOMENT)
    assert viewer(li, on=DAY).own_units == (units["east"].pk, units["west"].pk)


def test_it_takes_two_queries(django_assert_num_queries: object) -> None:
    li = someone("li", city()["west"], Role.DISPATCHER)
    with django_assert_num_queries(2):  # type: ignore[operator]
        viewer(li, on=DAY).units()
