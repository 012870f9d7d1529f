"""The page of one text: both columns, its drafts, and what must never happen to hostile content."""

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from diaodu.facts.blobs import blob_path
from diaodu.intake.actions import confirm_draft
from diaodu.intake.models import DraftKind, Reading, ReadingState
from tests.web.collect.desk import draft_of, page_of_source, signed_in
from tests.world import NOW, WRITE_UP, City, a_city, a_reading

pytestmark = pytest.mark.django_db
DAMAGED = (
    "5月29日下午,省市重點(diǎn)項目暨招商引資第十次調度會(huì )召開(kāi)。市長(cháng)劉冰主持并講話(huà)。"
    "會(huì )議調度了再生水綜合利用等“三十工程”項目進(jìn)展情況。\n"
)


@pytest.fixture
def city() -> City:
    return a_city()


def test_the_restored_text_stands_beside_the_original_with_its_edits(city: City) -> None:
    html = signed_in(city.dispatcher).get(page_of_source(a_reading(city, DAMAGED))).content.decode()
    assert "受损，已修复" in html
    assert 'title="“長(cháng)”改为“长”：机器转换的繁体字、插入的拼音，把握 99%。"' in html
    assert "再生水综合利用" in html


def test_the_reasons_are_told_in_the_language_of_the_reader(city: City) -> None:
    desk = signed_in(city.dispatcher)
    desk.cookies["django_language"] = "en"
    html = desk.get(page_of_source(a_reading(city, DAMAGED))).content.decode()
    assert "character converted to traditional, inserted reading; 99 % sure." in html


def test_a_draft_is_tied_to_its_words(city: City) -> None:
    reading = a_reading(city)
    draft = draft_of(reading, DraftKind.PROJECT)
    html = signed_in(city.dispatcher).get(page_of_source(reading)).content.decode()
    assert f'data-drafts="{draft.pk}">市十一中迁建</a>' in html
    assert f'<li id="draft-{draft.pk}"' in html


def test_a_draft_can_be_lit_without_javascript(city: City) -> None:
    reading = a_reading(city)
    draft = draft_of(reading, DraftKind.LEAD)
    html = signed_in(city.dispatcher).get(page_of_source(reading), {"draft": draft.pk}).content.decode()
    assert html.count("collect-lit") == 2


def test_hostile_text_stays_text(city: City) -> None:
    hostile = (
        WRITE_UP.replace("市十一中迁建", "<img src=x onerror=alert(1)>迁建")
        + "</textarea><script>alert(2)</script>\"'>"
    )
    reading = a_reading(city, hostile, name='"><script>alert(3)</script>.txt')
    desk = signed_in(city.dispatcher)
    for address in (page_of_source(reading), "/collect/", f"{page_of_source(reading)}passage/?start=0&end=200"):
        html = desk.get(address).content.decode()
        assert "<img src=x" not in html
        assert "<script>alert" not in html


def test_a_long_text_comes_in_parts_and_a_draft_leads_to_its_own(city: City) -> None:
    reading = a_reading(city, "无关的一行。\n" * 2000 + WRITE_UP)
    desk = signed_in(city.dispatcher)
    first = desk.get(page_of_source(reading)).content.decode()
    draft = draft_of(reading, DraftKind.LEAD)
    place = draft.fields["name"]["start"]
    assert "第 1 部分，共 3 部分" in first
    assert f"?at={place}&amp;draft={draft.pk}#draft-{draft.pk}" in first
    assert "吉利新能源商用车</a>" in desk.get(page_of_source(reading), {"at": place}).content.decode()


def test_a_text_that_is_being_read_shows_how_far(city: City) -> None:
    reading = a_reading(city)
    Reading.objects.filter(pk=reading.pk).update(state=ReadingState.RUNNING, done_share=60)
    html = signed_in(city.dispatcher).get(page_of_source(reading)).content.decode()
    assert '<progress class="dd-progress collect-progress" max="100" value="60">' in html
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in html


def test_a_refused_text_says_why_and_what_to_do(city: City) -> None:
    html = signed_in(city.dispatcher).get(page_of_source(a_reading(city, " \n"))).content.decode()
    assert "无法读取" in html
    assert "没有文字" in html


