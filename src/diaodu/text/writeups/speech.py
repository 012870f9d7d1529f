"""Who is speaking: 会议强调, 刘冰指出, 他要求 — the words that open a run of demands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout, Sentence
from diaodu.text.writeups.lexicon import any_of
from diaodu.text.writeups.people import read_person
from diaodu.text.writeups.values import Named

_ACT = any_of("acts")
_OPENS = re.compile(
    f"(?P<act>{_ACT}(?:(?:并|和|、)?{_ACT})?)(?:(?:了|出|如下|以下|具体|明确|[一二三四五六七八九\\d]{{1,2}}[点项个条方面]{{1,2}}"
    "|要求|意见|事项|任务|工作|措施)*\\s?(?P<stop>[,:]|$)?)"
)
_MEETING = re.compile("(?:本次|此次|这次)?(?:会议|大会|全会|调度会|推进会|例会|座谈会|现场会)")
_PRONOUN = re.compile("[他她]")
_ADVERBS = re.compile(
    "(?:还|也|再次|进一步|特别|着重|并|重点|反复|最后|在讲话中|对此|最终|一致|研究|现场|当场|逐一|就[^,。]{2,30}|对[^,。]{2,40}"
    "|针对[^,。]{2,40}|围绕[^,。]{2,40}|结合[^,。]{2,40}|在[^,。]{2,30}(?:时|中|后|上)|代表[^,。]{2,20})$"
)
_SPOKE = re.compile("(?:讲话|总结|出席会议|主持会议|出席|会议|汇报|发言|情况|部署|点评|并|动员)(?:并|时|后)?$")
_SAID = re.compile("强调|指出|要求|表示|认为|说|谈到")
_LONGEST_LEAD = 80


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a speech begins: speaker and verb, the clause that introduces it, where the words begin."""

    speaker: Named
    act: Named
    lead_from: int
    content_from: int
    is_direct: bool


def read_openings(layout: Layout, sentence: Sentence, known: dict[str, Named]) -> Iterator[Opening]:
    """Speech verbs with a speaker: the meeting, a person known as chair or attendee, 他 or 她."""
    for clause in layout.clauses(sentence.span):
        end = min(clause.end, clause.start + _LONGEST_LEAD)
        for verb in _OPENS.finditer(layout.folded, clause.start, end):
            if layout.shielded[verb.start()] or _opens_nothing(layout, verb, clause):
                continue
            speaker = _speaker(layout, sentence, Span(clause.start, verb.start()), known)
            if speaker is not None:
                act = Named.at(layout.source, Span(*verb.span("act")))
                stops = verb["stop"] is not None or verb.end() >= clause.end
                content_from = verb.end() if stops else verb.end("act")
                yield Opening(speaker, act, clause.start, content_from, is_direct=not stops)
                break


def speeches(layout: Layout, known: dict[str, Named]) -> Iterator[Span]:
    """What somebody said, to the end of the sentence; decisions are not speech, they may tell what was taken up."""
    for sentence in layout.sentences:
        for opening in read_openings(layout, sentence, known):
            if _SAID.search(opening.act.text):
                stop = layout.folded.find(";", opening.content_from, sentence.span.end) if opening.is_direct else -1
                yield Span(opening.content_from, max(opening.content_from, stop if stop >= 0 else sentence.span.end))
                break


def _opens_nothing(layout: Layout, verb: re.Match[str], clause: Span) -> bool:
    """…,明确跟进责任人 and …,安排专人 are deeds: such a verb opens a speech only with a speaker, a stop or 由 beside it."""
    if verb["act"] == "说" and (verb["stop"] is None or verb.start() == clause.start):
        return True
    if verb["stop"] is not None or verb.start() > clause.start or verb["act"] in ("强调", "指出", "要求"):
        return False
    return not layout.folded.startswith(("由", "要求", "要"), verb.end("act"))


def _speaker(layout: Layout, sentence: Sentence, lead: Span, known: dict[str, Named]) -> Named | None:
    lead = layout.trimmed(lead, " ")
    words = layout.words(lead)
    while (adverb := _ADVERBS.search(words)) is not None and adverb.start() > 0:
        words = words[: adverb.start()]
    lead = Span(lead.start, lead.start + len(words))
    if _MEETING.fullmatch(words):
        return Named.at(layout.source, lead)
    if _PRONOUN.fullmatch(words):
        return Named.at(layout.source, lead)
    if words.endswith(tuple(known)):
        name = next(name for name in known if words.endswith(name))
        return Named.at(layout.source, Span(lead.end - len(name), lead.end))
    person = read_person(layout, lead) if len(words) > 4 else None
    if person is not None:
        return person
    if not words or _SPOKE.search(words):
        return _earlier_in_sentence(layout, sentence, lead.end, known)
    return None


def _earlier_in_sentence(layout: Layout, sentence: Sentence, before: int, known: dict[str, Named]) -> Named | None:
    """市长甲出席会议并强调, …: the known person nearest before the verb in the same sentence."""
    offset = max(sentence.span.start, before - 2 * _LONGEST_LEAD)
    ahead = layout.folded[offset:before]
    found = [(ahead.rfind(name), name) for name in known]
    place, name = max(found, default=(-1, ""))
    return Named.at(layout.source, Span(offset + place, offset + place + len(name))) if place >= 0 else None
