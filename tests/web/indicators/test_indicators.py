"""The catalogue of indicators, and the trail from a figure and a light to the reports beneath."""

import re

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from diaodu.assessment.models import Finding
from diaodu.engine.catalogue import CATALOGUE
from diaodu.engine.schemes import light_schemes
from diaodu.projects.models import Project
from tests.assessment.reported import YI, a_planned_project, report, run_may
from tests.web.held import signed_in, text_of, words_at
from tests.world import City, a_city

pytestmark = pytest.mark.django_db
UNDEFINED = "‹undefined›"
FIGURE = "/indicators/2024-05/project/{project}/{code}/"
LIGHT = "/indicators/2024-05/project/{project}/light/{scheme}/"
PAGES = (
    "/indicators/",
    FIGURE.replace("{code}", "lead_over_time"),
    FIGURE.replace("{code}", "funds_in_place"),
    LIGHT.replace("{scheme}", "together"),
    LIGHT.replace("{scheme}", "wuhan-project"),
    "/indicators/2024-05/unit/{county}/investment_progress/",
    "/indicators/2024-05/whole/0/investment_progress/",
)


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def project(city: City) -> Project:
    """The city's own project: two fifths of its plan by May."""
    project = a_planned_project(city, "北山隧道", unit=city.unit)
    a_planned_project(city, "县里的路")
    report(city, project, invested_ytd=YI * 2 // 5)
    run_may()
    return project


def of_project(address: str, project: Project, **values: str) -> str:
    return address.format(project=project.pk, **values)


def test_the_catalogue_shows_every_indicator_and_every_scheme(city: City, project: Project) -> None:
    words = words_at(city.leader, "/indicators/")
    assert [one.code for one in CATALOGUE if f'id="{one.code}"' not in words] == []
    assert [code for code in light_schemes() if f'id="{code}"' not in words] == []
    assert "应开未开月数 ≥ 3" in text_of(words)
    assert "40.00" in text_of(words)


def test_a_figure_leads_to_its_rule_its_arithmetic_and_its_report(city: City, project: Project) -> None:
    words = text_of(words_at(city.leader, of_project(FIGURE, project, code="lead_over_time")))
    assert "−1.67个百分点" in words
    assert "4,000 ÷ 10,000 − 5 ÷ 12 = −1.67 个百分点" in words
    assert "本年累计完成投资，2024年5月： 4,000 万元" in words
    assert "在表单中填写 · 何秋实" in words


def test_a_projects_page_opens_with_its_light_and_its_figures(city: City, project: Project) -> None:
    words = words_at(city.leader, f"/projects/{project.pk}/")
    assert "完成时序进度的 96.0%" in text_of(words)
    assert f'hx-get="{of_project(LIGHT, project, scheme="together")}"' in words
    assert f'hx-get="{of_project(FIGURE, project, code="investment_progress")}"' in words


def test_what_was_not_reported_says_so_and_why(city: City, project: Project) -> None:
    words = text_of(words_at(city.leader, of_project(FIGURE, project, code="year_on_year")))
    assert "未报" in words
    assert "本年或上年同期未报，或上年同期为零" in words


def test_a_sum_says_how_many_it_counts(city: City, project: Project) -> None:
    words = text_of(words_at(city.leader, "/indicators/2024-05/whole/0/investment_progress/"))
    assert "4,000 ÷ 10,000 = 40.00 %" in words
    assert "2 个项目中 1 个有这个数" in words
    assert "北山隧道40.00" in words.replace(" ", "")


def test_a_light_says_why_and_by_which_rule(city: City, project: Project) -> None:
    words = text_of(words_at(city.leader, of_project(LIGHT, project, scheme="wuhan-project")))
    assert "完成时序进度的 96.0%" in words
    assert "完成进度与时序进度之比 &lt; 60%" in words


def test_the_past_is_computed_as_it_was_known(city: City, project: Project) -> None:
    report(city, project, invested_ytd=YI)
    address = of_project(FIGURE, project, code="investment_progress")
    then = signed_in(city.leader).get(f"{address}?as_of=2024-06-20").context["trail"]
    assert (then.value, then.found.position > 0) == ("100.00", True)
    assert signed_in(city.leader).get(f"{address}?as_of=2020-01-01").status_code == 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("person", ["dispatcher", "leader", "reporter", "outsider", None])
def test_the_cast_tries_each_page(city: City, project: Project, page: str, person: str | None) -> None:
    address = page.format(project=project.pk, county=city.county.pk)
    theirs = page == "/indicators/" or "/unit/" in page
    expected = {"reporter": 200 if theirs else 404, "outsider": 403, None: 302}.get(person, 200)
    client = signed_in(getattr(city, person)) if person else Client()
    assert client.get(address).status_code == expected


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_page_says_what_it_means(
    city: City, project: Project, page: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UNDEFINED)  # type: ignore[attr-defined]
    desk = signed_in(city.dispatcher)
    desk.cookies["django_language"] = language
    words = desk.get(page.format(project=project.pk, county=city.county.pk)).content.decode()
    assert UNDEFINED not in words
    assert re.findall(r"<h([1-6])", words.partition("<main")[2])[0] == "1"


def test_the_side_sheet_holds_what_the_page_holds(city: City, project: Project) -> None:
    desk = signed_in(city.dispatcher)
    sheet = {"HX-Request": "true", "HX-Target": "div#sheet-body"}
    for address in (FIGURE.replace("{code}", "lead_over_time"), LIGHT.replace("{scheme}", "together")):
        part = desk.get(of_project(address, project), headers=sheet).content.decode()
        assert part.strip() in desk.get(of_project(address, project)).content.decode()
        assert "<html" not in part


@pytest.mark.parametrize("count", [3, 12])
def test_a_trail_asks_as_much_for_many_projects_as_for_few(
    city: City, project: Project, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        report(city, a_planned_project(city, f"项目{number}"), invested_ytd=number)
    run_may()
    assert Finding.objects.of_projects("2024-05").count() == count + 2
    desk = signed_in(city.dispatcher)
    with django_assert_num_queries(7):
        desk.get("/indicators/2024-05/whole/0/investment_progress/")


@pytest.mark.parametrize(
    "address", ["/indicators/2024-05/nothing/1/projects/", "/indicators/2024-05X1/whole/0/projects/"]
)
def test_what_is_not_there_is_not_found(city: City, project: Project, address: str) -> None:
    assert signed_in(city.dispatcher).get(address).status_code == 404
