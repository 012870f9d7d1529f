"""The city's own days in the work calendar, and a year entered whole."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from diaodu.accounts.calendar import complete_year, enter_days, work_calendar
from diaodu.accounts.models import CalendarDay, User
from diaodu.engine.workdays import UnknownYear, published_years
from tests.people import MOMENT, someone

pytestmark = pytest.mark.django_db
NEW_YEAR = date(max(published_years()) + 1, 1, 1)


@pytest.fixture
def person() -> User:
    return someone("admin")


def test_a_year_counts_once_it_is_entered_whole(person: User) -> None:
    enter_days(NEW_YEAR, NEW_YEAR, is_work=False, name="元旦", by=person, at=MOMENT)
    with pytest.raises(UnknownYear):
        work_calendar().is_workday(NEW_YEAR)
    complete_year(NEW_YEAR.year, document="国办发明电〔2026〕1号", by=person, at=MOMENT)
    assert not work_calendar().is_workday(NEW_YEAR)


def test_a_year_is_not_entered_without_its_days_nor_twice(person: User) -> None:
    with pytest.raises(ValidationError):
        complete_year(NEW_YEAR.year, document="号", by=person, at=MOMENT)
    with pytest.raises(ValidationError):
        complete_year(max(published_years()), document="号", by=person, at=MOMENT)


def test_a_day_entered_again_is_one_day_with_its_history(person: User) -> None:
    day = date(2024, 7, 22)
    for is_work in (False, True):
        enter_days(day, day, is_work=is_work, name="防汛", by=person, at=MOMENT)
    assert work_calendar().is_workday(day)
    assert CalendarDay.objects.get().history.count() == 2


@pytest.mark.parametrize("last", [date(2024, 7, 1), date(2024, 9, 1)])
def test_a_stretch_that_is_none_or_too_long_is_refused(person: User, last: date) -> None:
    with pytest.raises(ValidationError):
        enter_days(date(2024, 7, 22), last, is_work=False, name="x", by=person, at=MOMENT)
