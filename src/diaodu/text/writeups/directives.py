"""Demands: who has to do what, by when, in the speaker's own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout, Sentence
from diaodu.text.writeups.lexicon import CARDINAL, UNIT_END, any_of, number_of
from diaodu.text.writeups.speech import Opening, read_openings
from diaodu.text.writeups.values import Directive, Named

_MODAL = re.compile(
    "(?<![重需必首纪紧摘只扼概将])(?<!(?<!业)主)"  # 主要 is no demand, 业主要 is
    "(?:要(?!闻(?!令))(?![素求点害约件塞领职目务么是])|需要?(?!求)|必须|务必|务求|应当?(?![急用对届邀])|须|得(?=尽快|抓紧|赶紧))"
)
_PLAIN_DUTY = re.compile("负责(?!人|同志)|牵头(?!人|部门|单位)|确保")
_DUTY = re.compile(
    rf"{_PLAIN_DUTY.pattern}|[在于](?=[^,。]{{1,16}}前)|\d{{1,2}}月|\d{{1,2}}[日天个]|{any_of('duties')}"
)
_PARTY = re.compile(f"[^,。;:“”]*(?:{UNIT_END}(?:\\([^()]{{1,12}}\\))?)")
_FIRST_PARTY = re.compile(
    f"[^,。;:“”]{{0,14}}?{UNIT_END}(?:[、和及与][^,。;:、]{{1,14}}?{UNIT_END})*(?:等(?:部门|单位|方面))?"
)
_EACH = re.compile("(?:各(?!项(?!目)|类|方面|环节|种|自)|有关|相关|全体)[^,。;:“”的在]{1,10}")
_BY = re.compile("(?<![理自缘事经])由(?!于)")
_CONNECTIVE = re.compile(f"(?:{any_of('connectives')}|[,: “])+")
_NOT_A_PARTY = re.compile(
    "项目建设(?!单位|主体|指挥部|业主|方)|[增成]长|动员|[了把将]|通过|推动|与其|紧盯|压实|形成|确保|加强|提升|是"
)
_ADVERB = re.compile(f"{any_of('party_adverbs')}+$")
_NUMBERED = re.compile(
    "(?P<figure>[一二三四五六七八九十]{1,2})(?P<mark>要|是要|是|、|须)"
    rf"|\((?P<bracket>[一二三四五六七八九十\d]{{1,2}})\)|(?P<digit>\d{{1,2}})[.、](?!\d)|第(?P<rank>{CARDINAL})[,、]"
    "|(?P<word>首先|其次|再次|最后)[,要]"
)
_WORD_RANK = {"首先": 1, "其次": 2, "再次": 3}
_FRAME = re.compile(
    "(?:在[^,。;]{2,24}(?:方面|上|中|下|时|后|环节|阶段|过程)|针对[^,。;]{2,30}|对于?[^,。;]{2,30}|围绕[^,。;]{2,20}"
    "|同时|此外|另外|下一步|接下来|特别是|尤其是|会后)$"
)
_TOPIC = re.compile("(?:针对|对于?)[^,。;]{2,30}")
_JOINED_IN = re.compile("(?:配合|协助|参与|协同|支持|会同)")
_LIST_TO_COME = re.compile(
    "(?:做到|抓好|做好|落实|把握|坚持|突出)?(?:以下)?[一二三四五六七八九\\d]{1,2}[点项个条方面]{1,2}|如下|以下"
)
_MOMENT = (
    r"(?:(?:\d{4}年|今年|明年)?\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬|下旬|末|份)?|\d{1,2}日|(?:今年|明年|本)?[年月周]底"
    "|本?(?:季度|周|月|年|旬)末|[一二三四]季度末?|上半年|春节|国庆节?|元旦|五一|汛期|入冬|供暖季|开学|下次(?:调度)?会议?"
    "|[本下]?周[一二三四五六日]|本周|下周|本月|今天|明天|下班)"
)
_WHILE = r"(?:本周|本月|年|月|当月|当周|(?:\d{1,3}|[一二三两半几十]{1,2})个?(?:工作日|天|日|周|个月|月|小时|星期))"
_DUE = re.compile(
    rf"{_MOMENT}(?:之前|以前|前|内)|{_WHILE}(?:之内|以内|内)|\d{{1,2}}月(?:底|末|\d{{1,2}}日)|[年月]底(?!数)|限时|限期|即日起|当天|当日"
)
_ATTENDANCE = re.compile("出席|列席|参加[^,。]{0,6}(?:会议|活动)|^会议|会上")
_DECIDING = re.compile("明确|决定|议定|确定|同意|研究")
_BREAKS = re.compile("(?<!\\d)[,:]|[,:](?!\\d)")
_SEMICOLON = re.compile(";")
_LONGEST_PARTY = 40
_LONGEST_HEADING = 25
_SHORTEST = 3


@dataclass(slots=True)
class _Speech:
    """What is being said, and every party that was addressed so far."""

    opening: Opening
    paragraph: int
    addressed: list[Named] = field(default_factory=list)

    @property
    def decides(self) -> bool:
        return _DECIDING.search(self.opening.act.text) is not None

    def heir(self) -> Named | None:
        """The party a demand without one is put to: the only one addressed so far; with several it stays open."""
        return self.addressed[0] if len({party.text for party in self.addressed}) == 1 else None


@dataclass(slots=True)
class _Demand:
    """A demand that is still growing, clause by clause."""

    start: int
    end: int
    party: Named | None
    carried: bool = False
    number: int | None = None
    is_heading: bool = False
    end_before_last: int = 0

    def extend(self, clause: Span) -> None:
        self.end_before_last, self.end = self.end, clause.end


@dataclass(frozen=True, slots=True)
class _Count:
    """A number in front of a demand, where the demand's text begins, and where its party may begin."""

    number: int
    text_from: int
    party_from: int


