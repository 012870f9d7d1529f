"""Units and access, as the administrator, a reporter and an outsider meet them."""

from datetime import date

import pytest
from django.test import Client

from diaodu.accounts.models import Membership, Role, Unit, User
from diaodu.accounts.tree import UnitTree
from tests.people import PASSWORD, city, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def units() -> dict[str, Unit]:
    return city()


@pytest.fixture
def admin(client: Client, units: dict[str, Unit]) -> Client:
    client.force_login(someone("zhou", units["office"], Role.ADMINISTRATOR))
    client.cookies["django_language"] = "en"
    return client


def test_the_tree_is_that_of_the_day_looked_at(admin: Client, units: dict[str, Unit]) -> None:
    given = {"name": "东川区", "kind": "county", "parent": units["city"].pk, "from_on": "2024-01-01"}
    admin.post(f"/units/{units['east'].pk}/change/", given)
    shown = [admin.get(address).content.decode() for address in ("/units/?as_of=2023-12-31", "/units/")]
    assert [("东川县<" in page, "东川区<" in page) for page in shown] == [(True, False), (False, True)]


def test_a_role_without_an_end_lasts_until_today(admin: Client, units: dict[str, Unit]) -> None:
    people = admin.get(f"/units/{units['office'].pk}/").content.decode().partition("Through time")[0]
    assert '<td class="dd-nowrap"><span class="dd-hint">today</span></td>' in people


def test_an_administrator_founds_a_unit(admin: Client, units: dict[str, Unit]) -> None:
    given = {
        "name": "高新区",
        "code": "gxq",
        "kind": "zone",
        "parent": units["city"].pk,
        "from_on": "2024-01-01",
        "region_code": "410871",
    }
    answer = admin.post(f"/units/{units['city'].pk}/below/", given, follow=True)
    assert "高新区 has been founded" in answer.content.decode()
    state = UnitTree.on(date(2024, 1, 1)).states[Unit.objects.get(code="gxq").pk]
    assert (state.name, state.parent_id, state.region_code) == ("高新区", units["city"].pk, "410871")


def test_a_code_that_is_taken_is_refused_in_words(admin: Client, units: dict[str, Unit]) -> None:
    given = {"name": "高新区", "code": "dd", "kind": "zone", "parent": units["city"].pk, "from_on": "2024-01-01"}
    assert "Another unit has this code" in admin.post(f"/units/{units['city'].pk}/below/", given).content.decode()


def test_a_unit_with_units_below_it_says_why_it_cannot_end(admin: Client, units: dict[str, Unit]) -> None:
    answer = admin.post(f"/units/{units['east'].pk}/end/", {"to_on": "2024-01-01", "into": ""})
    assert "Units below it still stand" in answer.content.decode()


def test_an_ended_unit_still_opens(admin: Client, units: dict[str, Unit]) -> None:
    admin.post(f"/units/{units['east'].pk}/end/", {"to_on": "2024-01-01", "into": units["west"].pk})
    assert "ended on 2024-01-01" in admin.get(f"/units/{units['east'].pk}/").content.decode()


def test_a_new_person_gets_a_password_that_works_once(admin: Client, units: dict[str, Unit]) -> None:
    given = {"username": "li", "name": "李方", "role": "reporter", "from_on": "2024-01-01"}
    answer = admin.post(f"/units/{units['east'].pk}/people/", given)
    person = User.objects.get(username="li")
    assert person.check_password(answer.context["password"])
    assert person.must_change_password
    assert person.memberships.get().unit == units["east"]


def test_a_known_person_takes_up_another_role(admin: Client, units: dict[str, Unit]) -> None:
    li = someone("li", units["east"], Role.REPORTER)
    given = {"username": "li", "name": "", "role": "leader", "from_on": "2024-01-01"}
    admin.post(f"/units/{units['west'].pk}/people/", given)
    assert set(li.memberships.values_list("role", flat=True)) == {"reporter", "leader"}
    assert li.check_password(PASSWORD)


def test_when_the_role_is_refused_the_person_is_not_half_added(admin: Client, units: dict[str, Unit]) -> None:
    given = {"username": "li", "name": "", "role": "reporter", "from_on": "2024-01-01"}
    answer = admin.post(f"/units/{units['east'].pk}/people/", given)
    assert "Nobody has this user name yet" in answer.content.decode()
    assert not User.objects.filter(username="li").exists()


def test_a_role_is_ended_on_a_day(admin: Client, units: dict[str, Unit]) -> None:
    membership = someone("li", units["east"], Role.REPORTER).memberships.get()
    admin.post(f"/units/memberships/{membership.pk}/end/", {"to_on": "2024-02-01"})
    assert Membership.objects.get(pk=membership.pk).to_on == date(2024, 2, 1)


def test_a_forgotten_password_is_replaced(admin: Client, units: dict[str, Unit]) -> None:
    li = someone("li", units["east"], Role.REPORTER)
    answer = admin.post(f"/units/people/{li.pk}/password/")
    li.refresh_from_db()
    assert li.check_password(answer.context["password"])


def test_a_county_administrator_gets_no_hold_of_the_citys_people(client: Client, units: dict[str, Unit]) -> None:
    chief = someone("chief", units["city"], Role.LEADER)
    client.force_login(someone("small", units["east"], Role.ADMINISTRATOR))
    assert client.post(f"/units/people/{chief.pk}/password/").status_code == 404
    assert client.get(f"/units/{units['west'].pk}/change/").status_code == 404
    assert client.get(f"/units/{units['east_bureau'].pk}/change/").status_code == 200


def test_a_reporter_reads_but_changes_nothing(client: Client, units: dict[str, Unit]) -> None:
    client.force_login(someone("li", units["east"], Role.REPORTER))
    east, west = units["east"].pk, units["west"].pk
    addresses = ("/units/", f"/units/{east}/", f"/units/{west}/", f"/units/{east}/change/", f"/units/{east}/people/")
    assert [client.get(address).status_code for address in addresses] == [200, 200, 404, 403, 403]


def test_the_tree_takes_the_same_queries_however_many_units(
    admin: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        admin.get("/units/")


def test_a_form_that_is_not_right_is_answered_as_such(admin: Client, units: dict[str, Unit]) -> None:
    east = units["east"].pk
    for verb in ("change", "people"):
        assert admin.post(f"/units/{east}/{verb}/", {"name": ""}).status_code == 422
