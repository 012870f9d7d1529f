"""Filling in a report: kept as typed and exact, “not reported” is said, conflicts are shown, gaps are told."""

import pytest
from django.test import Client

from diaodu.facts.actions import Reported
from diaodu.facts.models import Fact
from diaodu.facts.submitting import fill_in
from tests.web.held import text_of
from tests.web.reports.reporting import Reporting, a_reporting_city, signed_in
from tests.world import NOW, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporting() -> Reporting:
    return a_reporting_city()


@pytest.fixture
def desk(reporting: Reporting) -> Client:
    return signed_in(reporting.city.reporter)


def test_money_is_typed_in_ten_thousand_yuan_and_kept_in_fen(reporting: Reporting, desk: Client) -> None:
    answer = desk.post(reporting.cell(0, "invested"), {f"value-{reporting.key(0, 'invested')}": "1,200.5"})
    assert "已存" in answer.content.decode()
    assert reporting.submission.drafted.get().number == 1_200_500_000
    assert 'value="1200.5"' in desk.get(reporting.address).content.decode()


def test_what_is_no_number_says_so_and_is_not_kept(reporting: Reporting, desk: Client) -> None:
    answer = desk.post(reporting.cell(0, "invested"), {f"value-{reporting.key(0, 'invested')}": "1200万元"})
    assert (answer.status_code, reporting.submission.drafted.count()) == (422, 0)
    assert "只填数字，不带单位" in answer.content.decode()


def test_not_reported_is_a_choice_and_an_empty_cell_takes_it_back(reporting: Reporting, desk: Client) -> None:
    key = reporting.key(0, "invested")
    desk.post(reporting.cell(0, "invested"), {f"silent-{key}": "1"})
    drafted = reporting.submission.drafted.get()
    assert (drafted.number, drafted.text) == (None, None)
    desk.post(reporting.cell(0, "invested"), {f"seen-{key}": str(drafted.position)})
    assert not reporting.submission.drafted.exists()


def test_the_whole_form_is_kept_and_submitted_without_javascript(reporting: Reporting, desk: Client) -> None:
    assert desk.post(f"{reporting.address}save/", reporting.everything() | {"submit": "1"}).status_code == 303
    reporting.submission.refresh_from_db()
    assert reporting.submission.state == "submitted"
    assert set(Fact.objects.exclude(number=None).values_list("number", flat=True)) == {1_200_000_000}


def test_a_form_with_gaps_is_not_submitted_and_says_how_many(reporting: Reporting, desk: Client) -> None:
    given = {f"value-{reporting.key(0, 'invested')}": "1", "submit": "1"}
    answer = desk.post(f"{reporting.address}save/", given)
    assert answer.status_code == 422
    assert "还有 3 项未填" in text_of(answer.content.decode())
    assert reporting.submission.drafted.count() == 1


def test_a_colleagues_value_is_shown_and_not_overwritten(reporting: Reporting, desk: Client) -> None:
    colleague = a_person("colleague", "同事")
    key = reporting.key(0, "invested")
    subject, measure = map(int, key.split("-"))
    theirs = Reported(subject, measure, number=5_000_000, typed_by_id=colleague.pk)
    fill_in(reporting.submission, [theirs], by=colleague, at=NOW)
    refused = desk.post(reporting.cell(0, "invested"), {f"value-{key}": "6"}).content.decode()
    drafted = reporting.submission.drafted.get()
    assert "同事" in refused
    assert "“5”" in refused
    assert (drafted.number, f'value="{drafted.position}"' in refused) == (5_000_000, True)
    desk.post(reporting.cell(0, "invested"), {f"value-{key}": "6", f"seen-{key}": str(drafted.position)})
    assert reporting.submission.drafted.get().number == 6_000_000


def test_the_fragment_is_what_a_fresh_load_holds(reporting: Reporting, desk: Client) -> None:
    key = reporting.key(0, "invested")
    part = desk.post(reporting.cell(0, "invested"), {f"value-{key}": "12"}).content.decode()
    page = desk.get(reporting.address).content.decode()
    assert part.partition('<div id="said-')[0].strip() in page
    assert part.rpartition('hx-swap-oob="true">')[2].partition("<")[0] in page
    assert desk.get(reporting.cell(0, "invested")).content.decode().strip() in page


def test_a_cell_that_is_not_asked_for_is_refused(reporting: Reporting, desk: Client) -> None:
    assert desk.post(f"{reporting.address}cells/999/999/", {}).status_code == 403


def test_last_period_stands_beside_the_cell(reporting: Reporting, desk: Client) -> None:
    from diaodu.facts.actions import report_facts

    subject, measure = map(int, reporting.key(0, "invested").split("-"))
    april = Reported(subject, measure, number=880_000_000, typed_by_id=reporting.city.reporter.pk)
    report_facts([april], period="2024-04", by=reporting.city.reporter, at=NOW)
    assert "上期 880" in text_of(desk.get(reporting.address).content.decode())
