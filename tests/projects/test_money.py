"""The funding stack, and annual plans with their versions and curves."""

from datetime import date
from typing import Any

import pytest

from diaodu.facts.actions import Reported, report_facts
from diaodu.facts.models import Measure
from diaodu.projects.actions import FundingPart, adopt_annual_plan, describe_project, set_funding
from diaodu.projects.models import AnnualPlan, FundingKind
from diaodu.projects.refusals import Refused
from tests.projects.site import Site, a_site

pytestmark = pytest.mark.django_db
OWN, LOAN = FundingKind.OWN_CAPITAL, FundingKind.BANK_LOAN


@pytest.fixture
def site() -> Site:
    site = a_site()
    describe_project(site.project, {"total_investment_fen": 100}, **site.by)
    return site


def test_a_stack_that_is_set_again_keeps_its_lines(site: Site) -> None:
    set_funding(site.project, [FundingPart(OWN, 40), FundingPart(LOAN, 60, "农发行")], **site.by)
    first = {line.kind: line.subject_id for line in site.project.funding.all()}
    set_funding(site.project, [FundingPart(OWN, 30), FundingPart(LOAN, 70, "农发行")], **site.by)
    assert {line.kind: line.subject_id for line in site.project.funding.all()} == first
    set_funding(site.project, [FundingPart(OWN, 100)], **site.by)
    assert site.project.funding.count() == 1


def test_a_sum_that_differs_needs_a_remark(site: Site) -> None:
    parts = [FundingPart(OWN, 40), FundingPart(LOAN, 50)]
    with pytest.raises(Refused) as refused:
        set_funding(site.project, parts, **site.by)
    assert refused.value.field == "remark"
    set_funding(site.project, parts, remark="二期资金待定", **site.by)
    site.project.refresh_from_db()
    assert site.project.funding_remark == "二期资金待定"


def test_an_amount_that_nobody_stated_is_not_zero(site: Site) -> None:
    set_funding(site.project, [FundingPart(OWN, 40), FundingPart(LOAN, None)], **site.by)
    assert site.project.funding.get(kind=LOAN).planned_fen is None


def test_a_line_that_funds_were_reported_for_stays(site: Site) -> None:
    set_funding(site.project, [FundingPart(OWN, 100)], **site.by)
    in_place = Measure.objects.get(code="funds_in_place")
    line = site.project.funding.get()
    value = Reported(line.subject_id, in_place.pk, number=10, typed_by_id=site.city.reporter.pk)
    report_facts([value], period="2024-05", **site.by)
    with pytest.raises(Refused):
        set_funding(site.project, [FundingPart(LOAN, 100)], **site.by)
    assert site.project.funding.get() == line


def test_the_same_money_twice_is_refused(site: Site) -> None:
    with pytest.raises(Refused):
        set_funding(site.project, [FundingPart(OWN, 40), FundingPart(OWN, 60)], **site.by)


def test_an_adjusted_plan_is_another_version_with_its_document(site: Site) -> None:
    node = site.node(planned_on=date(2024, 9, 30))
    first = adopt_annual_plan(site.project, 2024, amount_fen=50, **site.by)
    assert (first.version, first.curve_kind) == (1, "straight")
    assert first.nodes_due == [{"milestone": node.pk, "due_on": "2024-09-30"}]
    with pytest.raises(Refused) as refused:
        adopt_annual_plan(site.project, 2024, amount_fen=60, **site.by)
    assert refused.value.field == "document"
    adopt_annual_plan(site.project, 2024, amount_fen=60, document="怀发改〔2024〕8号", **site.by)
    adopt_annual_plan(site.project, 2025, amount_fen=40, **site.by)
    standing = AnnualPlan.objects.standing().order_by("year")
    assert [(plan.year, plan.version, plan.amount_fen) for plan in standing] == [(2024, 2, 60), (2025, 1, 40)]


def test_a_curve_of_its_own_and_image_progress_by_quarter(site: Site) -> None:
    plan = adopt_annual_plan(
        site.project,
        2024,
        amount_fen=50,
        points={"2024-06": 20, "2024-07X2": 25, "2024-12": 50},
        image={"2024Q2": "主体封顶"},
        **site.by,
    )
    assert (plan.curve_kind, plan.points["2024-07X2"], plan.image) == ("own", 25, {"2024Q2": "主体封顶"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": {"2024-06": 20}},
        {"points": {"2024-06": 60, "2024-12": 50}},
        {"points": {"2023-06": 20, "2024-12": 50}},
        {"points": {"2024Q2": 20, "2024-12": 50}},
        {"points": {"June": 20, "2024-12": 50}},
        {"points": {"2024-06": -1, "2024-12": 50}},
        {"image": {"2024-06": "主体封顶"}},
        {"image": {"2025Q1": "主体封顶"}},
        {"amount_fen": -50},
    ],
)
def test_a_plan_that_is_none_is_refused(site: Site, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        adopt_annual_plan(site.project, 2024, **{"amount_fen": 50} | wrong, **site.by)
    assert not AnnualPlan.objects.exists()
