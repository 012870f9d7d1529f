"""Lights of projects: the usual schemes, a city's own, approved reasons and overrides."""

from datetime import date

import pytest

from diaodu.assessment.actions import (
    DecidedAlready,
    NotADecision,
    NotChoosable,
    SamePerson,
    choose_lights,
    decide_light_decision,
    propose_light_decision,
)
from diaodu.assessment.judging import choosable
from diaodu.assessment.models import TOGETHER, LightDecision, LightFinding
from diaodu.projects.models import Project
from tests.assessment.reported import YI, a_planned_project, report, run_may
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db
START = "yinchuan-2025-start"


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def project(city: City) -> Project:
    """A fifth of the plan by May, and a start due in March that has not come."""
    project = a_planned_project(city, "路", planned_start_on=date(2024, 3, 1))
    report(city, project, invested_ytd=YI // 5)
    return project


def light(project: Project, scheme: str) -> LightFinding:
    run_may()
    return LightFinding.objects.get(project=project, scheme=scheme)


def proposal(city: City, project: Project, level: str = "", to_on: date = date(2024, 6, 30)) -> LightDecision:
    return propose_light_decision(
        project, scheme=START, level=level, words="等待用地批复", from_on=date(2024, 5, 1), to_on=to_on,
        by=city.dispatcher, at=NOW,
    )  # fmt: skip


def test_the_usual_schemes_judge_and_say_why(city: City, project: Project) -> None:
    progress = light(project, "wuhan-project")
    assert (progress.level, progress.token, progress.reason_zh) == ("red", "bad", "只完成时序进度的 48.0%，低于60%")
    start = LightFinding.objects.get(project=project, scheme=START)
    assert (start.level, start.reason_en) == ("red", "Due to start and not started for 3 months running")
    worst = LightFinding.objects.get(project=project, scheme=TOGETHER)
    assert (worst.token, "时序进度" in worst.reason_zh, "应开工" in worst.reason_zh) == ("bad", True, True)


def test_what_was_not_reported_has_no_colour(city: City) -> None:
    silent = a_planned_project(city, "未报")
    assert (light(silent, "wuhan-project").level, light(silent, TOGETHER).token) == ("not_reported", "none")


def test_a_city_goes_by_its_own_choice_from_its_day(city: City, project: Project) -> None:
    choose_lights(city.unit, ["yinchuan-2025-progress"], from_on=date(2024, 5, 1), by=city.dispatcher, at=NOW)
    assert light(project, "yinchuan-2025-progress").reason_zh == "落后序时进度 21.7 个百分点"
    assert set(LightFinding.objects.values_list("scheme", flat=True)) == {"yinchuan-2025-progress", TOGETHER}
    later = choose_lights(city.county, ["sanya-2022-project"], from_on=date(2024, 6, 1), by=city.dispatcher, at=NOW)
    assert not LightFinding.objects.filter(scheme=later.schemes[0]).exists()
    run_may()
    assert not LightFinding.objects.filter(scheme=later.schemes[0]).exists()


def test_only_what_the_ledger_can_judge_by_can_be_chosen(city: City) -> None:
    assert "yinchuan-2025-funds" not in choosable()
    for schemes in ([], ["yinchuan-2025-funds"], ["nowhere"]):
        with pytest.raises(NotChoosable):
            choose_lights(city.unit, schemes, from_on=date(2024, 5, 1), by=city.dispatcher, at=NOW)


def test_a_reason_suppresses_once_a_second_person_has_approved_it(city: City, project: Project) -> None:
    reason = proposal(city, project)
    assert light(project, START).level == "red"
    with pytest.raises(SamePerson):
        decide_light_decision(reason, approved=True, by=city.dispatcher, at=NOW)
    decide_light_decision(reason, approved=True, by=city.leader, at=NOW)
    excused = light(project, START)
    assert (excused.level, excused.judged_level, "等待用地批复" in excused.reason_zh) == ("excused", "red", True)
    with pytest.raises(DecidedAlready):
        decide_light_decision(reason, approved=False, by=city.leader, at=NOW)


def test_an_override_lasts_until_its_day(city: City, project: Project) -> None:
    decide_light_decision(proposal(city, project, "green"), approved=True, by=city.leader, at=NOW)
    shown = light(project, START)
    assert (shown.level, shown.token, shown.judged_level) == ("green", "ok", "red")
    ended = proposal(city, project, "yellow", to_on=date(2024, 5, 30))
    decide_light_decision(ended, approved=True, by=city.leader, at=NOW)
    assert light(project, START).level == "green"


def test_a_proposal_says_what_it_proposes(city: City, project: Project) -> None:
    with pytest.raises(NotADecision, match="没有这一级"):
        proposal(city, project, "purple")
    with pytest.raises(NotADecision, match="早于"):
        proposal(city, project, to_on=date(2024, 4, 30))
    assert not LightDecision.objects.exists()
