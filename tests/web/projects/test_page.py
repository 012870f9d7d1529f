"""What the page of a project shows: plan against actual, nodes, figures with their sheets, and the past."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from diaodu.facts.actions import Reported, correct_fact
from diaodu.facts.models import Fact
from diaodu.projects.actions import describe_project, found_project
from diaodu.projects.models import Firm
from tests.browser import sign_in
from tests.web.held import LATER, signed_in, text_of
from tests.web.projects.built import Built, a_built_project


@pytest.fixture
def built(db: None) -> Built:
    return a_built_project()


def test_it_says_what_needs_doing_and_what_is_on_record(built: Built) -> None:
    words = text_of(
        signed_in(built.site.city.leader).get(built.page("/projects/{project}/?year=2024")).content.decode()
    )
    told = (
        "2个节点超期", "1项延期待审批", "主体三层", "D4620 污水处理及其再生利用", "清流水务", "再生水综合利用 至",
        "113.000000, 35.000000", "管网一期", "其余待落实", "李瑞霞", "倒排工期",
    )  # fmt: skip
    assert [one for one in told if one not in words] == []
    assert "缺专班" not in words


def test_a_plan_stands_beside_what_was_reported_and_missing_is_not_zero(built: Built) -> None:
    year = signed_in(built.site.city.leader).get(built.page("/projects/{project}/?year=2024")).context["shown"].year
    april = year.months[3]
    assert (april.planned, str(april.invested), april.reached) == ("20", "5", None)
    for month in ("01", "02", "03"):
        built.report("invested", 1_000_000, period=f"2024-{month}")
    year = signed_in(built.site.city.leader).get(built.page("/projects/{project}/?year=2024")).context["shown"].year
    assert (str(year.months[3].reached), year.months[3].ahead, year.months[4].reached) == ("8", "−12", None)


def test_a_moved_date_is_drawn_as_a_ghost_and_said_with_its_extension(built: Built) -> None:
    html = signed_in(built.site.city.leader).get(built.page("/projects/{project}/")).content.decode()
    assert "<del>2024-05-30</del>" in html
    assert html.count('class="former"') == 1
    assert "供地未完" in html


def test_a_figure_leads_to_its_sheet_with_the_correction(built: Built) -> None:
    fact = Fact.objects.get(pk=built.ids["fact"])
    value = Reported(fact.subject_id, fact.measure_id, number=6_000_000, typed_by_id=built.site.city.reporter.pk)
    new = correct_fact(fact, value=value, reason="漏计设备款", **built.site.by)
    client = signed_in(built.site.city.leader)
    page = client.get(f"/projects/figures/{new.pk}/").content.decode()
    part = client.get(f"/projects/figures/{new.pk}/", headers={"HX-Request": "true", "HX-Target": "div#sheet-body"})
    assert part.content.decode().strip() in page
    words = text_of(page)
    for told in ("数值 6 ", "漏计设备款", "更正前 5 ", "何秋实", "2024年4月"):
        assert told in words


def test_the_list_of_what_lacks_shrinks_and_its_part_equals_the_page(built: Built) -> None:
    client = signed_in(built.site.city.reporter)
    page = client.get("/projects/lacking/").content.decode()
    part = client.get("/projects/lacking/", headers={"HX-Request": "true", "HX-Target": "div#rows"}).content.decode()
    assert part.strip() in page
    assert ("管网一期" in page, "再生水综合利用工程" in page) == (True, False)
    assert "2个项目中，1个两项齐全；缺专班1个，缺方案1个。" in text_of(page)


def test_the_past_shows_what_was_known_and_offers_nothing(built: Built) -> None:
    describe_project(
        built.site.project, {"place": "文昌路"}, by=built.site.city.reporter, at=built.site.by["at"].replace(year=2025)
    )
    past = signed_in(built.site.city.dispatcher).get(built.page(f"/projects/{{project}}/?as_of={LATER}"))
    words = past.content.decode()
    assert ("文昌路" in words, "/do/" in words, past.context["deeds"]) == (False, False, [])


def test_what_was_typed_of_a_part_leads_to_the_history_of_its_project(built: Built) -> None:
    project = built.site.project
    parts = [project.milestones.first(), project.funding.first(), project.work_items.first()]
    for part in parts:
        address = f"/s/{part.subject_id}/"  # type: ignore[union-attr]
        assert signed_in(built.site.city.reporter).get(address)["Location"] == built.page(
            "/projects/{project}/#history"
        )
        assert signed_in(built.site.city.outsider).get(address).status_code == 404
    firm = Firm.objects.get()
    assert signed_in(built.site.city.leader).get(f"/s/{firm.subject_id}/").status_code == 404


def test_what_the_reader_may_not_see_of_it_is_not_named(built: Built) -> None:
    hidden = found_project("市级总项目", unit=built.site.city.unit, **built.site.by)
    describe_project(built.site.project, {"parent": hidden}, **built.site.by)
    page = built.page("/projects/{project}/")
    assert signed_in(built.site.city.leader).get(page).context["shown"].parent == hidden
    assert signed_in(built.site.city.reporter).get(page).context["shown"].parent is None


def test_a_photo_comes_small_private_and_never_as_anything_else(built: Built) -> None:
    answer = signed_in(built.site.city.leader).get(built.page("/projects/photos/{photo}/360/"))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Cache-Control"].startswith("private")
    assert answer.content.startswith(b"\xff\xd8")
    assert Client().get(built.page("/projects/photos/{photo}/360/")).status_code == 302


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_curve_is_drawn_and_a_figure_opens_in_the_sheet(page: Page, live_server: LiveServer) -> None:
    built = a_built_project()
    sign_in(page, live_server, built.site.city.leader)
    page.goto(live_server.url + built.page("/projects/{project}/?year=2024"))
    expect(page.locator("#curve svg")).to_be_visible()
    expect(page.locator("#curve-table")).not_to_have_attribute("open", "")
    page.locator("#curve-table summary").click()
    page.locator("#curve-table .dd-evidence").first.click()
    expect(page.locator("#sheet")).to_contain_text("何秋实")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).not_to_be_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_a_phone_nothing_hangs_over_the_edge(phone: Page, live_server: LiveServer) -> None:
    built = a_built_project()
    sign_in(phone, live_server, built.site.city.reporter)
    for address in ("/projects/{project}/", "/projects/nodes/{node}/", "/projects/{project}/do/funding/"):
        phone.goto(live_server.url + built.page(address))
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
