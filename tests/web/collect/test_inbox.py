"""The page of received texts, and taking in."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from diaodu.accounts.models import Role, UnitKind
from diaodu.facts.models import Source, SourceKind
from diaodu.intake.models import Reading
from tests.web.collect.desk import page_of_source, signed_in
from tests.world import WRITE_UP, City, a_city, a_person, a_reading, a_unit, run_tasks

pytestmark = pytest.mark.django_db
INBOX, TAKE_IN = "/collect/", "/collect/take-in/"


@pytest.fixture
def city() -> City:
    return a_city()


def test_a_pasted_text_is_taken_in_and_read(city: City) -> None:
    desk = signed_in(city.dispatcher)
    answer = desk.post(TAKE_IN, {"text": WRITE_UP, "unit": city.unit.pk})
    reading = Reading.objects.get()
    assert (answer.status_code, answer.url) == (303, page_of_source(reading))
    assert (reading.source.kind, reading.source.name) == (SourceKind.PASTED, WRITE_UP[:40])
    run_tasks()
    assert "省市重点项目暨招商引资第十次调度会" in desk.get(answer.url).content.decode()


def test_a_file_is_taken_in_with_its_name(city: City) -> None:
    file = SimpleUploadedFile("纪要.txt", WRITE_UP.encode("gb18030"))
    signed_in(city.dispatcher).post(TAKE_IN, {"file": file, "unit": city.county.pk, "encoding": "gb18030"})
    source = Source.objects.get()
    assert (source.name, source.kind, source.unit) == ("纪要.txt", SourceKind.FILE, city.county)


def test_a_large_upload_goes_by_way_of_the_disk(city: City) -> None:
    file = SimpleUploadedFile("long.txt", WRITE_UP.encode() * 4000)
    answer = signed_in(city.dispatcher).post(TAKE_IN, {"file": file, "unit": city.unit.pk})
    assert answer.status_code == 303


def test_the_same_file_again_says_so_and_leads_to_the_first(city: City) -> None:
    reading = a_reading(city)
    answer = signed_in(city.dispatcher).post(TAKE_IN, {"text": WRITE_UP, "unit": city.unit.pk}, follow=True)
    assert answer.redirect_chain == [(page_of_source(reading), 303)]
    assert "这份文稿此前已收：陆向明于 2024-05-30 17:00 收下" in answer.content.decode()
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [({}, "还没有内容"), ({"text": "甲", "file": "乙"}, "既粘贴了文本又选了文件")],
)
def test_the_form_says_what_is_missing_and_keeps_what_was_typed(city: City, given: dict[str, str], words: str) -> None:
    sent = {**given, "unit": city.county.pk, "encoding": "big5"}
    if "file" in given:
        sent["file"] = SimpleUploadedFile("a.txt", b"x")
    answer = signed_in(city.dispatcher).post(TAKE_IN, sent)
    html = answer.content.decode()
    assert (answer.status_code, words in html) == (422, True)
    assert given.get("text", "") in html
    assert '<option value="big5" selected>' in html
    assert not Source.objects.exists()


def test_a_file_that_is_too_large_is_refused_with_what_to_do(city: City) -> None:
    file = BytesIO(b"0" * (51 * 1024**2))
    file.name = "scan.txt"
    answer = signed_in(city.dispatcher).post(TAKE_IN, {"file": file, "unit": city.unit.pk})
    assert answer.status_code == 422
    assert "50 MB" in answer.content.decode()
    assert not Source.objects.exists()


def test_a_reporter_takes_in_for_the_own_unit_alone(city: City) -> None:
    desk = signed_in(city.reporter)
    assert f'<option value="{city.unit.pk}"' not in desk.get(INBOX).content.decode()
    assert desk.post(TAKE_IN, {"text": WRITE_UP, "unit": city.unit.pk}).status_code == 422
    assert desk.post(TAKE_IN, {"text": WRITE_UP, "unit": city.county.pk}).status_code == 303


def test_each_text_shows_how_far_it_has_come(city: City) -> None:
    a_reading(city)
    a_reading(city, "今天天气很好。", name="weather.txt")
    html = signed_in(city.dispatcher).get(INBOX).content.decode()
    assert "1 份文稿中有 5 条草稿待确认" in html
    assert html.index("weather.txt") < html.index("write-up.txt")
    assert "没有可登记的内容" in html


def test_the_list_asks_the_ledger_as_often_for_many_texts_as_for_one(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk = signed_in(city.dispatcher)
    for number in range(3):
        a_reading(city, f"{WRITE_UP}{number}", name=f"{number}.txt")
        with django_assert_num_queries(8):
            desk.get(INBOX)


def test_the_past_shows_what_had_come_by_then(city: City) -> None:
    a_reading(city)
    desk = signed_in(city.dispatcher)
    assert "write-up.txt" not in desk.get(INBOX, {"as_of": "2024-05-29"}).content.decode()
    html = desk.get(INBOX, {"as_of": "2024-05-30"}).content.decode()
    assert "write-up.txt" in html
    assert reverse("collect:take_in") not in html


def test_more_text_than_a_form_carries_is_sent_to_the_file_field(city: City) -> None:
    answer = signed_in(city.dispatcher).post(TAKE_IN, {"text": "字" * 5_000_000, "unit": city.unit.pk})
    assert (answer.status_code, "请存成文件再上传" in answer.content.decode()) == (400, True)


def test_a_department_takes_in_for_the_government_it_serves(city: City) -> None:
    office = a_unit("410800-DDB", "调度办", UnitKind.DEPARTMENT, city.unit)
    clerk = a_person("clerk", "周敏之", office, Role.DISPATCHER)
    page = signed_in(clerk).get(INBOX).content.decode()
    offered = re.findall(r'<option value="(\d+)"', page)
    assert offered[:2] == [str(city.unit.pk), str(office.pk)]
