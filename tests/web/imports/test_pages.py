"""The pages of imports, each address tried by everybody; no variable undefined; as many queries for many as for few."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from diaodu.accounts.models import User
from diaodu.intake.models import ImportState, LedgerImport, SheetMapping
from tests.intake.ledger.sheets import ROWS, a_ledger, gone_on, imported, mapped, taken_in
from tests.web.collect.desk import signed_in
from tests.world import City, a_city

pytestmark = pytest.mark.django_db
VERBS = ("settle", "decide", "confirm", "cancel")
UNDEFINED = "‹undefined›"


@pytest.fixture
def city() -> City:
    return a_city()


def desk(username: str):  # type: ignore[no-untyped-def]
    return signed_in(User.objects.get(username=username))


@pytest.mark.parametrize(
    ("username", "status"), [("dispatcher", 200), ("leader", 200), ("reporter", 404), ("outsider", 403)]
)
@pytest.mark.parametrize("name", ["import", "marked"])
def test_an_import_opens_to_whom_it_should(city: City, name: str, username: str, status: int) -> None:
    chosen = mapped(taken_in(city, a_ledger()))
    answer = desk(username).get(reverse(f"imports:{name}", args=[chosen.pk]))
    answer.close()
    assert answer.status_code == status


@pytest.mark.parametrize("username", ["leader", "outsider"])
@pytest.mark.parametrize("verb", VERBS)
def test_those_who_read_change_nothing(city: City, verb: str, username: str) -> None:
    chosen = mapped(taken_in(city, a_ledger()))
    assert desk(username).post(reverse(f"imports:{verb}", args=[chosen.pk])).status_code == 403
    chosen.refresh_from_db()
    assert chosen.state == ImportState.PLANNED


@pytest.mark.parametrize(("username", "status"), [("dispatcher", 200), ("reporter", 200), ("outsider", 403)])
@pytest.mark.parametrize("address", ["/imports/", "/imports/export/"])
def test_list_and_export_open_to_whom_they_should(city: City, address: str, username: str, status: int) -> None:
    answer = desk(username).get(address)
    answer.close()
    assert answer.status_code == status


@pytest.mark.parametrize(("username", "rows"), [("dispatcher", len(ROWS)), ("reporter", 0)])
def test_an_export_holds_only_what_one_may_see(city: City, username: str, rows: int) -> None:
    imported(city, a_ledger())
    answer = desk(username).get("/imports/export/")
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    answer.close()
    assert book.worksheets[0].max_row - 1 == rows


def test_the_cell_behind_a_value_is_shown_with_its_row(city: City) -> None:
    chosen = imported(city, a_ledger())
    address = reverse("imports:cell", args=[chosen.source_id]) + "?sheet=在建&cell=E3"
    html = desk("leader").get(address).content.decode()
    assert "<mark>3,500.5</mark>" in html
    assert "城东污水处理厂" in html
    assert desk("reporter").get(address).status_code == 404


def test_a_workbook_dropped_on_collect_leads_to_its_import(city: City) -> None:
    file = SimpleUploadedFile("台账.xlsx", a_ledger())
    answer = desk("dispatcher").post("/collect/take-in/", {"file": file, "unit": city.unit.pk})
    assert answer.url == reverse("imports:import", args=[LedgerImport.objects.get().pk])


def test_a_corrected_mapping_is_remembered_for_the_same_shape(city: City) -> None:
    chosen = taken_in(city, a_ledger())
    typed = {"t0-use": "1", "period": "2024-05", "t0-c1-fills": "name", "t0-c5-fills": "measure:problem"}
    desk("dispatcher").post(reverse("imports:settle", args=[chosen.pk]), typed)
    assert gone_on(chosen).counts["new"] == 2
    assert [use["fills"] for use in SheetMapping.objects.get().content["uses"]] == ["name", "measure:problem"]
    again = taken_in(city, a_ledger(ROWS[:1]), name="6月.xlsx")
    assert [use["fills"] for use in again.tables[0]["mapping"]["uses"]] == ["name", "measure:problem"]


def test_a_wrong_period_is_said_on_the_page(city: City) -> None:
    chosen = taken_in(city, a_ledger())
    typed = {"t0-use": "1", "period": "May", "t0-c1-fills": "name", "t0-c4-fills": "measure:invested_ytd"}
    answer = desk("dispatcher").post(reverse("imports:settle", args=[chosen.pk]), typed)
    assert (answer.status_code, "“May”不是报告期" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_says_what_it_means(city: City, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UNDEFINED)  # type: ignore[attr-defined]
    waiting, tried = taken_in(city, a_ledger()), mapped(taken_in(city, a_ledger(), name="b.xlsx"))
    client = desk("dispatcher")
    client.cookies["django_language"] = language
    for address in ("/imports/", *(reverse("imports:import", args=[one.pk]) for one in (waiting, tried))):
        assert UNDEFINED not in client.get(address).content.decode()


def queries(address: str) -> int:
    client = desk("dispatcher")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len(captured)


def test_a_dry_run_of_many_rows_asks_no_more_than_one_of_few(city: City) -> None:
    few = mapped(taken_in(city, a_ledger(ROWS[:1])))
    rows = [(None, f"项目甲{n}号工程{n * 7}", n, "2025年", n, "在建") for n in range(1, 40)]
    many = mapped(taken_in(city, a_ledger(rows), name="b.xlsx"))
    assert queries(f"/imports/{many.pk}/?state=new") == queries(f"/imports/{few.pk}/?state=new") == 8
