"""Nodes: laid from templates, planned once, done on a day; moved by extensions alone."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from diaodu.journal.writing import journal_entry
from diaodu.projects.actions import (
    TemplatePart,
    add_milestone,
    ask_extension,
    assign_milestone,
    decide_extension,
    forecast_milestone,
    found_project,
    lay_milestones,
    plan_milestone,
    record_actual_date,
    wait_for,
    write_template,
)
from diaodu.projects.models import Extension, ExtensionReason, Milestone, NodeKind, NodeTemplate
from diaodu.projects.refusals import Refused
from tests.projects.site import Site, a_site
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def site() -> Site:
    return a_site()


def asked(site: Site, node: Milestone, *, to_on: date = LATER, at: datetime = NOW) -> Extension:
    return ask_extension(
        node, to_on=to_on, reason_kind=ExtensionReason.LAND, words="供地手续未完", by=site.city.reporter, at=at
    )


def test_a_template_is_laid_once_with_its_order_and_links(site: Site) -> None:
    construction = NodeTemplate.objects.get(name="建设节点")
    planned = {"主体封顶": LATER}
    added = lay_milestones(site.project, construction, planned=planned, unit=site.city.county, **site.by)
    assert [node.name for node in added][:2] == ["开工进场", "打桩或基础开挖"]
    roof = site.project.milestones.get(name="主体封顶")
    assert (roof.planned_on, roof.unit, roof.predecessors.get().name) == (LATER, site.city.county, "主体基础浇注完成")
    assert lay_milestones(site.project, construction, **site.by) == []


def test_a_planned_date_is_set_once(site: Site) -> None:
    node = site.node(planned_on=None)
    plan_milestone(node, on=TODAY, **site.by)
    with pytest.raises(Refused):
        plan_milestone(node, on=LATER, **site.by)
    assert node.subject.citations.get().words == TODAY.isoformat()


def test_another_day_of_being_done_needs_a_reason(site: Site) -> None:
    node = record_actual_date(site.node(), on=TODAY, **site.by)
    with pytest.raises(Refused):
        record_actual_date(node, on=TODAY - timedelta(days=1), **site.by)
    record_actual_date(node, on=TODAY - timedelta(days=1), reason="按监理日志", **site.by)
    with pytest.raises(Refused):
        record_actual_date(site.node("竣工"), on=LATER, **site.by)
    with pytest.raises(Refused):
        forecast_milestone(node, on=LATER, **site.by)


def test_a_node_is_assigned_and_expected(site: Site) -> None:
    node = assign_milestone(site.node(), unit=site.city.county, person="何秋实", **site.by)
    node = forecast_milestone(node, on=LATER, **site.by)
    assert (node.unit, node.person, node.forecast_on) == (site.city.county, "何秋实", LATER)
    assert forecast_milestone(node, on=None, **site.by).forecast_on is None


def test_nodes_do_not_wait_for_each_other(site: Site) -> None:
    first, second, third = (site.node(name) for name in "一二三")
    wait_for(second, [first], **site.by)
    wait_for(third, [second], **site.by)
    with pytest.raises(Refused):
        wait_for(first, [third], **site.by)
    with pytest.raises(Refused):
        wait_for(first, [first], **site.by)
    wait_for(third, [first], **site.by)
    assert [node.name for node in third.predecessors.all()] == ["一"]
    with pytest.raises(Refused):
        wait_for(first, [a_site_elsewhere(site)], **site.by)


def a_site_elsewhere(site: Site) -> Milestone:
    other = found_project("另一个", unit=site.city.county, **site.by)
    return add_milestone(other, "开工", NodeKind.CONSTRUCTION, **site.by)


def test_a_granted_extension_moves_the_date_and_the_old_one_is_kept(site: Site) -> None:
    node = site.node()
    extension = decide_extension(asked(site, node), grant=True, words="同意", by=site.second, at=NOW)
    node.refresh_from_db()
    assert (node.planned_on, extension.from_on, extension.state) == (LATER, TODAY, "granted")
    assert [row.planned_on for row in node.history.order_by("history_id")] == [TODAY, LATER]


def test_a_refused_extension_keeps_the_date_and_says_why(site: Site) -> None:
    node = site.node()
    extension = asked(site, node)
    with pytest.raises(Refused):
        decide_extension(extension, grant=False, words=" ", by=site.second, at=NOW)
    decide_extension(extension, grant=False, words="要素已保障", by=site.second, at=NOW)
    node.refresh_from_db()
    assert node.planned_on == TODAY
    with pytest.raises(Refused):
        decide_extension(extension, grant=True, words="", by=site.second, at=NOW)


def test_who_asked_does_not_decide_not_even_by_hand(site: Site) -> None:
    extension = asked(site, site.node())
    with pytest.raises(Refused):
        decide_extension(extension, grant=True, words="同意", by=site.city.reporter, at=NOW)
    extension.decided_by = site.city.reporter
    with pytest.raises(IntegrityError), transaction.atomic(), journal_entry(by=None, at=NOW, verb="decide_extension"):
        extension.save()


def test_the_last_day_to_ask_is_the_planned_one(site: Site) -> None:
    node = site.node()
    with pytest.raises(Refused, match=r"has passed|已过"):
        asked(site, node, at=NOW + timedelta(days=1))
    assert asked(site, node, at=NOW).asked_on == TODAY


@pytest.mark.parametrize("to_on", [TODAY, TODAY - timedelta(days=1)])
def test_an_extension_leads_to_a_later_day(site: Site, to_on: date) -> None:
    with pytest.raises(Refused):
        asked(site, site.node(), to_on=to_on)


def test_one_extension_waits_at_a_time_and_none_without_a_date_or_of_what_is_done(site: Site) -> None:
    node = site.node()
    asked(site, node)
    for other in (
        node,
        site.node("无计划", planned_on=None),
        record_actual_date(site.node("已完"), on=TODAY, **site.by),
    ):
        with pytest.raises(Refused):
            asked(site, other)


def test_a_city_writes_its_own_template(site: Site) -> None:
    parts = [TemplatePart("征地", NodeKind.PREPARATION), TemplatePart("开工", NodeKind.CONSTRUCTION, "征地")]
    own = write_template(None, name="水利项目节点", unit=site.city.unit, parts=parts, **site.by)
    assert [(node.name, str(node.follows or "")) for node in own.nodes.all()] == [("征地", ""), ("开工", "征地")]
    write_template(
        own, name="水利节点", unit=site.city.unit, parts=[TemplatePart("开工", NodeKind.CONSTRUCTION)], **site.by
    )
    own.refresh_from_db()
    assert (own.name, [node.name for node in own.nodes.all()]) == ("水利节点", ["开工"])


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [TemplatePart("开工", NodeKind.CONSTRUCTION, "征地")],
        [TemplatePart("开工", NodeKind.CONSTRUCTION)] * 2,
        [TemplatePart("", NodeKind.CONSTRUCTION)],
    ],
)
def test_a_template_that_is_none_is_refused(site: Site, parts: list[TemplatePart]) -> None:
    with pytest.raises(Refused):
        write_template(None, name="节点", unit=site.city.unit, parts=parts, **site.by)
    assert NodeTemplate.objects.filter(unit__isnull=False).count() == 0


def test_a_template_that_ships_stays(site: Site) -> None:
    shipped = NodeTemplate.objects.get(name="建设节点")
    with pytest.raises(Refused):
        write_template(
            shipped, name="别名", unit=site.city.unit, parts=[TemplatePart("开工", NodeKind.CONSTRUCTION)], **site.by
        )
