"""Runs: what they find, that they can be repeated, and that a change recomputes what it touches."""

from datetime import date, timedelta

import pytest

from diaodu.assessment.keeping import bring_up_to_date, latest_runs, run_whole
from diaodu.assessment.models import Finding, FindingKind, Run
from diaodu.assessment.running import compute, head
from diaodu.engine.indicators.declaring import Figure
from diaodu.journal.writing import journal_entry
from diaodu.projects.actions import list_on_programme
from diaodu.projects.models import Project, Share
from tests.assessment.reported import MAY, YI, a_planned_project, report, run_may
from tests.world import NOW, City, a_city, a_unit

pytestmark = pytest.mark.django_db
# The whole run reads through a connection of its own.
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city() -> City:
    return a_city()


def figure(kind: FindingKind, owner_id: int, code: str) -> list[int | None] | None:
    found: list[int | None] | None = Finding.objects.get(period=MAY.code, kind=kind, owner_id=owner_id).figures.get(
        code
    )
    return found


@committed
def test_a_run_finds_each_project_each_unit_and_the_whole(city: City) -> None:
    road, _silent = a_planned_project(city, "路"), a_planned_project(city, "未报的项目")
    fact = report(city, road, invested_ytd=YI // 2)[0]
    run_whole(MAY, at=NOW)
    finding = Finding.objects.of_projects(MAY.code).get(owner_id=road.pk)
    assert finding.figure("investment_progress") == Figure(YI // 2, YI)
    assert finding.figure("lead_over_time").value == Figure(1, 12).value
    assert finding.figure("punctuality") == Figure(None)
    assert finding.fact_ids == [fact.pk]
    assert (finding.inputs["invested_ytd_fen"], "invested_fen" in finding.inputs) == (YI // 2, False)
    for kind, owner in ((FindingKind.UNIT, city.county.pk), (FindingKind.UNIT, city.unit.pk), (FindingKind.WHOLE, 0)):
        assert figure(kind, owner, "investment_progress") == [YI // 2, YI, 1, 2]


def test_a_shared_project_counts_once_in_the_whole(city: City) -> None:
    other = a_unit("410822", "博爱县", city.county.states.get().kind, city.unit)
    shared = a_planned_project(city, "两县共建")
    with journal_entry(by=None, at=NOW, verb="share"):
        for unit, part in ((city.county, 6_000), (other, 4_000)):
            Share.objects.create(project=shared, unit=unit, kind="managed", hundredths=part)
    report(city, shared, invested_ytd=7)
    run_may()
    assert figure(FindingKind.UNIT, city.county.pk, "invested_ytd") == [7, None, 1, 1]
    assert figure(FindingKind.UNIT, other.pk, "invested_ytd") == [7, None, 1, 1]
    assert figure(FindingKind.WHOLE, 0, "invested_ytd") == [7, None, 1, 1]


def test_a_part_is_in_its_project_and_counts_where_that_does_not(city: City) -> None:
    whole = a_planned_project(city, "新区", unit=city.unit)
    part = a_planned_project(city, "新区一期", parent=whole)
    list_on_programme(part, programme="三十工程", year=2024, by=city.dispatcher, at=NOW)
    report(city, whole, invested_ytd=10)
    report(city, part, invested_ytd=4)
    run_may()
    assert figure(FindingKind.UNIT, city.unit.pk, "invested_ytd") == [10, None, 1, 1]
    assert figure(FindingKind.UNIT, city.county.pk, "invested_ytd") == [4, None, 1, 1]
    assert figure(FindingKind.PROGRAMME, part.listings.get().programme_id, "projects") == [1, None, 1, 1]


@committed
def test_a_run_at_an_old_position_finds_what_was_found_then(city: City) -> None:
    project = a_planned_project(city, "路", planned_start_on=date(2024, 3, 1))
    report(city, project, invested_ytd=5)
    position, then = head(), compute(MAY, position=head()).digest()
    report(city, project, invested_ytd=6)
    with journal_entry(by=None, at=NOW + timedelta(days=1), verb="start"):
        project.actual_start_on = date(2024, 5, 2)
        project.save()
    assert compute(MAY, position=head()).digest() != then
    assert compute(MAY, position=position).digest() == then


def stored() -> list[tuple[str, int, object, object]]:
    return list(Finding.objects.order_by("kind", "owner_id").values_list("kind", "owner_id", "figures", "fact_ids"))


@committed
def test_a_change_recomputes_what_it_touches_as_a_whole_run_would(city: City) -> None:
    road, dam = a_planned_project(city, "路"), a_planned_project(city, "坝", unit=city.unit)
    report(city, road, invested_ytd=5)
    report(city, dam, invested_ytd=1)
    run_whole(MAY, at=NOW)
    report(city, dam, invested_ytd=8, invested_total=20)
    assert bring_up_to_date(at=NOW) == 1
    touched = stored()
    assert (Run.objects.first().projects, Run.objects.first().is_whole) == (1, False)
    run_whole(MAY, at=NOW)
    assert stored() == touched
    assert figure(FindingKind.WHOLE, 0, "invested_ytd") == [13, None, 2, 2]


def test_nothing_changed_nothing_done(city: City) -> None:
    a_planned_project(city, "路")
    run_may()
    assert bring_up_to_date(at=NOW) == 0
    assert Run.objects.count() == 1


def test_a_later_months_report_leaves_an_earlier_month_alone(city: City) -> None:
    road = a_planned_project(city, "路")
    run_may()
    of_may = latest_runs()["2024-05"]
    report(city, road, "2024-06", invested_ytd=5)
    assert bring_up_to_date(at=NOW) == 1
    assert latest_runs().keys() == {"2024-05", "2024-06"}
    assert latest_runs()["2024-05"] == of_may
    report(city, road, "2024-04", invested=5)
    assert bring_up_to_date(at=NOW) == 2


def test_each_sees_the_findings_of_their_own(city: City) -> None:
    ours, theirs = a_planned_project(city, "县里的路"), a_planned_project(city, "市里的路", unit=city.unit)
    run_may()
    seen = Finding.objects.visible_to(city.sees(city.reporter))
    assert {(one.kind, one.owner_id) for one in seen} == {("project", ours.pk), ("unit", city.county.pk)}
    assert Finding.objects.visible_to(city.sees(city.leader)).count() == 5
    assert not Finding.objects.visible_to(city.sees(city.outsider)).exists()
    assert Project.objects.filter(pk=theirs.pk).exists()
