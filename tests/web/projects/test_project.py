"""The page of one project, and the correction of its name."""

import pytest

from diaodu.meetings.actions import put_on_agenda, record_directive
from diaodu.projects.actions import found_project, rename_project
from diaodu.projects.models import Project
from tests.web.held import LATER, a_held_meeting, signed_in, text_of, words_at
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db
NEW = {"name": "北部山区生态修复工程", "reason": "按发改委批复名称"}


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def project(city: City) -> Project:
    a_held_meeting(city)
    return Project.objects.get(name="北部山区生态修复")


def page(project: Project) -> str:
    return f"/projects/{project.pk}/"


def test_it_says_what_is_on_record_and_where_that_stands(city: City, project: Project) -> None:
    answer = signed_in(city.leader).get(page(project))
    shown = answer.context["shown"]
    words = text_of(answer.content.decode())
    assert "未赋码" in words
    assert [(year, name.words) for year, name in shown.programmes] == [(2024, "三十工程")]
    assert [source.name for source in shown.sources] == ["write-up.txt"]
    for value in (shown.name, shown.programmes[0][1], shown.hearings[0].day):
        assert "<mark" in words_at(city.leader, value.evidence.href)


def test_a_directive_that_names_it_stands_with_the_meeting(city: City, project: Project) -> None:
    meeting = project.agenda_entries.get().meeting
    said = {"order": 9, "party": "市林业局", "text": "加快北部山区生态修复验收"}
    record_directive(meeting, **said, by=city.dispatcher, at=NOW)
    words = text_of(words_at(city.leader, page(project)))
    assert "市林业局 加快北部山区生态修复验收" in words
    assert "本次会议共 2 条要求" in words


def test_the_history_tells_old_and_new_by_whom_and_why(city: City, project: Project) -> None:
    signed_in(city.dispatcher).post(page(project) + "name/", NEW)
    words = text_of(words_at(city.leader, page(project)))
    assert "名称：北部山区生态修复 → 北部山区生态修复工程" in words
    assert "陆向明 更正项目名称" in words
    assert "原因：按发改委批复名称" in words


def test_a_corrected_name_rests_on_who_typed_it(city: City, project: Project) -> None:
    answer = signed_in(city.dispatcher).post(page(project) + "name/", NEW, follow=True)
    evidence = answer.context["shown"].name.evidence
    assert (evidence.typed_by, evidence.is_passage) == ("陆向明", False)
    assert 'id="history"' in words_at(city.leader, evidence.href)
    assert [cited.words for cited in answer.context["shown"].sources[0].says] == ["北部山区生态修复"]


def test_the_past_shows_the_old_name_and_no_form(city: City, project: Project) -> None:
    rename_project(project, **NEW, by=city.dispatcher, at=NOW.replace(year=2025))
    answer = signed_in(city.dispatcher).get(f"{page(project)}?as_of={LATER}")
    assert str(answer.context["shown"].name) == "北部山区生态修复"
    assert answer.context["name_form"] is None
    assert signed_in(city.dispatcher).get(f"{page(project)}?as_of=2020-01-01").status_code == 404


@pytest.mark.parametrize(
    ("given", "words"),
    [({**NEW, "name": "北部山区生态修复"}, "这就是现用名称"), ({**NEW, "reason": " "}, "这个字段是必填项")],
)
def test_a_correction_that_says_nothing_is_refused(
    city: City, project: Project, given: dict[str, str], words: str
) -> None:
    answer = signed_in(city.dispatcher).post(page(project) + "name/", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Project.objects.get(pk=project.pk).name == "北部山区生态修复"


def test_only_who_answers_for_the_unit_corrects_a_name(city: City, project: Project) -> None:
    theirs = found_project("县里的项目", unit=city.county, by=city.dispatcher, at=NOW)
    assert signed_in(city.leader).get(page(project)).context["name_form"] is None
    tries = [(city.leader, project, 403), (city.outsider, project, 403), (city.reporter, project, 404)]
    for user, tried, status in [*tries, (city.reporter, theirs, 303)]:
        assert signed_in(user).post(page(tried) + "name/", NEW).status_code == status


def test_another_units_project_is_not_there(city: City, project: Project) -> None:
    assert signed_in(city.reporter).get(page(project)).status_code == 404


def test_a_hostile_name_stays_words(city: City, project: Project) -> None:
    signed_in(city.dispatcher).post(page(project) + "name/", {**NEW, "name": "<img src=x>", "reason": "<b>"})
    put_on_agenda(project.agenda_entries.get().meeting, order=1, project=project, by=city.dispatcher, at=NOW)
    words = words_at(city.leader, page(project))
    assert "<img src=x>" not in words
    assert "<b>" not in words