def test_a_text_without_a_meeting_says_so(city: City) -> None:
    html = signed_in(city.dispatcher).get(page_of_source(a_reading(city, "今天天气很好。"))).content.decode()
    assert "文中没有可登记的内容" in html


def test_the_bytes_come_back_as_they_were_and_are_never_run(city: City) -> None:
    reading = a_reading(city, "<script>alert(1)</script>", name="page.html")
    answer = signed_in(city.leader).get(f"{page_of_source(reading)}received/")
    assert b"".join(answer.streaming_content) == blob_path(reading.source.sha256).read_bytes()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_bytes_that_are_gone_from_the_disk_are_said_to_be_missing(city: City) -> None:
    reading = a_reading(city, "临江市调度会", name="page.txt")
    blob_path(reading.source.sha256).unlink()
    answer = signed_in(city.leader).get(f"{page_of_source(reading)}received/")
    assert (answer.status_code, "数据目录中缺少“page.txt”的原始字节" in answer.content.decode()) == (404, True)


def test_the_page_asks_the_ledger_a_fixed_number_of_times(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reading = a_reading(city)
    desk = signed_in(city.dispatcher)
    with django_assert_num_queries(9):
        desk.get(page_of_source(reading))


def test_evidence_shows_the_words_and_what_rests_on_them(city: City) -> None:
    reading = a_reading(city)
    draft = draft_of(reading, DraftKind.PROJECT)
    confirm_draft(draft, corrections={}, match=None, viewer=city.sees(city.dispatcher), at=NOW)
    place = draft.fields["name"]
    address = f"{page_of_source(reading)}passage/?start={place['start']}&end={place['end']}"
    html = signed_in(city.leader).get(address).content.decode()
    assert "<mark>市十一中迁建</mark>" in html
    assert "陆向明 于 2024-05-30 17:00 确认" in html
    part = signed_in(city.leader).get(address, headers={"HX-Request": "true", "HX-Target": "div#sheet-body"})
    assert part.content.decode().lstrip().startswith("<link")


def test_evidence_in_a_long_line_begins_and_ends_with_a_sentence(city: City) -> None:
    text = "前面还有一句话。" * 60 + WRITE_UP.replace("\n", "") + "后面还有一句话。" * 60
    place = text.index("市十一中迁建")
    address = f"{page_of_source(a_reading(city, text))}passage/?start={place}&end={place + 6}"
    html = signed_in(city.leader).get(address).content.decode()
    assert "<td>…前面还有一句话。" in html
    assert "后面还有一句话。…</td>" in html


def test_evidence_gives_the_restored_spelling_first(city: City) -> None:
    reading = a_reading(city, DAMAGED)
    draft = draft_of(reading, DraftKind.PROJECT)
    confirm_draft(draft, corrections={}, match=None, viewer=city.sees(city.dispatcher), at=NOW)
    place = draft.fields["name"]
    address = f"{page_of_source(reading)}passage/?start={place['start']}&end={place['end']}"
    html = signed_in(city.leader).get(address).content.decode()
    assert '<dd>再生水综合利用 <span class="dd-hint">原文作“再生水綜合利用”</span>' in html


@pytest.mark.parametrize("query", ["", "?start=5&end=5", "?start=0&end=999999", "?start=x&end=2"])
def test_evidence_outside_the_text_is_not_found(city: City, query: str) -> None:
    with translation.override("en"):
        answer = signed_in(city.leader).get(f"{page_of_source(a_reading(city))}passage/{query}")
    assert answer.status_code == 404


def test_the_past_shows_drafts_as_they_stood(city: City) -> None:
    reading = a_reading(city)
    html = signed_in(city.dispatcher).get(page_of_source(reading), {"as_of": "2024-05-30"}).content.decode()
    assert "市十一中迁建" in html
    assert "/confirm/" not in html


@pytest.mark.parametrize("page", ["", "passage/?start=0&end=5", "received/"])
def test_a_text_that_came_later_is_not_in_the_past(city: City, page: str) -> None:
    address = f"{page_of_source(a_reading(city))}{page}"
    desk, joined = signed_in(city.dispatcher), "&" if "?" in page else "?"
    answers = [desk.get(f"{address}{joined}as_of={day}") for day in ("2024-05-29", "2024-05-30")]
    assert [answer.status_code for answer in answers] == [404, 200]
    for answer in answers:
        answer.close()