def read_directives(layout: Layout, known: dict[str, Named]) -> tuple[Directive, ...]:
    """Every demand of every speech, once each, in the order of the text."""
    found: list[Directive] = []
    speech: _Speech | None = None
    demands: list[_Demand] = []
    for sentence in layout.sentences:
        announces = not sentence.is_headline or layout.words(sentence.span).rstrip().endswith(":")
        openings = list(read_openings(layout, sentence, known)) if announces else []
        if not openings and speech is not None:
            if _carries_on(layout, sentence, speech, demands):
                continue
            demands.extend(
                _read_part(layout, sentence.span, speech) if _demands_something(layout, sentence, speech) else ()
            )
        for opening, until in _stretches(openings, sentence.span.end):
            if speech is not None:
                found.extend(_finished(layout, demand, speech) for demand in demands)
            speech, demands = _Speech(opening, sentence.paragraph), []
            demands.extend(_read_part(layout, Span(opening.content_from, until), speech))
    if speech is not None:
        found.extend(_finished(layout, demand, speech) for demand in demands)
    once: dict[tuple[str | None, str], Directive] = {}
    for directive in found:
        if len(directive.text.text) >= _SHORTEST:
            once.setdefault((directive.party.text if directive.party else None, directive.text.text), directive)
    return tuple(once.values())


def _stretches(openings: list[Opening], end: int) -> Iterator[tuple[Opening, int]]:
    """Each opening with the place where the next speaker takes over."""
    for index, opening in enumerate(openings):
        until = openings[index + 1].lead_from if index + 1 < len(openings) else end
        yield opening, max(until, opening.content_from)


