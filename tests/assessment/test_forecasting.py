"""Forecasts from the ledger's own history: their tracks, what is stored, what a change computes anew."""

from datetime import date, datetime, timedelta

import pytest

from diaodu.accounts.models import User
from diaodu.assessment.forecast_words import class_words
from diaodu.assessment.forecasting import forecast_everything, forecast_touched
from diaodu.assessment.models import FinishForecast, ForecastBasis, YearEndForecast
from diaodu.assessment.reading import Ledger
from diaodu.assessment.running import head
from diaodu.assessment.tracks import PastOfLedger
from diaodu.facts.models import Subject, SubjectKind
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Extension, Milestone, Project
from tests.assessment.reported import a_planned_project, report
from tests.world import NOW, City, a_city

pytestmark = pytest.mark.django_db
# The history is laid a year before anything is forecast.
LATER = NOW.replace(year=2025)
THEN = LATER.date()


@pytest.fixture
def city() -> City:
    return a_city()


def a_node(project: Project, planned_on: date, *, by: User, actual_on: date | None = None, at: datetime) -> Milestone:
    with journal_entry(by=by.pk, at=at, verb="add_milestone"):
        subject = Subject.objects.create(kind=SubjectKind.MILESTONE)
        node = Milestone.objects.create(
            project=project, subject=subject, order=1, name="主体封顶", kind="construction", planned_on=planned_on
        )
    if actual_on:
        with journal_entry(by=by.pk, at=at + timedelta(days=200), verb="record_actual_date"):
            node.actual_on = actual_on
            node.save()
    return node


def a_history(city: City) -> tuple[Project, Milestone]:
    """Six nodes that were done thirty days late, and one that is open."""
    for n in range(6):
        done = a_planned_project(city, f"完成{n}")
        planned = date(2024, 9, 1)
        a_node(done, planned, by=city.dispatcher, actual_on=planned + timedelta(days=30), at=NOW)
    project = a_planned_project(city, "在建", phase="building")
    return project, a_node(project, date(2025, 8, 1), by=city.dispatcher, at=LATER)


def test_an_open_node_gets_a_distribution_from_those_that_were_done(city: City) -> None:
    _project, node = a_history(city)
    forecast_everything(at=NOW)
    made = FinishForecast.objects.get(milestone=node)
    days = [made.p10_on, made.p50_on, made.p90_on]
    assert min(filter(None, days)) > TODAY
    assert days == sorted(filter(None, days))
    assert (made.planned_on, made.basis.asked_on, made.why) == (date(2025, 8, 1), THEN, "")
    assert made.percent == 0
    assert sum(one["say"] for one in made.classes) in range(9_990, 10_011)
    assert made.reasons[0]["days"] == 30


def test_with_no_history_it_says_so(city: City) -> None:
    project = a_planned_project(city, "在建")
    a_node(project, date(2024, 8, 1), by=city.dispatcher, at=NOW)
    forecast_everything(at=NOW)
    made = FinishForecast.objects.get()
    assert (made.p50_on, made.percent, made.why_zh) == (None, None, "历史记录太少，暂不预测")


def test_a_granted_extension_is_a_look_with_its_words(city: City) -> None:
    project, node = a_history(city)
    with journal_entry(by=city.dispatcher.pk, at=LATER, verb="decide_extension"):
        Extension.objects.create(
            milestone=node, asked_on=date(2025, 5, 20), asked_by=city.reporter, from_on=date(2025, 8, 1),
            to_on=date(2025, 10, 1), reason_kind="land", words="征地未完", state="granted",
            decided_by=city.dispatcher, decided_on=THEN,
        )  # fmt: skip
    tracks = PastOfLedger(Ledger(head()), THEN).nodes()
    track = next(one for one in tracks if one.whose == f"milestone:{node.pk}")
    assert (track.looks[-1].says_on, track.looks[-1].words) == (date(2025, 10, 1), "征地未完")
    assert track.looks[-1].keys == {"phase": "building", "node": "主体封顶", "unit": str(project.unit_id)}


def test_a_change_makes_the_forecasts_of_its_projects_anew(city: City) -> None:
    project, node = a_history(city)
    other = a_node(a_planned_project(city, "另一个"), date(2024, 9, 1), by=city.dispatcher, at=NOW)
    forecast_everything(at=NOW)
    before = ForecastBasis.objects.get()
    forecast_touched([project.pk], at=NOW + timedelta(hours=1))
    after = FinishForecast.objects.get(milestone=node).basis
    assert FinishForecast.objects.get(milestone=other).basis == before
    assert (after == before, after.calibration) == (False, before.calibration)


def test_the_year_end_learns_from_earlier_years(city: City) -> None:
    for n in range(6):
        project = a_planned_project(city, f"项目{n}", plan=12_000)
        with journal_entry(by=city.dispatcher.pk, at=NOW, verb="plan"):
            project.annual_plans.create(year=2023, version=1, amount_fen=12_000)
        for month in range(1, 13):
            report(city, project, f"2023-{month:02}", invested=900)
    report(city, project, "2024-01", invested_ytd=900)
    forecast_everything(at=NOW)
    made = YearEndForecast.objects.get(project=project)
    assert (made.plan_fen, made.reported_month, made.p50_fen, made.percent) == (12_000, 1, 10_800, 0)
    assert made.band[-1] == [12, 12_000, 10_800, 10_800, 10_800]


def test_classes_are_told_in_words(city: City) -> None:
    klass = [("kind", "due"), ("timing", "overdue"), ("phase", "building"), ("node", "主体封顶"), ("unit", "7")]
    assert class_words(klass, {7: "修武县"}.__getitem__) == "已逾期 · 在建 · 主体封顶 · 修武县"
    assert class_words([("pace", "behind"), ("category", "new")], str) == "投资落后于时间 · 新建"
    assert class_words([("kind", "not_due")], str) == "下次报告前未到期"
    assert class_words([], str) == "全部历史"
