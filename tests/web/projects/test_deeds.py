"""The forms that keep a project's record: each changes what it says, refuses what is wrong, for whom it may."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from diaodu.accounts.models import User
from diaodu.projects.models import AnnualPlan, Approval, Extension, Milestone, NodeTemplate, Photo, Project
from diaodu.web.projects.deeds import PROJECT_DEEDS
from tests.projects.site import a_picture
from tests.web.held import signed_in, text_of
from tests.web.projects.built import Built, a_built_project
from tests.world import TODAY

pytestmark = pytest.mark.django_db
DAY = TODAY.isoformat()
# Stands for a template that ships, whatever its number here.
SHIPPED = "shipped"
GOOD: dict[str, dict[str, Any]] = {
    "phase": {"phase": "building", "on": DAY},
    "describe": {"content": "日处理5万吨", "total_investment_fen": "9000.5", "latitude": "35.2", "longitude": "113.2"},
    "nodes": {"template": SHIPPED},
    "node": {"node": "试运行", "kind": "construction", "planned_on": DAY},
    "annual-plan": {"year": 2025, "amount": "600", "month-06": "200", "month-12": "600", "quarter-2": "封顶"},
    "funding": {"kind-0": "bonds", "planned-0": "9000.5", "remark": "二期另筹"},
    "work": {"work": "混凝土", "unit_words": "m³", "planned": "1200.5"},
    "benefit": {"measure": "tax_paid", "amount": "320", "by_year": 2027},
    "approval": {"kind": "energy", "document": "节能审查意见", "on": DAY},
    "photo": {},
    "task-force": {"leader": "惠康", "members": "发改、住建"},
    "plan": {"text": "一、征地\n二、施工"},
    "firm": {"firm": "中原建工", "kind": "construction", "contract_fen": "210.5"},
    "shares": {"kind-0": "hosted", "percent-0": "100"},
    "programme": {"programme": "三个一批", "year": 2024},
}  # fmt: skip
BAD: dict[str, dict[str, Any]] = {
    "phase": {"phase": "started", "on": DAY},
    "describe": {"industry": "4620"},
    "nodes": {"template": 999},
    "node": {"node": "主体封顶", "kind": "construction"},
    "annual-plan": {"year": 2025, "amount": "600", "month-06": "700", "month-12": "600"},
    "funding": {"kind-0": "bonds", "planned-0": "many"},
    "work": {"work": "混凝土", "unit_words": "m³", "planned": "1.00005"},
    "benefit": {"measure": "jobs", "amount": "-1", "by_year": 2027},
    "approval": {"kind": "energy", "document": "x" * 201},
    "photo": {"taken_on": "2024-13-01"},
    "task-force": {"leader": ""},
    "plan": {"text": " "},
    "firm": {"firm": "中原建工", "kind": "construction", "uscc": "911100006000373410"},
    "shares": {"kind-0": "hosted", "percent-0": "99"},
    "programme": {"programme": "三个一批", "year": "soon"},
}


@pytest.fixture
def built() -> Built:
    return a_built_project()


def send(client: Client, built: Built, name: str, given: dict[str, Any]) -> Any:
    filled = dict(given)
    if name == "photo" and "taken_on" not in given:
        filled["file"] = SimpleUploadedFile("新.jpg", a_picture(64).getvalue())
    if name == "shares":
        filled["unit-0"] = built.site.city.county.pk
    if filled.get("template") == SHIPPED:
        filled["template"] = built.ids["template"]
    return client.post(f"/projects/{built.ids['project']}/do/{name}/", filled)


def test_every_form_is_tried() -> None:
    assert {deed.name for deed in PROJECT_DEEDS} == GOOD.keys() == BAD.keys()


@pytest.mark.parametrize("name", GOOD)
def test_a_form_filled_in_leads_back_to_the_project_which_tells_it(built: Built, name: str) -> None:
    desk = signed_in(built.site.city.dispatcher)
    answer = send(desk, built, name, GOOD[name])
    assert (answer.status_code, answer["Location"]) == (303, f"/projects/{built.ids['project']}/")
    told = text_of(desk.get(answer["Location"]).content.decode())
    words = {
        "phase": "在建",
        "describe": "9,000.5",
        "work": "1,200.5",
        "benefit": "320",
        "plan": "二、施工",
        "firm": "210.5",
    }
    assert words.get(name, "") in told


@pytest.mark.parametrize("name", BAD)
def test_a_form_filled_in_wrongly_says_so_and_changes_nothing(built: Built, name: str) -> None:
    before = Project.history.count(), AnnualPlan.objects.count(), Photo.objects.count()
    answer = send(signed_in(built.site.city.dispatcher), built, name, BAD[name])
    assert answer.status_code == 422
    assert "dd-field-error" in answer.content.decode() or "dd-notice-error" in answer.content.decode()
    assert (Project.history.count(), AnnualPlan.objects.count(), Photo.objects.count()) == before


@pytest.mark.parametrize("name", GOOD)
def test_only_keepers_send_and_only_the_office_decides(built: Built, name: str) -> None:
    city = built.site.city
    deed = next(deed for deed in PROJECT_DEEDS if deed.name == name)
    expected = {"leader": 403, "outsider": 403, "reporter": 403 if deed.is_decision else 303}
    tried = {person: send(signed_in(getattr(city, person)), built, name, GOOD[name]).status_code for person in expected}
    assert tried == expected


def test_what_did_not_change_is_not_said_to_have(built: Built) -> None:
    desk = signed_in(built.site.city.dispatcher)
    address = f"/projects/{built.ids['project']}/do/describe/"
    form = desk.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    before = Project.history.count()
    assert desk.post(address, {k: getattr(v, "pk", v) for k, v in given.items()}).status_code == 303
    assert Project.history.count() == before


def test_a_hostile_picture_is_refused_in_words(built: Built) -> None:
    file = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")
    answer = signed_in(built.site.city.reporter).post(f"/projects/{built.ids['project']}/do/photo/", {"file": file})
    assert answer.status_code == 422
    assert "JPEG、PNG 或 WebP" in answer.content.decode()


def of_node(user: User, built: Built, **given: Any) -> Any:
    return signed_in(user).post(f"/projects/nodes/{built.ids['node']}/", given)


def test_one_page_holds_every_deed_about_a_node(built: Built) -> None:
    reporter = built.site.city.reporter
    node = Milestone.objects.get(pk=built.ids["node"])
    assert of_node(reporter, built, deed="done", on=DAY).status_code == 303
    assert of_node(reporter, built, deed="done", on=(TODAY - timedelta(days=3)).isoformat()).status_code == 422
    assert of_node(reporter, built, deed="plan", on=DAY).status_code == 422
    assert (
        of_node(reporter, built, deed="responsible", unit=built.site.city.county.pk, person="石安").status_code == 303
    )
    assert of_node(reporter, built, deed="after", predecessors=[node.pk]).status_code == 422
    assert of_node(built.site.city.leader, built, deed="done", on=DAY).status_code == 403
    node.refresh_from_db()
    assert (node.actual_on, node.person) == (TODAY, "石安")


def test_an_extension_is_decided_by_another_dispatcher(built: Built) -> None:
    address = f"/projects/extensions/{built.ids['extension']}/"
    city = built.site.city
    others = (city.reporter, city.leader, city.outsider)
    refused = [signed_in(person).post(address, {"way": "grant"}).status_code for person in others]
    assert refused == [403, 403, 403]
    assert signed_in(city.dispatcher).post(address, {"way": "refuse", "words": ""}).status_code == 422
    assert signed_in(city.dispatcher).post(address, {"way": "grant", "words": "同意"}).status_code == 303
    assert Extension.objects.get(pk=built.ids["extension"]).state == "granted"


def test_who_asked_cannot_decide_on_the_page_either(built: Built) -> None:
    dispatcher = built.site.city.dispatcher
    asking = {"deed": "extension", "to_on": "2031-01-01", "reason_kind": "land", "words": "供地未完"}
    future = built.site.node("远期", TODAY.replace(year=2030))
    built.ids["node"] = future.pk
    assert of_node(dispatcher, built, **asking).status_code == 303
    asked = Extension.objects.get(milestone=future)
    answer = signed_in(dispatcher).post(f"/projects/extensions/{asked.pk}/", {"way": "grant"})
    assert (answer.status_code, "须由他人审批" in answer.content.decode()) == (422, True)


def test_an_entry_is_struck_out_with_a_reason(built: Built) -> None:
    address = f"/projects/entries/approval/{built.ids['approval']}/strike/"
    keeper = signed_in(built.site.city.reporter)
    assert keeper.post(address, {"reason": ""}).status_code == 422
    assert keeper.post(address, {"reason": "录重"}).status_code == 303
    assert not Approval.objects.exists()
    assert "录重" in keeper.get(f"/projects/{built.ids['project']}/").content.decode()


def test_a_template_is_copied_written_anew_and_nobody_elses(built: Built) -> None:
    desk = signed_in(built.site.city.dispatcher)
    form = desk.get(built.page("/projects/templates/new/?from={template}")).context["form"]
    assert form["construction"].value().splitlines()[0] == "开工进场"
    given = {"name": "水利节点", "preparation": "征地", "construction": "开工\n\n封顶\n", "is_chain": "on"}
    assert desk.post("/projects/templates/new/", given).status_code == 303
    own = NodeTemplate.objects.get(name="水利节点")
    assert [(node.name, str(node.follows or "")) for node in own.nodes.all()] == [
        ("征地", ""),
        ("开工", ""),
        ("封顶", "开工"),
    ]
    assert desk.post(f"/projects/templates/{own.pk}/", given | {"construction": "征地"}).status_code == 422
    assert desk.post(built.page("/projects/templates/{template}/"), given).status_code == 403
    assert signed_in(built.site.city.reporter).post("/projects/templates/new/", given).status_code == 403
