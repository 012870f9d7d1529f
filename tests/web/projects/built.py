"""A project with something of everything on its page, for the tests of pages."""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from diaodu.facts.actions import Reported, report_facts
from diaodu.facts.models import Fact, Measure
from diaodu.projects import actions
from diaodu.projects.models import (
    ApprovalKind,
    Extension,
    ExtensionReason,
    FundingKind,
    NodeTemplate,
    ParticipationKind,
    Phase,
    PromisedMeasure,
    ShareKind,
)
from tests.projects.site import Site, a_picture, a_site
from tests.world import NOW, TODAY

LATER = TODAY + timedelta(days=60)


@dataclass(frozen=True)
class Built:
    """The site, and the ids that stand in its addresses."""

    site: Site
    ids: dict[str, int] = field(default_factory=dict)

    def page(self, path: str) -> str:
        return path.format(**self.ids)

    def report(self, code: str, number: int | None = None, *, text: str | None = None, period: str = "2024-04") -> Fact:
        value = Reported(
            self.ids["subject"], Measure.objects.get(code=code).pk, number=number, text=text,
            typed_by_id=self.site.city.reporter.pk,
        )  # fmt: skip
        (fact,) = report_facts([value], period=period, **self.site.by)
        return fact


def a_built_project() -> Built:
    site = a_site()
    project, by = site.project, site.by
    built = Built(site, {"project": project.pk, "subject": project.subject_id})
    firm = actions.enter_firm("清流水务", uscc="91110000600037341L", **by)
    part = actions.found_project("管网一期", unit=site.city.county, **by)
    actions.describe_project(part, {"parent": project}, **by)
    described: dict[str, Any] = {
        "owner": firm,
        "total_investment_fen": 90_000_000,
        "industry": "D4620",
        "starred": True,
    }
    actions.describe_project(project, described | {"longitude": 113_000_000, "latitude": 35_000_000}, **by)
    actions.rename_project(project, name="再生水综合利用工程", reason="按批复", **by)
    actions.set_phase(project, Phase.STARTED, on=TODAY, **by)
    actions.set_shares(project, ShareKind.HOSTED, {site.city.county: 10_000}, **by)
    built.ids["node"] = _nodes(site)
    built.ids["template"] = NodeTemplate.objects.get(name="建设节点").pk
    built.ids["extension"] = Extension.objects.get(state="asked").pk
    actions.set_funding(project, [actions.FundingPart(FundingKind.BONDS, 10_000_000)], remark="其余待落实", **by)
    actions.adopt_annual_plan(project, 2024, amount_fen=60_000_000, image={"2024Q2": "封顶"}, **by)
    built.ids["fact"] = built.report("invested", 5_000_000).pk
    built.report("image_progress", text="主体三层")
    _entries(built, firm)
    return built


def _nodes(site: Site) -> int:
    first, second = site.node("开工进场", TODAY - timedelta(days=9)), site.node()
    actions.wait_for(second, [first], **site.by)
    ask: dict[str, Any] = {"to_on": LATER, "reason_kind": ExtensionReason.LAND, "words": "供地未完"}
    granted = actions.ask_extension(second, **ask, **site.by)
    actions.decide_extension(granted, grant=True, words="同意", by=site.second, at=NOW)
    actions.ask_extension(second, **ask | {"to_on": LATER + timedelta(days=9)}, **site.by)
    return second.pk


def _entries(built: Built, firm: Any) -> None:
    project, by = built.site.project, built.site.by
    file: io.BytesIO = a_picture(taken="2024:05:20 08:00:00")
    photo = actions.add_photo(project, file, name="现场.jpg", size=len(file.getvalue()), caption="基坑", **by)
    approval = actions.add_approval(project, ApprovalKind.FILING, document="备案证明", on=date(2024, 1, 9), **by)
    party = actions.set_participation(project, firm, ParticipationKind.DESIGN, contract_fen=5_000_000, **by)
    work = actions.set_work_item(project, "土方", unit_words="m³", planned_thousandths=5_000, **by)
    promise = actions.promise_benefit(project, PromisedMeasure.JOBS, amount=120, by_year=2026, **by)
    actions.set_task_force(project, leader="李瑞霞", **by)
    actions.set_plan(project, text="倒排工期", **by)
    built.ids.update(photo=photo.pk, approval=approval.pk, firm=party.pk, work=work.pk, benefit=promise.pk)
