"""Describing a project, its phases and its shares."""

from datetime import date, timedelta

import pytest

from diaodu.facts.actions import Cell, Reported, report_facts
from diaodu.facts.models import Measure, Source, SourceKind
from diaodu.journal.writing import journal_entry
from diaodu.projects.actions import (
    describe_project,
    enter_firm,
    found_project,
    promise_benefit,
    set_phase,
    set_shares,
)
from diaodu.projects.models import Phase, Project, PromisedMeasure, ShareKind
from diaodu.projects.refusals import Refused
from tests.projects.site import Site, a_site
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db
CODE = "2024-410821-46-01-123456"


@pytest.fixture
def site() -> Site:
    return a_site()


def test_each_field_typed_rests_on_who_typed_it(site: Site) -> None:
    project = describe_project(site.project, {"sponsor": "惠康", "starred": True}, **site.by)
    cited = {row.field: (row.words, row.typed_by) for row in project.subject.citations.all()}
    assert cited == {"sponsor": ("惠康", site.city.reporter), "starred": ("True", site.city.reporter)}
    assert project.history.count() == 2


def test_a_field_taken_from_a_sheet_rests_on_its_cell(site: Site) -> None:
    with journal_entry(by=None, at=NOW, verb="receive_source"):
        source = Source.objects.create(
            kind=SourceKind.FILE, name="台账.xlsx", sha256="0" * 64, size=1, unit=site.city.unit,
            received_by=site.city.dispatcher,
        )  # fmt: skip
    cells = {"total_investment_fen": Cell(source, "汇总", "E7", "2.5亿元")}
    describe_project(site.project, {"total_investment_fen": 25_000_000_000}, cells=cells, **site.by)
    cited = site.project.subject.citations.get()
    assert (cited.sheet, cited.cell, cited.words, cited.typed_by) == ("汇总", "E7", "2.5亿元", None)


def test_what_is_known_already_changes_nothing(site: Site) -> None:
    describe_project(site.project, {"place": "", "total_investment_fen": None}, **site.by)
    assert site.project.history.count() == 1
    assert not site.project.subject.citations.exists()


def test_a_code_once_set_never_changes(site: Site) -> None:
    describe_project(site.project, {"code": CODE}, **site.by)
    for other in (None, "2024-410821-46-01-654321"):
        with pytest.raises(Refused) as refused:
            describe_project(site.project, {"code": other}, **site.by)
        assert refused.value.field == "code"
    with pytest.raises(Refused):
        found_project("另一个", unit=site.city.unit, code=CODE, **site.by)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "20244108"),
        ("industry", "3610"),
        ("total_investment_fen", -1),
        ("construction_type", "rumour"),
        ("sponsor", "惠" * 121),
        ("longitude", 113_000_000),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused(site: Site, field: str, value: object) -> None:
    with pytest.raises(Refused):
        describe_project(site.project, {field: value}, **site.by)
    assert site.project.history.count() == 1


def test_a_project_is_no_part_of_its_own_parts(site: Site) -> None:
    part = found_project("管网一期", unit=site.city.county, **site.by)
    describe_project(part, {"parent": site.project}, **site.by)
    with pytest.raises(Refused):
        describe_project(site.project, {"parent": part}, **site.by)


def test_a_firm_is_known_by_its_code(site: Site) -> None:
    firm = enter_firm("清流水务", **site.by)
    assert enter_firm("清流水务", uscc="91110000600037341L", **site.by).pk == firm.pk
    assert enter_firm("清流水务集团", uscc="91110000600037341L", **site.by).pk == firm.pk
    with pytest.raises(Refused):
        enter_firm("清流水务", uscc="911100006000373410", **site.by)


def test_the_start_is_the_day_of_the_phase(site: Site) -> None:
    set_phase(site.project, Phase.PREPARING, on=TODAY - timedelta(days=9), **site.by)
    project = set_phase(site.project, Phase.STARTED, on=TODAY - timedelta(days=1), **site.by)
    assert (project.phase, project.actual_start_on) == ("started", TODAY - timedelta(days=1))
    back = set_phase(project, Phase.PREPARING, on=TODAY, reason="误报", **site.by)
    assert (back.actual_start_on, back.history.first().history_change_reason) == (None, "误报")


@pytest.mark.parametrize(
    ("phase", "on", "reason"),
    [
        (Phase.BUILDING, TODAY, ""),
        (Phase.FINISHED, TODAY + timedelta(days=1), ""),
        (Phase.FINISHED, TODAY - timedelta(days=6), ""),
        (Phase.STARTED, TODAY, " "),
        (Phase.EFFECTIVE, TODAY, ""),
    ],
)
def test_a_phase_that_cannot_follow_is_refused(site: Site, phase: Phase, on: date, reason: str) -> None:
    set_phase(site.project, Phase.BUILDING, on=TODAY - timedelta(days=5), **site.by)
    with pytest.raises(Refused):
        set_phase(site.project, phase, on=on, reason=reason, **site.by)


def test_full_effect_needs_a_promise_and_the_figure_of_its_year(site: Site) -> None:
    jobs = Measure.objects.get(code="jobs")
    set_phase(site.project, Phase.PRODUCING, on=TODAY, **site.by)

    def reported(year: str) -> None:
        value = Reported(site.project.subject_id, jobs.pk, number=120, typed_by_id=site.city.reporter.pk)
        report_facts([value], period=year, **site.by)

    for step in (
        lambda: None,
        lambda: promise_benefit(site.project, PromisedMeasure.JOBS, amount=150, by_year=2023, **site.by),
        lambda: reported("2022"),
    ):
        step()
        with pytest.raises(Refused):
            set_phase(site.project, Phase.EFFECTIVE, on=TODAY, **site.by)
    reported("2024")
    assert set_phase(site.project, Phase.EFFECTIVE, on=TODAY, **site.by).phase == "effective"


def test_shares_are_the_whole_and_open_the_project_to_their_units(site: Site) -> None:
    city = site.city
    of_the_city = found_project("市级项目", unit=city.unit, **site.by)
    assert of_the_city not in Project.objects.visible_to(city.sees(city.reporter))
    set_shares(of_the_city, ShareKind.HOSTED, {city.unit: 6000, city.county: 4000}, **site.by)
    assert of_the_city in Project.objects.visible_to(city.sees(city.reporter))
    set_shares(of_the_city, ShareKind.HOSTED, {city.unit: 10_000}, **site.by)
    assert of_the_city not in Project.objects.visible_to(city.sees(city.reporter))
    assert of_the_city not in Project.objects.visible_to(city.sees(city.outsider))


@pytest.mark.parametrize("parts", [(6000, 3999), (10_000, 0), (6000, 4001), (20_000, -10_000)])
def test_shares_that_are_not_the_whole_are_refused(site: Site, parts: tuple[int, int]) -> None:
    units = (site.city.unit, site.city.county)
    with pytest.raises(Refused):
        set_shares(site.project, ShareKind.BROUGHT, dict(zip(units, parts, strict=True)), **site.by)


def test_the_managing_unit_has_its_share_of_managing(site: Site) -> None:
    with pytest.raises(Refused):
        set_shares(site.project, ShareKind.MANAGED, {site.city.unit: 10_000}, **site.by)