def _demands_something(layout: Layout, sentence: Sentence, speech: _Speech) -> bool:
    """A later sentence belongs to the speech when it opens as a demand: numbered, with 要, or with a party."""
    if sentence.paragraph != speech.paragraph and not _NUMBERED.match(
        layout.folded, sentence.span.start, sentence.span.end
    ):
        return False
    first = next(iter(layout.split(sentence.span, _BREAKS)))
    for clause in layout.split(sentence.span, _BREAKS)[:2]:
        if _numbered(layout, clause) or _addressed(layout, clause, speech) or _modal_at_start(layout, clause):
            return True
        if not _FRAME.search(layout.words(first)):
            return False
    return False


def _carries_on(layout: Layout, sentence: Sentence, speech: _Speech, demands: list[_Demand]) -> bool:
    """一要围绕定位抓招商。各县(市、区)要…: the sentence after a numbered heading is the same demand."""
    if not demands or not demands[-1].is_heading or sentence.paragraph != speech.paragraph:
        return False
    if _numbered(layout, sentence.span) or _ATTENDANCE.search(layout.folded, sentence.span.start, sentence.span.end):
        return False
    demand = demands[-1]
    demand.end = sentence.span.end
    for clause in layout.split(sentence.span, _BREAKS):
        if (demand.party is None or demand.carried) and (addressed := _addressed(layout, clause, speech)) is not None:
            demand.party, demand.carried = addressed[0], False
    return True


def _read_part(layout: Layout, span: Span, speech: _Speech) -> Iterator[_Demand]:
    """The demands between two full stops."""
    parts = layout.split(span, _SEMICOLON)
    for part in parts:
        for demand in _part_demands(layout, part, speech):
            demand.is_heading = (
                demand.number is not None and len(parts) == 1 and demand.end - demand.start <= _LONGEST_HEADING
            )
            yield demand


def _part_demands(layout: Layout, part: Span, speech: _Speech) -> list[_Demand]:
    demands: list[_Demand] = []
    framed_from: int | None = None
    for clause in layout.split(part, _BREAKS):
        clause = layout.trimmed(clause)
        if not len(clause):
            continue
        current = demands[-1] if demands else None
        numbered = _numbered(layout, clause)
        addressed = _addressed(layout, Span(numbered.party_from, clause.end) if numbered else clause, speech)
        if numbered is not None:
            _drop_announcement(layout, demands)
            party = addressed[0] if addressed else speech.heir()
            owns_party = addressed is not None and numbered.text_from == numbered.party_from
            start = addressed[1] if addressed and owns_party else numbered.text_from
            demands.append(_Demand(start, clause.end, party, addressed is None and party is not None, numbered.number))
        elif addressed is not None and not _joins(layout, current, clause, addressed):
            _cut_frame(layout, current)
            demands.append(_Demand(addressed[1], clause.end, addressed[0]))
            speech.addressed.append(addressed[0])
        elif current is not None:
            current.extend(clause)
            if addressed is not None and current.number is not None and (current.party is None or current.carried):
                current.party, current.carried = addressed[0], False
        elif _MODAL.search(layout.folded, clause.start, min(clause.end, clause.start + _LONGEST_PARTY)):
            party = speech.heir()
            start = framed_from if framed_from is not None else _after_connective(layout, clause)
            demands.append(_Demand(start, clause.end, party, party is not None))
        framed_from = clause.start if current is None and _TOPIC.fullmatch(layout.words(clause)) else None
    return demands


def _joins(layout: Layout, current: _Demand | None, clause: Span, addressed: tuple[Named, int]) -> bool:
    """甲牵头,乙配合 is one demand on 甲; a party inside a numbered demand belongs to that demand."""
    if current is None:
        return False
    if current.number is not None:
        return True
    led = "牵头" in layout.folded[current.start : current.end]
    return led and _JOINED_IN.match(layout.folded, addressed[1], clause.end) is not None


def _cut_frame(layout: Layout, current: _Demand | None) -> None:
    """在要素保障方面, before the next party does not belong to the demand before it."""
    if current is None or not current.end_before_last:
        return
    last_clause = layout.trimmed(Span(current.end_before_last, current.end))
    if len(last_clause) <= _LONGEST_PARTY and _FRAME.fullmatch(layout.words(last_clause)):
        current.end = current.end_before_last


