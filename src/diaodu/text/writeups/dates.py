"""The day of the meeting, in its own words."""

import re

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout, Sentence
from diaodu.text.writeups.lexicon import number_of
from diaodu.text.writeups.values import DateWords, Named

_N = "[零一二三四五六七八九〇○十]"
_PART = "上午|下午|晚上|晚间|傍晚|中午|凌晨|清晨|早上|早晨|夜间|晚"
_DAY = re.compile(
    rf"(?:(?P<year>\d{{4}}|{_N}{{4}})年\s?)?(?:(?P<month>\d{{1,2}}|{_N}{{1,3}})月\s?)?(?P<day>\d{{1,2}}|{_N}{{1,3}})日"
    rf"(?:(?:{_PART})?[至到、-](?:\d{{1,2}}月)?\d{{1,2}}日)?(?:\s?\((?:星期|周)[一二三四五六日天]\))?(?P<part>\s?(?:{_PART}))?"
)
_NOT_THE_DAY_BEFORE = re.compile("(?:截至|截止|截止到|自|从|由|到|至|定于|将于|计划|预计|力争|确保)\\s?$")
_NOT_THE_DAY_AFTER = re.compile(
    "\\s?(?:前|以前|之前|后|以后|之后|起|零时|电|讯|印发|发布|出台|至今|以来|召开的|举行的)"
)
_HELD_ON = ("召开的", "举行的", "举办的")  # 记者从11月8日召开的全市…推进会上获悉
_LABEL = re.compile("\\s*(?:会议)?(?:时间|日期)\\s?:")
_SENTENCES_TO_ASK = 4


def read_date(layout: Layout, meeting: Named | None) -> DateWords | None:
    """The day in the sentence that names the meeting, before the name if possible; else the first day of the body."""
    body = [sentence for sentence in layout.sentences if not sentence.is_headline]
    named_at = meeting.span.start if meeting else -1
    holding = [s for s in layout.sentences if s.span.start <= named_at < s.span.end]
    labelled = [s for s in layout.sentences if _LABEL.match(layout.folded, s.span.start, s.span.end)]
    for sentence in [*holding, *labelled, *body[:_SENTENCES_TO_ASK]]:
        days = _days(layout, sentence, named_at)
        before = [day for day in days if day.span.start < named_at]
        if days:
            return (before or days)[-1 if before and sentence in holding else 0]
    return None


def _days(layout: Layout, sentence: Sentence, named_at: int) -> list[DateWords]:
    days = []
    for match in _DAY.finditer(layout.folded, sentence.span.start, sentence.span.end):
        if layout.folded[match.end() : max(named_at, match.end())] in _HELD_ON:
            days.extend(filter(None, [_date_words(layout, match)]))
            continue
        ahead = layout.folded[max(sentence.span.start, match.start() - 4) : match.start()]
        if _NOT_THE_DAY_BEFORE.search(ahead) or _NOT_THE_DAY_AFTER.match(layout.folded, match.end()):
            continue
        if (day := _date_words(layout, match)) is not None:
            days.append(day)
    return days


def _date_words(layout: Layout, match: re.Match[str]) -> DateWords | None:
    """None for words that are no day of the calendar, such as 13月40日."""
    year, month, day = (number_of(match[part]) if match[part] else None for part in ("year", "month", "day"))
    if day is None or not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12):
        return None
    span = Span(*match.span())
    part = match["part"]
    return DateWords(span.of(layout.source), span, year, month, day, part.strip() if part else None)
