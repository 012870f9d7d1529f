"""What holds for every text: no crash, idempotence, and a way back for every character."""

from hypothesis import given, settings
from hypothesis import strategies as st

from diaodu.text.damaging import damage, page, site_table, strew
from diaodu.text.restoring import Restoration, restore
from diaodu.text.restoring.gbk import FULL_WIDTH
from diaodu.text.span import Span

CLAUSES = [
    "市长主持召开项目调度会议",
    "各县区要加快产业园区建设",
    "企业负责人汇报了开工进展",
    "确保年底前实现投产达效",
    "重点解决用地审批问题",
    "会议听取了招商线索情况",
    "优化营商环境和服务保障",
    "严格落实安全生产责任",
]
CLEAN = st.lists(st.sampled_from(CLAUSES), min_size=4, unique=True).map(lambda parts: "，".join(parts) + "。")
SITES = st.integers(0, 40)
READ = ["?", "?jì)", "(dòng)", "(huì )", "(xi)(xi)", "說(shuō)", "推動(dòng)", "項(xiàng)目", "![]() |", "\ud8ff"]
PIECES = st.sampled_from(READ + list("動會炭儲浠ひ；;!。,\nh@3兀的 "))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(given_bytes):
    text = given_bytes.decode("utf-8", "surrogateescape")
    assert restore(text).original == text


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_restoring_twice_is_restoring_once(text):
    once = restore(text).text
    assert restore(once).text == once


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_edits_and_marks_tell_the_whole_way_through_any_text(text):
    restoration = restore(text)
    assert told_by_edits(restoration) == restoration.text
    spans = [restoration.original_span(Span(place, place + 1)) for place in range(len(restoration.text))]
    assert all(len(span) > 0 for span in spans)
    marked = [(mark, restoration.restored_span(mark.span)) for mark in restoration.marks]
    assert all(span and span.of(restoration.text) == mark.found for mark, span in marked)


@settings(max_examples=30, deadline=None)
@given(CLEAN, SITES, st.booleans(), st.booleans())
def test_own_damage_is_undone_but_for_the_marks(clean, site, cut, commas):
    restoration = restore(damage(clean, table=site_table(site), cut=cut, commas=commas, seed=site))
    meant = clean.translate(FULL_WIDTH)
    assert restoration.text == meant or restoration.marks or not restoration.damaged


@settings(deadline=None)
@given(CLEAN, SITES)
def test_strewn_readings_are_dropped(clean, site):
    strewn = strew(clean, seed=site)
    restoration = restore(strewn)
    assert restoration.text == clean.translate(FULL_WIDTH) or strewn.count("(") < 3


@settings(max_examples=30, deadline=None)
@given(CLEAN, SITES, st.booleans())
def test_every_restored_character_maps_back(clean, site, cut):
    damaged = page([clean, clean[::-1]], table=site_table(site), site="某某网", cut=cut, seed=site)
    restoration = restore(damaged)
    spans = [restoration.original_span(Span(place, place + 1)) for place in range(len(restoration.text))]
    assert all(len(span) > 0 for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)


@settings(max_examples=30, deadline=None)
@given(CLEAN, SITES)
def test_edits_tell_the_whole_way(clean, site):
    restoration = restore(damage(clean, table=site_table(site), cut=True, seed=site))
    assert all(edit.found == edit.span.of(restoration.original) for edit in restoration.edits)
    assert told_by_edits(restoration) == restoration.text


def told_by_edits(restoration: Restoration) -> str:
    pieces, place = [], 0
    for edit in restoration.edits:
        pieces += [restoration.original[place : edit.span.start], edit.became if edit.applied else edit.found]
        place = edit.span.end
    return "".join([*pieces, restoration.original[place:]])
