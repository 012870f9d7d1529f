"""Two columns of one text: what stands beside what, which edits show, where drafts stand."""

from hypothesis import given
from hypothesis import strategies as st

from diaodu.web.collect.columns import WINDOW, Edit, Place, Row, SideBySide, window


def edit(start: int, found: str, became: str, why: str = "reading", confidence: float = 0.99) -> Edit:
    applied = confidence >= 0.5
    return {
        "start": start, "end": start + len(found), "found": found, "became": became,
        "why": why, "confidence": confidence, "applied": applied,
    }  # fmt: skip


def words(row: Row) -> tuple[str, str]:
    original, restored = (
        "".join(piece.text for run in side for piece in run.pieces) for side in (row.original, row.restored)
    )
    return original.rstrip("\n"), restored.rstrip("\n")


def test_each_line_stands_beside_what_became_of_it() -> None:
    text = "會(huì )議\n\n照舊\n"
    rows = SideBySide(text, [edit(1, "(huì )", "")]).rows(0, len(text))
    assert [(row.number, *words(row)) for row in rows] == [(1, "會(huì )議", "會議"), (3, "照舊", "照舊")]


def test_touching_edits_of_one_grade_are_one_change() -> None:
    text = "會(huì )議"
    edits = [edit(0, "會", "会", "script"), edit(1, "(huì )", ""), edit(7, "議", "议", "script", 0.7)]
    (row,) = SideBySide(text, edits).rows(0, len(text))
    first, second = (piece.change for run in row.restored for piece in run.pieces)
    assert first is not None
    assert second is not None
    assert (first.found, first.became, first.whys) == ("會(huì )", "会", ("script", "reading"))
    assert (second.found, second.grade) == ("議", "doubtful")


def test_a_change_ends_where_a_draft_begins() -> None:
    text = "調會議"
    edits = [edit(0, "調", "调", "script"), edit(1, "會", "会", "script"), edit(2, "議", "议", "script")]
    (row,) = SideBySide(text, edits, [Place(1, 3, draft=7)]).rows(0, 3)
    assert [("".join(piece.text for piece in run.pieces), run.drafts) for run in row.restored] == [
        ("调", ()),
        ("会议", (7,)),
    ]


def test_drafts_that_overlap_are_all_named() -> None:
    (row,) = SideBySide("甲乙丙丁", [], [Place(0, 3, draft=1), Place(2, 4, draft=2)]).rows(0, 4)
    assert [(run.pieces[0].text, run.drafts) for run in row.original] == [("甲乙", (1,)), ("丙", (1, 2)), ("丁", (2,))]


def test_a_mark_is_left_as_it_is_on_both_sides() -> None:
    (row,) = SideBySide("护?；ひ色", [edit(1, "?；ひ", "护", "cut", 0.4)]).rows(0, 5)
    assert words(row) == ("护?；ひ色", "护?；ひ色")
    assert [piece.change.grade for run in row.restored for piece in run.pieces if piece.change] == ["mark"]


def test_repeated_lines_are_folded_into_one_row() -> None:
    text = "正文\n正文\n![]() |\n完"
    edits = [edit(3, "正文\n", "", "repeat"), edit(6, "![]() |\n", "", "furniture")]
    first, repeat, furniture, last = SideBySide(text, edits).rows(0, len(text))
    assert (words(first), words(last), last.number) == (("正文", "正文"), ("完", "完"), 4)
    assert repeat.left_out is not None
    assert furniture.left_out is not None
    assert (repeat.left_out.found, furniture.left_out.whys) == ("正文\n", ("furniture",))


def test_a_long_text_comes_in_windows_that_end_with_a_line() -> None:
    text = ("字" * 99 + "\n") * 300
    middle = window(text, 15_000)
    assert (middle.number, len(middle.starts), text[middle.end - 1]) == (3, 5, "\n")
    assert (middle.previous, middle.following) == (WINDOW, 3 * WINDOW)
    assert window(text, 0).previous is None
    assert window(text, len(text)).following is None


def test_a_text_without_lines_is_cut_all_the_same() -> None:
    assert [window("字" * 40_000, at).end for at in (0, 39_999)] == [2 * WINDOW, 40_000]


@given(st.text(alphabet="甲乙(a)\n", max_size=80), st.data())
def test_windows_show_every_character_once(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    edits: list[Edit] = []
    for start in sorted(data.draw(st.sets(st.integers(0, max(len(text) - 3, 0)), max_size=6))):
        if start + 3 <= len(text) and (not edits or edits[-1]["end"] <= start):
            edits.append(edit(start, text[start : start + 3], data.draw(st.sampled_from(["", "丁"]))))
    side = SideBySide(text, edits, [Place(0, 2, 1)] if len(text) > 1 else [])
    rows = side.rows(0, cut) + side.rows(cut, len(text))
    shown = "".join(row.left_out.found if row.left_out else words(row)[0] for row in rows)
    assert shown.replace("\n", "").strip() == text.replace("\n", "").strip()
