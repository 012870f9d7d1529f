"""What a write-up says becomes fields of drafts, on the characters of the original."""

from datetime import date

import pytest

from diaodu.intake.models import DraftKind
from diaodu.intake.proposing import Proposal, held_on, propose
from diaodu.text.restoring import restore
from diaodu.text.span import Span
from diaodu.text.writeups import DateWords, read_write_up
from tests.world import WRITE_UP

DAMAGED = """5月29日下午,省市重點(diǎn)項目暨招商引資第十次調度會(huì )召開(kāi)。
市委副書(shū)記、市長(cháng)劉冰主持并講話(huà)。
會(huì )議調度了北部山區生態(tài)修復、再生水綜合利用等“三十工程”項目進(jìn)展情況。
市領(lǐng)導惠康、李瑞霞出席會(huì )議。
"""


def proposals(original: str, received_on: date = date(2024, 5, 30)) -> list[Proposal]:
    restoration = restore(original)
    write_up = read_write_up(restoration.text)
    span = restoration.original_span
    return propose(write_up, text=restoration.text, original_span=span, received_on=received_on)


def test_drafts_come_in_the_order_of_confirming() -> None:
    kinds = [proposal.kind for proposal in proposals(WRITE_UP)]
    assert kinds == [DraftKind.MEETING, DraftKind.PROJECT, DraftKind.PROJECT, DraftKind.LEAD, DraftKind.DIRECTIVE]


def test_the_meeting_has_its_number_series_day_and_people() -> None:
    fields = proposals(WRITE_UP)[0].fields
    assert {name: field["value"] for name, field in fields.items()} == {
        "title": "省市重点项目暨招商引资第十次调度会",
        "series": "省市重点项目暨招商引资调度会",
        "ordinal": "10",
        "held_on": "2024-05-29",
        "chair": "刘冰",
        "attendee:惠康": "惠康",
        "attendee:李瑞霞": "李瑞霞",
    }


def test_places_are_characters_of_the_damaged_original() -> None:
    meeting, first, *_ = proposals(DAMAGED)
    places = {name: DAMAGED[field["start"] : field["end"]] for name, field in (meeting.fields | first.fields).items()}
    assert places["held_on"] == "5月29日下午"
    assert places["name"] == "北部山區生態(tài)修復"
    assert places["programme:三十工程"] == "三十工程"
    assert first.fields["name"]["value"] == "北部山区生态修复"


def test_due_words_give_a_day_that_is_marked_as_derived() -> None:
    fields = proposals(WRITE_UP)[-1].fields
    assert (fields["party"]["value"], fields["due_words"]["value"]) == ("各项目实施单位", "6月15日前")
    assert fields["due_on"] == fields["due_words"] | {"value": "2024-06-15", "derived": True}


@pytest.mark.parametrize(
    ("page", "year", "expected"),
    [
        ("2024-05-30 08:12", None, (date(2024, 5, 29), "page")),
        ("计划于2023年6月1日建成,2025年5月1日验收。2024-05-30", None, (date(2024, 5, 29), "page")),
        ("", None, (date(2026, 5, 29), "received")),
        ("2031年1月1日前完成", None, (date(2026, 5, 29), "received")),
        ("2025-06-01", 2022, (date(2022, 5, 29), "text")),
    ],
)
def test_the_year_comes_from_the_words_else_the_page_else_the_receipt(
    page: str, year: int | None, expected: tuple[date, str]
) -> None:
    words = DateWords("5月29日", Span(0, 5), year, 5, 29, None)
    assert held_on(words, text=page, received_on=date(2026, 11, 22)) == expected


def test_a_text_without_a_meeting_proposes_nothing() -> None:
    assert proposals("今天天气很好,公园里游人如织。") == []
