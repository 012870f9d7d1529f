"""Checks at entry: what must be mended stops, what may stand wants words, the reviewer reads both."""

from typing import Any

import pytest

from diaodu.facts.actions import Reported, report_facts
from diaodu.projects.actions import adopt_annual_plan
from tests.web.held import text_of
from tests.web.reports.reporting import Reporting, a_reporting_city, signed_in
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporting() -> Reporting:
    """One project whose form asks for the total since the start too."""
    return a_reporting_city(1, measures=("invested", "invested_total"))


def last_month(reporting: Reporting, code: str, number: int) -> None:
    subject, measure = map(int, reporting.key(0, code).split("-"))
    given = Reported(subject, measure, number=number, typed_by_id=reporting.city.reporter.pk)
    report_facts([given], period="2024-04", by=reporting.city.reporter, at=NOW)


def submitted(reporting: Reporting, **more: Any) -> str:
    """What the page says after submitting a month of 0 and a total of 100 万元."""
    given = {f"value-{reporting.key(0, 'invested')}": "0", f"value-{reporting.key(0, 'invested_total')}": "100"}
    desk = signed_in(reporting.city.reporter)
    return desk.post(f"{reporting.address}save/", given | more | {"submit": "1"}, follow=True).content.decode()


def test_a_total_that_falls_must_be_mended(reporting: Reporting) -> None:
    last_month(reporting, "invested_total", 200_000_000)
    words = text_of(submitted(reporting))
    assert "1 项有疑问" in words
    assert "累计数不能下降" in words
    mended = {f"value-{reporting.key(0, 'invested_total')}": "200"}
    assert "已报送" in text_of(submitted(reporting, **mended))


def test_money_without_a_photo_wants_words_which_the_reviewer_reads(reporting: Reporting) -> None:
    invested = {f"value-{reporting.key(0, 'invested')}": "80"}
    asked = submitted(reporting, **invested)
    assert f'name="why-{reporting.key(0, "invested")}"' in asked
    assert "没有现场照片" in asked
    why = {f"why-{reporting.key(0, 'invested')}": "征地款，尚无现场"}
    assert "已报送" in text_of(submitted(reporting, **invested, **why))
    assert "单位说明： 征地款，尚无现场" in text_of(
        signed_in(reporting.city.dispatcher).get(reporting.address).content.decode()
    )


def test_typing_one_cell_tells_what_it_means_for_its_neighbours(reporting: Reporting) -> None:
    last_month(reporting, "invested_total", 200_000_000)
    desk = signed_in(reporting.city.reporter)
    desk.post(reporting.cell(0, "invested_total"), {f"value-{reporting.key(0, 'invested_total')}": "100"})
    answer = desk.post(reporting.cell(0, "invested"), {f"value-{reporting.key(0, 'invested')}": "5"}).content.decode()
    assert 'hx-swap-oob="innerMorph"' in answer
    assert "累计数不能下降" in answer


def test_the_plan_of_the_month_stands_beside_the_cell(reporting: Reporting) -> None:
    adopt_annual_plan(reporting.projects[0], 2024, amount_fen=12_000_000_000, by=reporting.city.dispatcher, at=NOW)
    words = text_of(signed_in(reporting.city.reporter).get(reporting.address).content.decode())
    assert "计划 1,000" in words
