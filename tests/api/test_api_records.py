"""Lists and records: their rows, filters, pages, evidence, and what was known then."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Project
from tests.api.small_city import MOMENT, City

NO_MOMENT = "A position, or a moment with its zone such as 2024-05-29T09:00:00Z."
LATER = datetime(2024, 6, 30, 9, tzinfo=UTC)


def _names(answer: Any) -> list[str]:
    return [row["name"] for row in answer.json()["items"]]


def test_a_project_comes_with_its_unit_its_listing_and_its_evidence(city: City) -> None:
    project = city.get("reporter", f"/projects/{city.ids['ours']}").json()
    (citation,) = project["citations"]
    assert project["unit"] == {"id": city.units["410821"].pk, "name": "滨河县"}
    assert project["listings"] == [{"programme": {"id": city.ids["programme"], "name": "三十工程"}, "year": 2024}]
    assert (citation["field"], citation["source"], citation["words"]) == ("name", city.ids["source"], "滨河路改造")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["北山修复", "滨河路改造"]),
        ({"unit": "410821"}, ["滨河路改造"]),
        ({"unit": "410800"}, ["北山修复", "滨河路改造"]),
        ({"name": "修复"}, ["北山修复"]),
        ({"programme": "programme"}, ["北山修复", "滨河路改造"]),
        ({"meeting": "county meeting"}, ["滨河路改造"]),
        ({"limit": 1, "offset": 1}, ["滨河路改造"]),
    ],
)
@pytest.mark.parametrize("as_of", [None, "2024-05-30T00:00:00Z"])
def test_projects_are_found(city: City, query: dict[str, Any], expected: list[str], as_of: str | None) -> None:
    keys = {code: unit.pk for code, unit in city.units.items()} | city.ids
    asked = {name: keys.get(value, value) for name, value in query.items()} | ({"as_of": as_of} if as_of else {})
    assert _names(city.get("dispatcher", "/projects", **asked)) == expected


def test_a_page_says_how_many_rows_there_are(city: City) -> None:
    answer = city.get("dispatcher", "/projects", limit=1).json()
    assert (len(answer["items"]), answer["total"], answer["limit"], answer["offset"]) == (1, 2, 1, 0)


def test_as_of_answers_with_what_was_known_then(city: City) -> None:
    with journal_entry(by=None, at=LATER, verb="rename") as renaming:
        project = Project.objects.get(pk=city.ids["ours"])
        project.name = "滨河大道改造"
        project.save()
    path = f"/projects/{project.pk}"
    moments = ["2024-05-29T09:00:00Z", "2024-06-30T17:00:00+08:00", renaming.position - 1, renaming.position]
    names = [city.get("reporter", path, as_of=moment).json()["name"] for moment in moments]
    assert names == ["滨河路改造", "滨河大道改造", "滨河路改造", "滨河大道改造"]
    assert city.get("reporter", path, as_of=0).status_code == 404


def test_a_meeting_comes_whole(city: City) -> None:
    meeting = city.get("leader", f"/meetings/{city.ids['city meeting']}").json()
    assert meeting["attendance"] == ["李明"]
    assert [entry["project"] or entry["lead"] for entry in meeting["agenda"]] == [
        {"id": city.ids["ours"], "name": "滨河路改造"},
        {"id": city.ids["theirs"], "name": "北山修复"},
        {"id": city.ids["lead"], "name": "锂电材料"},
    ]
    assert [directive["party"] for directive in meeting["directives"]] == ["各县市区"]


def test_an_agenda_leaves_out_what_its_reader_may_not_see(city: City) -> None:
    meeting = city.get("department", f"/meetings/{city.ids['city meeting']}").json()
    assert [entry["order"] for entry in meeting["agenda"]] == [0, 1]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/meetings", {"lead": "lead"}),
        ("/directives", {"meeting": "city meeting"}),
        ("/leads", {"meeting": "city meeting"}),
    ],
)
def test_other_lists_are_filtered_by_what_hangs_together(city: City, path: str, query: dict[str, str]) -> None:
    asked = {name: city.ids[key] for name, key in query.items()}
    assert city.get("dispatcher", path, **asked).json()["total"] == 1
    assert city.get("dispatcher", path, **dict.fromkeys(asked, 1_000_000)).json()["total"] == 0


def test_units_come_each_after_the_one_above_it(city: City) -> None:
    shown = city.get("dispatcher", "/units").json()
    assert [unit["name"] for unit in shown] == ["山河市", "调度办", "滨河县", "临江县"]
    assert [unit["parent"] for unit in shown] == [None, *[city.units["410800"].pk] * 3]
    assert [unit["name"] for unit in city.get("reporter", "/units").json()] == ["滨河县"]
    assert city.get("dispatcher", "/units", on="2019-12-31").json() == []


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/projects", 8),
        ("/leads", 6),
        ("/meetings", 7),
        ("/directives", 6),
        ("/series", 5),
        ("/programmes", 5),
        ("/units", 3),
    ],
)
def test_a_list_takes_so_many_queries(
    city: City, path: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(queries):
        city.get("dispatcher", path)


@pytest.mark.parametrize(
    ("path", "query", "where", "message"),
    [
        ("/projects", {"untis": 3}, "query.asked", "There is no such parameter."),
        ("/projects", {"unit": "here"}, "query.unit", "A whole number is expected."),
        ("/projects", {"unit": 2**63}, "query.unit", "At most 9223372036854775807."),
        ("/projects", {"name": "滨\0河"}, "query.name", "This contains characters that are not accepted here."),
        ("/projects", {"limit": 0}, "query.limit", "At least 1."),
        ("/units", {"on": "yesterday"}, "query.on", "A day such as 2024-05-29 is expected."),
        ("/units", {"on": 0}, "query.on", "A day such as 2024-05-29 is expected."),
        ("/units", {"on": "2024-02-30"}, "query.on", "A day such as 2024-05-29 is expected."),
        ("/directives", {"kind": "wish"}, "query.kind", "One of: 'demand' or 'policy'."),
        ("/projects", {"as_of": "2024-13-01T00:00Z"}, "query.as_of", NO_MOMENT),
        ("/projects", {"as_of": "2024-05-01T00:00"}, "query.as_of", NO_MOMENT),
        ("/projects/0", {}, "path.project_id", "At least 1."),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_says_where_and_why(
    city: City, path: str, query: dict[str, Any], where: str, message: str
) -> None:
    answer = city.get("dispatcher", path, **query)
    assert (answer.status_code, answer.json()) == (422, {"code": "invalid", "message": message, "where": where})


def test_a_refusal_speaks_the_language_of_its_caller(city: City) -> None:
    caller = Client(headers={"host": "localhost", "authorization": "Bearer token-of-reporter"})
    path = f"/api/v1/projects/{city.ids['theirs']}"
    assert caller.get(path, headers={"accept-language": "zh-CN"}).json()["message"] == "没有这条记录，或者您无权查看。"
    assert caller.get(path, headers={"accept-language": "en"}).json()["message"].startswith("There is no such record")


def test_recorded_moments_carry_on_from_the_founding(city: City) -> None:
    assert city.get("leader", "/projects", as_of=MOMENT.isoformat().replace("+00:00", "Z")).json()["total"] == 2
    assert city.get("leader", "/projects", as_of="2024-05-28T00:00:00Z").json()["total"] == 0