def _drop_announcement(layout: Layout, demands: list[_Demand]) -> None:
    """各部门要做到三点: only announces the numbered demands."""
    if (
        demands
        and demands[-1].number is None
        and _LIST_TO_COME.search(layout.folded, demands[-1].start, demands[-1].end)
    ):
        demands.pop()


def _numbered(layout: Layout, clause: Span) -> _Count | None:
    """The number a clause opens with. 一要 belongs to the demand's own words; 一是, (一) and 第一 only count."""
    start = layout.trimmed(clause).start
    match = _NUMBERED.match(layout.folded, start, clause.end)
    if match is None:
        return None
    words = match["figure"] or match["bracket"] or match["digit"] or match["rank"]
    number = number_of(words) if words else _WORD_RANK.get(match["word"])
    if number is None:
        return None
    if match["mark"] is not None and match["mark"].endswith(("要", "须")):
        return _Count(number, start, match.end() - 1)
    return _Count(number, match.end(), match.end())


def _modal_at_start(layout: Layout, clause: Span) -> bool:
    start = _after_connective(layout, clause)
    return _MODAL.match(layout.folded, start, clause.end) is not None


def _after_connective(layout: Layout, clause: Span) -> int:
    start = layout.trimmed(clause).start
    match = _CONNECTIVE.match(layout.folded, start, clause.end)
    return match.end() if match else start


def _addressed(layout: Layout, clause: Span, speech: _Speech) -> tuple[Named, int] | None:
    """The party a clause opens with, and where the demand on it begins."""
    start = _after_connective(layout, clause)
    end = min(clause.end, start + _LONGEST_PARTY)
    marks = [_MODAL, _DUTY] if speech.decides or layout.folded[start - 1 : start] == "由" else [_MODAL, _PLAIN_DUTY]
    places = sorted(match.start() for mark in marks for match in mark.finditer(layout.folded, start, end))
    for place in places:
        from_place = _after_by(layout, start, place)
        words = layout.folded[from_place:place]
        adverb = _ADVERB.search(words)
        party = words[: adverb.start()] if adverb else words
        if party and not layout.shielded[place] and _is_party(party):
            span = Span(from_place, from_place + len(party))
            return Named.at(layout.source, span), span.end
    if speech.opening.is_direct and speech.opening.content_from == clause.start:
        match = _FIRST_PARTY.match(layout.folded, start, end)
        if match is not None and not _NOT_A_PARTY.search(match.group()):
            return Named.at(layout.source, Span(*match.span())), match.end()
    return None


def _after_by(layout: Layout, start: int, place: int) -> int:
    """锦绣家园安置房由县土储中心负责: the party stands after 由."""
    by = [match.end() for match in _BY.finditer(layout.folded, start, place)]
    return by[-1] if by else start


def _is_party(words: str) -> bool:
    """Ends as a party ends, or opens with 各 as only parties do: 各项目法人, 各包联领导."""
    known = _PARTY.fullmatch(words) is not None or _EACH.fullmatch(words) is not None
    return known and _NOT_A_PARTY.search(words) is None


def _finished(layout: Layout, demand: _Demand, speech: _Speech) -> Directive:
    span = layout.trimmed(Span(demand.start, demand.end))
    words = layout.words(span)
    if words.endswith("”") and words.count("”") > words.count("“"):
        span = layout.trimmed(Span(span.start, span.end - 1), " ,;。、!”")
    due = _DUE.search(layout.folded, span.start, span.end)
    return Directive(
        party=demand.party,
        text=Named.at(layout.source, span),
        due=Named.at(layout.source, Span(*due.span())) if due else None,
        number=demand.number,
        speaker=speech.opening.speaker,
        act=speech.opening.act,
        carried=demand.carried,
    )
