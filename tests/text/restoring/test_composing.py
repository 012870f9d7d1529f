"""Two passes told as one: what was changed, what is still marked, and the way back to the original."""

from diaodu.text.restoring import Restoration, Why
from diaodu.text.restoring.alignment import Change
from diaodu.text.restoring.composing import composed
from diaodu.text.span import Span


def restoration(text: str, *changes: Change) -> Restoration:
    pieces, place = [], 0
    for change in changes:
        pieces += [text[place : change.start], change.became if change.applied else text[change.start : change.end]]
        place = change.end
    return Restoration(text, "".join([*pieces, text[place:]]), True, changes)


def test_a_later_change_lies_where_it_lay_in_the_original():
    first = restoration("推(x)动工作", Change(1, 4, "", Why.READING, 0.99))
    both = composed(first, restoration(first.text, Change(2, 4, "项目", Why.SHIFT, 0.9, origins=((2, 3), (3, 4)))))
    assert both.text == "推动项目"
    assert [(edit.found, edit.became, edit.why) for edit in both.edits] == [
        ("(x)", "", Why.READING),
        ("工作", "项目", Why.SHIFT),
    ]
    assert both.original_span(Span(3, 4)) == Span(6, 7)


def test_changes_that_overlap_become_one_no_surer_than_the_least_sure():
    first = restoration("甲乙丙丁", Change(1, 3, "浠", Why.SHIFT, 0.9))
    both = composed(first, restoration(first.text, Change(0, 2, "煤炭", Why.CUT, 0.97)))
    assert [(edit.found, edit.became, edit.confidence) for edit in both.edits] == [("甲乙丙", "煤炭", 0.9)]
    assert both.text == "煤炭丁"


def test_what_is_left_of_a_mark_stays_marked_without_a_proposal():
    first = restoration("甲乙丙丁", Change(0, 4, "春夏秋冬", Why.CUT, 0.7, applied=False))
    both = composed(first, restoration(first.text, Change(2, 3, "煤", Why.CUT, 0.97)))
    assert [(edit.found, edit.became, edit.applied) for edit in both.edits] == [
        ("甲乙", "甲乙", False),
        ("丙", "煤", True),
        ("丁", "丁", False),
    ]


def test_a_mark_nobody_touched_keeps_its_proposal():
    first = restoration("甲乙(x)", Change(0, 2, "煤炭", Why.CUT, 0.7, applied=False))
    both = composed(first, restoration(first.text, Change(2, 5, "", Why.READING, 0.99)))
    assert [(mark.found, mark.became) for mark in both.marks] == [("甲乙", "煤炭")]


def test_the_later_mark_counts_where_both_marked():
    first = restoration("甲乙", Change(0, 2, "煤炭", Why.CUT, 0.3, applied=False))
    both = composed(first, restoration("甲乙", Change(0, 2, "储备", Why.CUT, 0.7, applied=False)))
    assert [mark.became for mark in both.marks] == ["储备"]
