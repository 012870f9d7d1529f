"""The shared examples and the seed article hold the figures that are promised."""

from rapidfuzz.distance import Levenshtein

from diaodu.text.restoring import Why, restore
from diaodu.text.span import Span


def test_no_clean_control_is_changed(examples):
    controls = [row["text"] for row in examples if row["kind"].startswith("clean")]
    assert [text for text in controls if restore(text).text != text] == []


def test_the_character_error_rate_stays_below_three_in_a_thousand(examples):
    damaged = [row for row in examples if not row["kind"].startswith("clean")]
    errors = sum(Levenshtein.distance(restore(row["text"]).text, row["truth"]) for row in damaged)
    assert errors <= 0.003 * sum(len(row["truth"]) for row in damaged)


def test_nineteen_of_twenty_damaged_spans_are_restored(examples):
    spans = [(span, row) for row in examples for span in row.get("spans") or ()]
    restored = [span for span, row in spans if span in restore(row["text"]).text]
    assert len(restored) >= 0.95 * len(spans)


def test_every_example_is_left_alone_the_second_time(examples):
    once = [restore(row["text"]).text for row in examples]
    assert [restore(text).text for text in once] == once


def test_the_body_of_the_seed_is_exact(examples, seed_article):
    restored = restore(seed_article).text
    body = [row["truth"] for row in examples if row["kind"] == "seed"]
    assert [restored.count(paragraph) for paragraph in body] == [1] * 4


def test_the_shifted_run_of_the_seed_is_read(seed_article):
    restoration = restore(seed_article)
    place = restoration.text.index("煤炭储备基地(西部园区)")
    assert restoration.original_span(Span(place, place + 2)).of(seed_article) == "煤炭"


def test_the_repeated_half_of_the_seed_is_taken_out_and_accounted_for(seed_article):
    restoration = restore(seed_article)
    repeated = [edit for edit in restoration.edits if edit.why is Why.REPEAT]
    assert sum(len(edit.found) for edit in repeated) > 1800
    assert restoration.text.startswith("刘冰主持并讲话\n新闻中心首页\n5月29日下午")
    assert "![]()" not in restoration.text


def test_the_lost_proof_reader_of_the_seed_is_marked(seed_article):
    restoration = restore(seed_article)
    assert "编 辑:李润生" in restoration.text
    assert any("Γ杭А∠" in mark.found for mark in restoration.marks)


def test_nonsense_in_a_long_page_does_not_hide_the_damage_behind_it(seed_article):
    nonsense = "。嵋橛勺" * 400
    behind = restore("推動(dòng)實(shí)訓\n" + nonsense + "\n" + seed_article).text
    assert "煤炭储备基地(西部园区)" in behind


SCHOOL = "學(xué)校實(shí)行明廚亮竈,家長(cháng)可以查看。"


def test_a_run_restored_in_part_does_not_cost_the_rest_of_the_page():
    restoration = restore("他把鑰匙落在了辦公室,只好折返回去?。坏然氐郊遥煲呀?jīng)黑透了。\n" + SCHOOL)
    assert restoration.text.endswith("\n学校实行明厨亮灶,家长可以查看。")
    assert restoration.text.startswith("他把钥匙落在了办公室,只好折返回去?。;等回到家")
    assert [mark.found for mark in restoration.marks] == ["?。", "煲呀?jīng)"]


def test_nonsense_that_comes_to_rest_only_later_does_not_cost_the_page_above():
    restoration = restore(SCHOOL + "\n?jì)；浠說(shuō)!。ひ!;(huì )ひ；!項(xiàng)目(xi)(xi)")
    assert restoration.text.startswith("学校实行明厨亮灶,家长可以查看。\n")
