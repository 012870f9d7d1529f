"""What another confirmed text says too stays when the first one is undone, and falls with the last of them."""

from datetime import date

import pytest
from django.db.models import Model

from diaodu.intake.actions import confirm_all, undo_decision
from diaodu.intake.models import Reading
from diaodu.meetings.actions import record_meeting
from diaodu.meetings.models import AgendaEntry, Attendance
from diaodu.projects.actions import found_project
from diaodu.projects.models import Listing
from tests.world import NOW, WRITE_UP, City, a_city, a_reading

pytestmark = pytest.mark.django_db


def two_texts_that_joined(city: City) -> tuple[Reading, Reading]:
    """Both are about one meeting and one project that were on record before them."""
    series, title = "省市重点项目暨招商引资调度会", "省市重点项目暨招商引资第十次调度会"
    day = date(2024, 5, 29)
    record_meeting(title, unit=city.unit, series=series, ordinal=10, held_on=day, by=city.dispatcher, at=NOW)
    found_project("市十一中迁建", unit=city.unit, by=city.dispatcher, at=NOW)
    text = WRITE_UP.replace("5月29日", "2024年5月29日")
    readings = a_reading(city, text), a_reading(city, text + "又讯", name="again.txt")
    for reading in readings:
        assert confirm_all(reading, viewer=city.sees(city.dispatcher), at=NOW).left == []
    return readings


def undo(city: City, reading: Reading, kind: str) -> None:
    draft = reading.drafts.filter(kind=kind, state="confirmed", made_record=False).order_by("order").first()
    assert draft is not None
    undo_decision(draft, by=city.dispatcher, at=NOW)


@pytest.mark.parametrize(
    ("kind", "model", "of_it"),
    [
        ("project", Listing, {"project__name": "市十一中迁建"}),
        ("meeting", Attendance, {}),
        ("project", AgendaEntry, {"project__name": "市十一中迁建"}),
        ("meeting", AgendaEntry, {"project__name": "市十一中迁建"}),
    ],
)
def test_what_two_texts_say_falls_with_the_last_of_them(kind: str, model: type[Model], of_it: dict[str, str]) -> None:
    city = a_city()
    first, second = two_texts_that_joined(city)
    rows = model._base_manager.filter(**of_it)
    said = set(rows.values_list("pk", flat=True))
    assert said
    for reading, left in ((first, said), (second, set())):
        undo(city, reading, kind)
        assert set(rows.values_list("pk", flat=True)) == left
