"""From a sheet to the ledger: what a dry run says, what an import writes, where each value stands."""

from datetime import date

import pytest

from diaodu.facts.models import Citation, Fact
from diaodu.intake.models import ImportState
from diaodu.projects.models import Project
from tests.intake.ledger.sheets import ROWS, a_ledger, imported, mapped, taken_in
from tests.world import a_city

pytestmark = pytest.mark.django_db


def test_a_plain_ledger_is_proposed_tried_and_imported() -> None:
    city = a_city()
    chosen = taken_in(city, a_ledger())
    assert (chosen.state, chosen.period, chosen.refusal) == (ImportState.MAPPING, "2024-05", None)
    assert [use["fills"] for use in chosen.tables[0]["mapping"]["uses"]] == [
        "code", "name", "total_investment_fen", "planned_finish_on", "measure:invested_ytd", "measure:image_progress",
    ]  # fmt: skip
    chosen = mapped(chosen)
    assert (chosen.state, chosen.counts["new"], chosen.counts["problem"]) == (ImportState.PLANNED, 2, 0)
    assert Project.objects.count() == 0


def test_values_stand_in_the_ledger_with_their_cells() -> None:
    city = a_city()
    chosen = imported(city, a_ledger())
    assert chosen.state == ImportState.DONE
    project = Project.objects.get(name="城东污水处理厂")
    assert (project.code, project.total_investment_fen, project.planned_finish_on, project.unit) == (
        ROWS[0][0], 12_000_000_000, date(2025, 10, 31), city.unit,
    )  # fmt: skip
    cited = Citation.objects.get(subject=project.subject, field="total_investment_fen")
    assert (cited.sheet, cited.cell, cited.words, cited.source) == ("在建", "C3", "12000", chosen.source)
    fact = Fact.objects.get(subject=project.subject, measure__code="invested_ytd")
    assert (fact.number, fact.period, fact.sheet, fact.cell) == (3_500_500_000, "2024-05", "在建", "E3")


def test_an_import_is_one_entry_and_has_histories() -> None:
    chosen = imported(a_city(), a_ledger())
    project = Project.objects.get(name="南环快速路")
    told = project.history.get()
    assert (told.history_type, told.position, told.history_user_id) == ("+", chosen.position, chosen.started_by_id)
    assert set(Fact.objects.values_list("entry_id", flat=True)) == {chosen.position}


def test_a_blank_cell_says_nothing() -> None:
    imported(a_city(), a_ledger())
    project = Project.objects.get(name="南环快速路")
    assert not Fact.objects.filter(subject=project.subject, measure__code="invested_ytd").exists()


def test_the_same_sheet_again_changes_nothing() -> None:
    city = a_city()
    imported(city, a_ledger())
    again = taken_in(city, a_ledger())
    assert again.state == ImportState.MAPPING, "the period of this month has to be said"
    again = mapped(again)
    assert {state: count for state, count in again.counts.items() if count and state != "digest"} == {"unchanged": 2}


def test_a_changed_cell_is_the_only_change() -> None:
    city = a_city()
    imported(city, a_ledger())
    later = [(*ROWS[0][:4], 4_000, ROWS[0][5]), ROWS[1]]
    chosen = imported(city, a_ledger(later))
    assert (chosen.counts["changed"], chosen.counts["unchanged"]) == (1, 1)
    facts = Fact.objects.filter(measure__code="invested_ytd").order_by("id")
    assert [(fact.number, fact.supersedes_id) for fact in facts] == [
        (3_500_500_000, None),
        (4_000_000_000, facts[0].pk),
    ]
    assert Project.objects.get(name="城东污水处理厂").history.count() == 1
