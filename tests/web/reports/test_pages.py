"""The pages of reports: the cast tries each, lists ask as much for thirty as for three, counts lead to their rows."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from diaodu.facts.reporting import ReportingTask, Submission
from tests.web.held import part_of, text_of
from tests.web.reports.reporting import Reporting, a_reporting_city, signed_in
from tests.world import a_person

pytestmark = pytest.mark.django_db
UNDEFINED = "‹undefined›"
# Dispatcher, reporter, leader, outsider, nobody.
CAST = ("dispatcher", "reporter", "leader", "outsider", None)
PAGES = {
    "/reports/": (200, 200, 200, 403, 302),
    "/reports/{pk}/": (200, 200, 200, 403, 302),
    "/reports/completeness/": (200, 200, 200, 403, 302),
    "/reports/tasks/": (200, 200, 200, 403, 302),
    "/reports/tasks/new/": (200, 403, 403, 403, 302),
    "/reports/tasks/{task}/": (200, 403, 403, 403, 302),
    "/calendar/2024/": (200, 200, 200, 403, 302),
}
VERBS = {
    "/reports/{pk}/save/": (403, 303, 403, 403, 302),
    "/reports/{pk}/review/": (403, 403, 403, 403, 302),
    "/reports/accept-clean/": (303, 403, 403, 403, 302),
    "/calendar/2024/days/": (403, 403, 403, 403, 302),
    "/calendar/2024/complete/": (403, 403, 403, 403, 302),
}


@pytest.fixture
def reporting() -> Reporting:
    return a_reporting_city()


def client_of(reporting: Reporting, person: str | None) -> Client:
    return signed_in(getattr(reporting.city, person)) if person else Client()


def address(path: str, reporting: Reporting) -> str:
    return path.format(pk=reporting.submission.pk, task=reporting.task.pk)


@pytest.mark.parametrize("path", PAGES)
def test_the_cast_tries_each_page(reporting: Reporting, path: str) -> None:
    found = [client_of(reporting, person).get(address(path, reporting)).status_code for person in CAST]
    assert tuple(found) == PAGES[path]


@pytest.mark.parametrize("path", VERBS)
def test_the_cast_tries_each_verb(reporting: Reporting, path: str) -> None:
    found = [client_of(reporting, person).post(address(path, reporting)).status_code for person in CAST]
    assert tuple(found) == VERBS[path]


def test_a_neighbour_sees_nothing_of_the_county(reporting: Reporting) -> None:
    neighbour = signed_in(a_person("neighbour", "邻县"))
    assert neighbour.get(reporting.address).status_code == 403


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("person", ["dispatcher", "reporter"])
@pytest.mark.parametrize("is_sent", [False, True])
def test_no_variable_is_undefined(
    reporting: Reporting, language: str, person: str, is_sent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_sent:
        reporting.hand_in()
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UNDEFINED)  # type: ignore[attr-defined]
    client = client_of(reporting, person)
    client.cookies["django_language"] = language
    for path, statuses in PAGES.items():
        if statuses[CAST.index(person)] == 200:
            words = client.get(address(path, reporting)).content.decode()
            assert UNDEFINED not in words
            assert "<h1" in words


@pytest.mark.parametrize("count", [3, 30])
def test_the_sheet_asks_as_much_for_thirty_as_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reporting = a_reporting_city(count)
    desk = client_of(reporting, "reporter")
    with django_assert_num_queries(28):
        assert len(desk.get(reporting.address).context["shown"].rows) == count


@pytest.mark.parametrize(("path", "queries"), [("/reports/", 16), ("/reports/completeness/", 14)])
def test_the_lists_ask_a_recorded_number_of_times(
    reporting: Reporting, path: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk = client_of(reporting, "dispatcher")
    with django_assert_num_queries(queries):
        assert desk.get(path).status_code == 200


def test_every_count_leads_to_its_reports(reporting: Reporting) -> None:
    desk = client_of(reporting, "dispatcher")
    words = desk.get("/reports/completeness/").content.decode()
    assert "修武县" in text_of(words)
    links = re.findall(r'href="(/reports/\?[^"]+)"', words)
    assert links
    for link in links:
        assert len(desk.get(link.replace("&amp;", "&")).context["rows"]) == 1


def test_the_list_narrows_and_its_fragment_is_a_fresh_load(reporting: Reporting) -> None:
    desk = client_of(reporting, "dispatcher")
    for query in ("?state=overdue", "?state=accepted", f"?task={reporting.task.pk}&period=2024-05"):
        part = part_of(desk, f"/reports/{query}")
        assert part.strip() in desk.get(f"/reports/{query}").content.decode()
    assert len(desk.get("/reports/?state=overdue").context["rows"]) == 1
    assert len(desk.get("/reports/?state=accepted").context["rows"]) == 0


def test_a_task_is_set_up_and_asks_at_once(reporting: Reporting) -> None:
    given: dict[str, Any] = {
        "name": "旬报", "cadence": "ten_days", "measures": [reporting.measures["invested"].pk], "typed_in": "yi",
        "due_rule": "workdays_after", "due_number": "2", "remind_before": "3，1", "remind_after": "",
        "from_on": "2024-05-01", "to_on": "2024-05-12",
    }  # fmt: skip
    assert client_of(reporting, "dispatcher").post("/reports/tasks/new/", given).status_code == 303
    task = ReportingTask.objects.get(name="旬报")
    assert (task.remind_before, task.unit) == ([1, 3], reporting.city.unit)
    assert Submission.objects.get(task=task).period == "2024-05X1"
