"""Map, its outlines, time line and wall: what they show, and what they refuse."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from diaodu.accounts.models import Role
from diaodu.assessment.models import MapOutline, Run
from diaodu.journal.writing import journal_entry
from tests.assessment.reported import a_planned_project
from tests.lib.test_outlines import feature, geojson
from tests.web.held import signed_in, text_of, words_at
from tests.web.portfolio.shown import lit_projects
from tests.world import NOW, City, a_city, a_person

pytestmark = pytest.mark.django_db
MAP, OUTLINE, WALL, GANTT = "/portfolio/map/", "/portfolio/map/outline/", "/portfolio/wall/", "/portfolio/gantt/"


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def office(city: City) -> Client:
    return signed_in(a_person("admin", "管理员", city.unit, Role.ADMINISTRATOR))


def upload(office: Client, data: bytes) -> str:
    answer = office.post(OUTLINE, {"file": SimpleUploadedFile("边界.geojson", data)}, follow=True)
    return text_of(answer.content.decode())


def test_a_tile_holds_its_value_and_leads_to_its_projects(city: City) -> None:
    lit_projects(city)
    answer = signed_in(city.leader).get(f"{MAP}?indicator=invested_ytd")
    (tile,) = answer.context["drawing"].shapes
    assert (tile.name, tile.printed, tile.step) == ("修武县", "100.00", 1)
    assert f"unit={city.county.pk}&amp;period=2024-05" in answer.content.decode()
    (silent,) = signed_in(city.leader).get(f"{MAP}?indicator=punctuality").context["drawing"].shapes
    assert (silent.printed, silent.step) == ("", 0)


def test_outlines_draw_the_units_that_fit_and_say_what_does_not(city: City, office: Client) -> None:
    behind, _silent = lit_projects(city)
    with journal_entry(by=None, at=NOW, verb="describe_project"):
        behind.longitude, behind.latitude = 113_200_000, 35_100_000
        behind.save()
    words = upload(office, geojson(feature(), feature(adcode="999999", name="外地"), feature(adcode="", name="无码")))
    assert "没有行政区划代码为 999999 的单位（“外地”）" in words
    assert "“无码”没有行政区划代码" in words
    drawing = signed_in(city.leader).get(MAP).context["drawing"]
    assert [shape.path for shape in drawing.shapes] == ["M10 710L773 710L773 10L10 10Z"]
    assert [(point.name, point.token) for point in drawing.points] == [("落后的路", "bad")]


def test_a_hostile_outline_changes_nothing(city: City, office: Client) -> None:
    assert "文件不是 JSON" in upload(office, b"<svg onload=alert(1)>")
    assert "只有多边形才能画成单位" in upload(office, geojson(feature(kind="Point", name="<script>")))
    assert not MapOutline.objects.exists()


def test_a_stale_wall_says_since_when(city: City) -> None:
    lit_projects(city)
    stale = signed_in(city.leader).get(WALL)
    assert stale.context["wall"].is_stale
    assert "数据陈旧：自 2024-05-30 17:00 起未再计算" in stale.content.decode()
    Run.objects.update(computed_at=stale.context["wall"].shown_at - timedelta(hours=25))
    assert not signed_in(city.leader).get(WALL).context["wall"].is_stale


def test_the_wall_shows_the_worst_and_refreshes_itself(city: City) -> None:
    lit_projects(city)
    page = words_at(city.leader, WALL)
    assert 'hx-trigger="every 60s"' in page
    assert "落后的路" in page
    assert "未报的桥" not in page
    part = signed_in(city.leader).get(WALL, headers={"HX-Request": "true", "HX-Target": "main#wall"})
    assert "<html" not in part.content.decode()


def test_a_line_of_time_shows_plan_and_deed(city: City) -> None:
    dates = {"planned_start_on": date(2024, 1, 1), "planned_finish_on": date(2024, 12, 31)}
    a_planned_project(city, "路", actual_start_on=date(2024, 3, 1), **dates)
    (line,) = signed_in(city.leader).get(GANTT).context["gantt"].lines
    assert line.planned is not None
    assert line.actual is not None
    assert line.planned.x < line.actual.x
    assert "计划 2024-01-01 – 2024-12-31" in words_at(city.leader, GANTT)
    assert "还没有日期" in words_at(city.reporter, f"{GANTT}?as_of=2024-05-01")
