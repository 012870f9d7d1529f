"""Units through time, roles from a day until another, tokens."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from diaodu.accounts.actions import (
    change_unit,
    end_membership,
    end_unit,
    give_password,
    grant_role,
    make_token,
    merge_units,
    rename_unit,
    revoke_token,
)
from diaodu.accounts.models import Role, UnitKind
from diaodu.accounts.tokens import digest, user_of_token
from diaodu.accounts.tree import UnitTree
from diaodu.journal.models import Entry
from diaodu.journal.writing import journal_entry
from tests.people import MOMENT, PASSWORD, START, city, someone, unit

pytestmark = pytest.mark.django_db
LAST_YEAR, DAY, LATER = date(2023, 6, 1), date(2024, 1, 1), date(2024, 6, 1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_last_years_tree_keeps_last_years_name() -> None:
    east = city()["east"]
    rename_unit(east, name="东川区", from_on=DAY, by=None, at=MOMENT)
    assert [UnitTree.on(day).name(east.pk) for day in (LAST_YEAR, DAY)] == ["东川县", "东川区"]


def test_a_change_on_the_first_day_of_a_state_corrects_it() -> None:
    east = city()["east"]
    rename_unit(east, name="东川区", from_on=START, by=None, at=MOMENT)
    assert [state.name for state in east.states.all()] == ["东川区"]


def test_a_change_before_the_present_state_is_refused() -> None:
    east = city()["east"]
    with pytest.raises(ValidationError, match="2020-01-01"):
        rename_unit(east, name="东川区", from_on=START - timedelta(days=1), by=None, at=MOMENT)


def test_a_moved_unit_takes_along_what_stands_below_it() -> None:
    units = city()
    change_unit(units["east"], parent=units["west"], from_on=DAY, by=None, at=MOMENT)
    below = [UnitTree.on(day).beneath([units["west"].pk]) for day in (LAST_YEAR, DAY)]
    assert below == [{units["west"].pk}, {units[name].pk for name in ("west", "east", "east_bureau")}]


def test_a_unit_cannot_stand_below_itself() -> None:
    units = city()
    with pytest.raises(ValidationError, match="below itself"):
        change_unit(units["east"], parent=units["east_bureau"], from_on=DAY, by=None, at=MOMENT)


def test_a_unit_with_units_below_it_cannot_simply_end() -> None:
    with pytest.raises(ValidationError, match="still stand"):
        end_unit(city()["east"], to_on=DAY, by=None, at=MOMENT)


def test_merging_moves_what_stood_below_and_ends_the_roles() -> None:
    units = city()
    li = someone("li", units["east"], Role.REPORTER)
    merge_units([units["east"]], into=units["west"], on=DAY, by=None, at=MOMENT)
    tree = UnitTree.on(DAY)
    assert units["east"].pk not in tree.states
    assert tree.states[units["east_bureau"].pk].parent_id == units["west"].pk
    assert li.memberships.get().to_on == DAY
    assert units["east"].pk in UnitTree.on(LAST_YEAR).states


def test_a_unit_is_not_merged_into_itself() -> None:
    zone = unit("zone", "高新区", UnitKind.ZONE)
    with pytest.raises(ValidationError, match="into itself"):
        merge_units([zone], into=zone, on=DAY, by=None, at=MOMENT)


def test_the_same_role_is_not_granted_twice() -> None:
    units = city()
    li = someone("li", units["east"], Role.REPORTER)
    with pytest.raises(ValidationError, match="already holds"):
        grant_role(user=li, unit=units["east"], role=Role.REPORTER, from_on=DAY, by=None, at=MOMENT)


def test_the_last_administrator_stays() -> None:
    zhou = someone("zhou", city()["office"], Role.ADMINISTRATOR)
    with pytest.raises(ValidationError, match="last administrator"):
        end_membership(zhou.memberships.get(), to_on=DAY, by=zhou, at=MOMENT)


def test_a_role_cannot_end_before_it_began() -> None:
    li = someone("li", city()["east"], Role.REPORTER, since=DAY)
    with pytest.raises(ValidationError, match="2024-01-01"):
        end_membership(li.memberships.get(), to_on=LAST_YEAR, by=None, at=MOMENT)


def test_every_verb_leaves_its_actor_in_the_journal() -> None:
    units = city()
    zhou = someone("zhou", units["office"], Role.ADMINISTRATOR)
    rename_unit(units["east"], name="东川区", from_on=DAY, by=zhou, at=MOMENT)
    assert Entry.objects.order_by("-position").values_list("verb", "by").first() == ("change_unit", zhou.pk)


def test_signing_in_writes_no_history() -> None:
    li = someone("li")
    before = li.history.count()
    li.last_login = MOMENT
    li.save(update_fields=["last_login"])
    assert li.history.count() == before


def test_a_given_password_must_be_changed() -> None:
    li = someone("li")
    give_password(li, password="temporary-one", by=None, at=MOMENT)
    assert (li.must_change_password, li.check_password(PASSWORD)) == (True, False)


def test_a_token_acts_for_its_owner_until_it_ends() -> None:
    li = someone("li")
    token, key = make_token(li, label="ledger", expires_on=LATER, by=li, at=MOMENT)
    assert user_of_token(key, at=MOMENT) == li
    assert user_of_token(key, at=MOMENT + timedelta(days=200)) is None
    revoke_token(token, by=li, at=MOMENT + timedelta(hours=1))
    assert user_of_token(key, at=MOMENT + timedelta(hours=2)) is None


def test_a_given_password_ends_the_tokens() -> None:
    li = someone("li")
    _, key = make_token(li, label="ledger", expires_on=LATER, by=li, at=MOMENT)
    give_password(li, password="temporary-one", by=None, at=MOMENT + timedelta(hours=1))
    assert user_of_token(key, at=MOMENT + timedelta(hours=2)) is None


def test_only_the_digest_of_a_token_is_kept() -> None:
    li = someone("li")
    token, key = make_token(li, label="ledger", expires_on=LATER, by=li, at=MOMENT)
    assert token.digest == digest(key)
    assert not token.history.filter(label__contains=key).exists()
    assert user_of_token(key + "x", at=MOMENT) is None


def test_a_barred_owner_takes_the_token_along() -> None:
    li = someone("li")
    _, key = make_token(li, label="ledger", expires_on=LATER, by=li, at=MOMENT)
    with journal_entry(by=None, at=MOMENT, verb="bar"):
        li.is_active = False
        li.save()
    assert user_of_token(key, at=MOMENT) is None
