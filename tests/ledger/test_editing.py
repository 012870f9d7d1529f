"""Edits of cells: what is saved, what is refused, and what somebody else had changed before."""

import pytest

from diaodu.facts.models import Citation
from diaodu.journal.models import Entry, Head
from diaodu.ledger.editing import Edit, Outcome, edit_cells
from diaodu.projects.actions import describe_project
from diaodu.projects.models import Project
from tests.projects.site import Site, a_site
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return a_site()


def head() -> int:
    return Head.objects.get(pk=1).position


def typed(site: Site, *cells: tuple[str, str], seen: int | None = None) -> list[Outcome]:
    """What becomes of words that the reporter types into cells of the project."""
    at = head() if seen is None else seen
    edits = [Edit(site.project.pk, column, words, at) for column, words in cells]
    return edit_cells(edits, viewer=site.city.sees(site.city.reporter), at=NOW).outcomes


def stands(site: Site) -> Project:
    return Project.objects.get(pk=site.project.pk)


def test_each_kind_of_cell_takes_what_people_type(site: Site) -> None:
    said = typed(
        site, ("total_investment_fen", "１2,345.67"), ("planned_start_on", "2024/6/1"), ("phase", "前期"),
        ("construction_type", "New"), ("starred", "是"), ("sponsor", " 惠康 "),
    )  # fmt: skip
    assert [outcome.refused for outcome in said] == [""] * 6
    project = stands(site)
    assert (project.total_investment_fen, str(project.planned_start_on)) == (1_234_567 * 10**4, "2024-06-01")
    assert (project.phase, project.construction_type, project.starred) == ("preparing", "new", True)
    assert project.sponsor == "惠康"


def test_a_block_with_one_wrong_cell_loses_nothing_and_says_why(site: Site) -> None:
    good, wrong, last = typed(site, ("place", "滨河路"), ("planned_start_on", "六月底"), ("sponsor", "惠康"))
    assert (good.is_saved, wrong.is_saved, last.is_saved) == (True, False, True)
    assert "2024-05-31" in wrong.refused
    assert wrong.edit.words == "六月底"
    assert (stands(site).place, stands(site).planned_start_on, stands(site).sponsor) == ("滨河路", None, "惠康")


def test_a_block_is_one_entry_and_each_value_rests_on_who_typed_it(site: Site) -> None:
    before = head()
    typed(site, ("place", "滨河路"), ("sponsor", "惠康"))
    assert list(Entry.objects.filter(position__gt=before).values_list("verb", flat=True)) == ["edit_cells"]
    cited = Citation.objects.get(subject=site.project.subject, field="place")
    assert cited.typed_by == site.city.reporter


def test_what_somebody_else_changed_is_shown_and_not_overwritten(site: Site) -> None:
    read_at = head()
    describe_project(site.project, {"place": "人民路"}, by=site.city.dispatcher, at=NOW)
    (outcome,) = typed(site, ("place", "滨河路"), seen=read_at)
    assert outcome.theirs is not None
    assert (outcome.theirs.words, outcome.theirs.by, stands(site).place) == ("人民路", "陆向明", "人民路")
    (again,) = typed(site, ("place", "滨河路"))
    assert again.is_saved


def test_another_cell_of_the_row_and_ones_own_change_are_no_conflict(site: Site) -> None:
    read_at = head()
    describe_project(site.project, {"place": "人民路"}, by=site.city.dispatcher, at=NOW)
    assert typed(site, ("sponsor", "惠康"), seen=read_at)[0].is_saved
    assert typed(site, ("sponsor", "李瑞霞"), seen=read_at)[0].is_saved
    assert typed(site, ("place", "人民路"), seen=read_at)[0].is_saved


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("name", "项目页"),
        ("plan", "文号"),
        ("measure:invested", "报送页"),
        ("indicator:started", "计算"),
        ("x", "无权"),
    ],
)
def test_what_is_not_edited_here_says_where(site: Site, column: str, words: str) -> None:
    (outcome,) = typed(site, (column, "1"))
    assert words in outcome.refused


def test_a_code_that_stands_never_changes(site: Site) -> None:
    code = "2020-410802-83-03-062817"
    assert typed(site, ("code", code))[0].refused == ""
    assert "不再变更" in typed(site, ("code", ""))[0].refused
    assert stands(site).code == code


def test_only_who_keeps_the_record_edits_it(site: Site) -> None:
    for person in (site.city.leader, site.city.outsider):
        edits = [Edit(site.project.pk, "place", "滨河路", head())]
        (outcome,) = edit_cells(edits, viewer=site.city.sees(person), at=NOW).outcomes
        assert outcome.refused
    assert stands(site).place == ""
