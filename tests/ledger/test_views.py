"""Views that people keep: whose they are, who finds them, and whose rows they show."""

import pytest
from django.utils.timezone import now

from diaodu.ledger.actions import drop_view, keep_view
from diaodu.ledger.models import KeptView, SharedWith
from diaodu.projects.refusals import Refused
from tests.world import City, a_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return a_city()


def kept(city: City, name: str, shared_with: SharedWith) -> KeptView:
    dispatcher = city.sees(city.dispatcher)
    return keep_view(name, query="phase=building", shared_with=shared_with, viewer=dispatcher, at=now())


def test_the_same_name_is_the_same_view(city: City) -> None:
    first = kept(city, "在建", SharedWith.NOBODY)
    assert kept(city, "在建", SharedWith.ALL).pk == first.pk
    assert KeptView.objects.get().shared_with == "all"


def test_each_of_the_cast_finds_what_is_shared_with_them(city: City) -> None:
    for name, shared_with in (("我的", SharedWith.NOBODY), ("本单位", SharedWith.UNIT), ("大家", SharedWith.ALL)):
        kept(city, name, shared_with)
    found = {
        person.username: sorted(KeptView.objects.visible_to(city.sees(person)).values_list("name", flat=True))
        for person in (city.dispatcher, city.leader, city.reporter, city.outsider)
    }
    # The leader belongs to the same unit as the dispatcher.
    assert found["dispatcher"] == sorted(["我的", "本单位", "大家"])
    assert (found["leader"], found["reporter"], found["outsider"]) == (sorted(["本单位", "大家"]), ["大家"], [])


def test_only_its_owner_drops_a_view(city: City) -> None:
    view = kept(city, "大家", SharedWith.ALL)
    with pytest.raises(Refused):
        drop_view(view, viewer=city.sees(city.reporter), at=now())
    drop_view(view, viewer=city.sees(city.dispatcher), at=now())
    assert not KeptView.objects.exists()
    assert KeptView.history.count() == 2
