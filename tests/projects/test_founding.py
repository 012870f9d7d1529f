"""Projects are founded, renamed and listed, each in one journal entry."""

import pytest

from diaodu.journal.histories import as_of
from diaodu.journal.models import Entry
from diaodu.projects.actions import found_project, list_on_programme, rename_project
from diaodu.projects.models import Project
from tests.world import NOW, a_city

pytestmark = pytest.mark.django_db


def test_founding_makes_a_subject_and_a_history_under_one_position() -> None:
    city = a_city()
    project = found_project("再生水综合利用", unit=city.unit, by=city.dispatcher, at=NOW)
    row = project.history.get()
    assert (project.subject.kind, row.name, row.history_user_id) == ("project", "再生水综合利用", city.dispatcher.pk)
    assert Entry.objects.get(position=row.position).verb == "found_project"


def test_a_former_name_is_still_known_as_of_then() -> None:
    city = a_city()
    project = found_project("再生水利用", unit=city.unit, by=city.dispatcher, at=NOW)
    before = Entry.objects.latest("position").position
    project = rename_project(project, name="再生水综合利用", reason="按批复", by=city.dispatcher, at=NOW)
    assert project.name == "再生水综合利用"
    assert as_of(Project, before).get().name == "再生水利用"


def test_renaming_to_the_same_name_writes_no_history() -> None:
    city = a_city()
    project = found_project("再生水综合利用", unit=city.unit, by=city.dispatcher, at=NOW)
    rename_project(project, name="再生水综合利用", reason="按批复", by=city.dispatcher, at=NOW)
    assert project.history.count() == 1


def test_a_project_stands_once_a_year_on_a_programme() -> None:
    city = a_city()
    project = found_project("再生水综合利用", unit=city.unit, by=city.dispatcher, at=NOW)
    outcomes = [
        list_on_programme(project, programme="三十工程", year=year, by=city.dispatcher, at=NOW)[1]
        for year in (2024, 2024, 2025)
    ]
    assert outcomes == [True, False, True]
    assert [str(listing) for listing in project.listings.order_by("year")] == ["三十工程 2024", "三十工程 2025"]
