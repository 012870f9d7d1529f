"""Who may open the collect pages, and who may decide: each address tried by everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from diaodu.accounts.models import Role, User
from diaodu.intake.models import Draft, DraftKind, DraftState
from tests.web.collect.desk import draft_of, page_of_source, signed_in
from tests.world import City, a_city, a_person, a_reading

pytestmark = pytest.mark.django_db
PAGES = ["/collect/", "{source}", "{source}passage/?start=0&end=5", "{source}received/"]
VERBS = ["take_in", "confirm", "reject", "undo", "confirm_all", "read_again"]


@pytest.fixture
def city() -> City:
    city = a_city()
    a_person("auditor", "审计员", city.unit, Role.AUDITOR)
    a_person("officer", "招商员", city.unit, Role.INVESTMENT_OFFICER)
    a_person("administrator", "管理员", city.unit, Role.ADMINISTRATOR)
    return city


def desk_of(username: str) -> Client:
    return signed_in(User.objects.get(username=username))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("dispatcher", 200),
        ("officer", 200),
        ("leader", 200),
        ("auditor", 200),
        ("outsider", 403),
        ("administrator", 200),
    ],
)
def test_pages_open_to_whom_they_should(city: City, page: str, username: str, status: int) -> None:
    address = page.format(source=page_of_source(a_reading(city)))
    answer = desk_of(username).get(address)
    answer.close()
    assert answer.status_code == status


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("username", ["leader", "auditor", "outsider", "administrator"])
def test_those_who_read_decide_nothing(city: City, verb: str, username: str) -> None:
    reading = a_reading(city)
    draft = draft_of(reading, DraftKind.MEETING)
    on_source = {"take_in": [], "confirm_all": [reading.source_id], "read_again": [reading.source_id]}
    address = reverse(f"collect:{verb}", args=on_source.get(verb, [draft.pk]))
    assert desk_of(username).post(address, {"title": "会", "reason": "重复"}).status_code == 403
    assert set(Draft.objects.values_list("state", flat=True)) == {DraftState.PROPOSED}


@pytest.mark.parametrize("page", PAGES[1:])
def test_a_reporter_does_not_see_what_the_city_received(city: City, page: str) -> None:
    address = page.format(source=page_of_source(a_reading(city)))
    assert desk_of("reporter").get(address).status_code == 404


def test_a_reporter_decides_nothing_about_what_the_city_received(city: City) -> None:
    draft = draft_of(a_reading(city), DraftKind.MEETING)
    assert desk_of("reporter").post(reverse("collect:confirm", args=[draft.pk]), {"title": "会"}).status_code == 404


def test_those_who_read_see_no_form(city: City) -> None:
    html = desk_of("leader").get(page_of_source(a_reading(city))).content.decode()
    assert 'class="collect-decide"' not in html
    assert 'id="take-in"' not in desk_of("leader").get("/collect/").content.decode()


def test_a_stranger_is_led_to_the_sign_in_page(city: City) -> None:
    assert Client().get("/collect/").url == "/accounts/login/?next=%2Fcollect%2F"
