"""The meeting's name, its number in the series, and the series its name speaks of."""

import re
from collections.abc import Iterator

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout, Sentence
from diaodu.text.writeups.lexicon import CARDINAL, number_of
from diaodu.text.writeups.values import Named, Ordinal

LONGEST_NAME = 60

_HEAD = re.compile(
    "会议|会商会?|(?<![机社体省都学协工商教议])(?<!基金)会(?![议商计员展堂见谈馆客场所同长务])|仪式|活动"
)
_BODY_NOT_MEETING = re.compile(
    "(?:委员|管委|常委|理事|董事|监事|联合|居委|村委|组委|筹委|专委|博览|运动|学生|基金|同乡|慈善|残联|红十字)会$"
)
_COMMITTEE_MEETS = re.compile("常委会$")  # 召开市委常委会 is a meeting; 市委常委会召开 … is its body
_CONVENE = re.compile("(?:主持|组织|召集)?(?:召开|举行|举办|召集)(?:了|过)?")
_MANNER = "(?:今日|今天|日前|近日|如期|顺利|隆重|正式|胜利|成功|再次|又|也|已|组织|集中)*"
_DAY = r"(?:(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚上?)?)?"
_BETWEEN_NAME_AND_VERB = re.compile(f"{_MANNER}{_DAY}{_MANNER}(?:(?:在|于|以|采取|采用|通过)[^,。;]{{1,30}})?{_MANNER}")
_AFTER_OBJECT = re.compile(r"\s*(?:$|[,。;、:)]|并|和|及|暨|以|在|的|时|后|上|,)")
_TO_COME = re.compile("(?:将|拟|计划|定于|将[于在][^,。;]{2,16})$")
_OF_ANOTHER_KIND = re.compile(
    "等[^,。;]{0,8}活动$|^(?!.*(?:会|项目|招|签约|工|产|观摩|重点|投资|攻坚|比武|擂台|调度|督|建设|企业|通车|启用|启动|揭牌|奠基)).*(?:活动|仪式)$"
)
_ATTEND = re.compile("(?:出席|参加|列席|主持|开展|组织开展|启动)(?:了)?")
_ON_THE_OCCASION = re.compile("(?:上|中|获悉|了解到|强调|要求|指出|明确|提出|由)")
_AT = re.compile("记者从|在")
_IN_BRACKETS = re.compile(r"\((?:第[^()]{1,6}[次期场]|扩大)\)(?:会议)?")
_MINUTES = re.compile(r"\s*(?:会议名称[::])?(?P<name>[^,。;::]{2,60}会议?)(?:纪要|记录|简报|通报|议定事项)?\s*")
_NAMELESS = re.compile(
    "(?:此次|本次|这次|该|了|大|今天的|有关|相关|现场|专题|视频|工作|全体|紧急|党组|党委|政府|动员|集体|一次|一场|两个|多次)*"
    "(?:会议|会|活动|仪式|会商)"
)
_MEETING_TOLD = re.compile(
    "(?:召开|主持|举行)(?:了)?[^,。;]{0,12}会议|(?:^|[。,\n])(?:会议|会上)[,]?[^,。;]{0,20}?(?:听取|强调|指出|要求|研究|明确|决定|议定|审议)"
)
_BODY_MEETS = re.compile(f"(?P<name>[^,。;、]{{0,16}}常委会){_MANNER}(?:召开|举行)(?:了)?[^,。;]{{0,8}}会议")
_UNNAMED_KIND = re.compile("(?:召开|举行)(?:了)?(?P<name>[^,。;]{2,8}会(?:议|商)?)(?=[,。;]|$)")
_LEAD_IN = re.compile(
    r"\s*(?:本报讯|记者从|据悉|日前|近日|连日来|[今昨]天|[今昨当同]日|当天|随后|之后|会前|上午|下午|晚上|我[省市县区]"
    r"|(?:\d{2,4}年)?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚上?|傍晚|中午|凌晨|清晨)?|\d{1,2}[点时]\d{0,2}分?"
    r"|由[^,。]{2,20}(?:主办|组织|召集)的|在(?![谈建])|的|了|召开(?!的)|召开的|举行的|举办的)\s*"
)
_ORDINAL = re.compile(f"第\\s?({CARDINAL})\\s?(?:次|场|轮|期|届)")
_SERIES = re.compile(
    "“[^”]{2,12}”|三个一批|三十工程|(?:省市|[省市县]级|国家|[省市县区镇乡])?(?:重点|重大)"
    "(?:工业|产业|基础设施|民生|交通|水利|城建|农业|科技|文旅|能源|制造业)?(?:项目|工程)"
    "|招商引资|招商线索|(?:驻地|以商|产业链|康养产业|产业|工业)?招商(?!引资|线索)|专项债券?项目|在谈项目|分包项目"
    "|产业集群|要素保障|项目(?=开工|集中|推进|调度|签约)"
)


def read_meeting(layout: Layout) -> Named | None:
    """The first meeting that the body says was held; a headline is asked only when the body names none."""
    body = [sentence for sentence in layout.sentences if not sentence.is_headline]
    headlines = [sentence for sentence in layout.sentences if sentence.is_headline]
    for sentence in [*body, *headlines]:
        for span in _candidates(layout, sentence):
            return Named.at(layout.source, span)
    for pattern in (_BODY_MEETS, _UNNAMED_KIND):
        for sentence in body:
            match = pattern.search(layout.folded, sentence.span.start, sentence.span.end)
            for span in _named(layout, *match.span("name"), may_be_nameless=True) if match else ():
                return Named.at(layout.source, span)
    return None


def tells_of_a_meeting(layout: Layout) -> bool:
    """主持召开会议, 会议强调: there was a meeting, though its name is not told."""
    return _MEETING_TOLD.search(layout.folded) is not None


def read_ordinal(meeting: Named | None, layout: Layout) -> Ordinal | None:
    """第十次 in the meeting's name."""
    if meeting is None:
        return None
    match = _ORDINAL.search(layout.folded, meeting.span.start, meeting.span.end)
    number = number_of(match[1]) if match else None
    if match is None or number is None:
        return None
    return Ordinal(number, Span(*match.span()))


def read_series(meeting: Named | None, layout: Layout) -> tuple[Named, ...]:
    """省市重点项目 and 招商引资 from 省市重点项目暨招商引资第十次调度会."""
    if meeting is None:
        return ()
    found: dict[str, Named] = {}
    for match in _SERIES.finditer(layout.folded, meeting.span.start, meeting.span.end):
        named = Named.at(layout.source, layout.trimmed(Span(*match.span()), "“”"))
        found.setdefault(named.text, named)
    return tuple(found.values())


def _candidates(layout: Layout, sentence: Sentence) -> Iterator[Span]:
    if sentence.is_headline and (minutes := _MINUTES.fullmatch(layout.folded, sentence.span.start, sentence.span.end)):
        yield from _named(layout, *minutes.span("name"))
    clauses = layout.clauses(sentence.span)
    for clause in clauses:
        for verb in _CONVENE.finditer(layout.folded, clause.start, clause.end):
            is_to_come = _TO_COME.search(layout.folded, clause.start, verb.start()) is not None
            if not layout.shielded[verb.start()] and not is_to_come:
                yield from _object_of(layout, verb.end(), clause.end)
                yield from _subject_of(layout, clause.start, verb.start())
    for clause in clauses:
        for verb in _ATTEND.finditer(layout.folded, clause.start, clause.end):
            yield from _object_of(layout, verb.end(), clause.end)
        yield from _occasion(layout, clause)


def _heads(layout: Layout, start: int, end: int) -> Iterator[int]:
    """Ends of the words for a meeting between two places, quotations left out."""
    for head in _HEAD.finditer(layout.folded, start, min(end, start + LONGEST_NAME)):
        before = layout.folded[max(start, head.end() - 5) : head.end()]
        if _BODY_NOT_MEETING.search(before) and not _COMMITTEE_MEETS.search(before):
            continue
        if not layout.shielded[head.start()]:
            yield _with_brackets(layout, head.end())
        elif layout.folded.startswith("”", head.end()) and "“" in layout.folded[start : head.start()]:
            yield head.end() + 1  # 全县重点项目“周五例会”


def _object_of(layout: Layout, start: int, end: int) -> Iterator[Span]:
    """主持召开 → 全县省市重点项目推进会: the first word for a meeting at which the object can end."""
    if layout.folded.startswith("的", start):
        return
    held = None
    for head in _heads(layout, start, end):
        if _AFTER_OBJECT.match(layout.folded, head, end):
            held = head
            if not layout.folded.startswith("暨", head):
                break
    if held is not None:
        yield from _named(layout, start, held)


def _subject_of(layout: Layout, start: int, end: int) -> Iterator[Span]:
    """全市…调度会 ← 召开: the last word for a meeting before the verb, with nothing but place and manner between."""
    start = max(start, end - LONGEST_NAME - 40)
    ends = [
        head
        for head in _heads_backward(layout, start, end)
        if _BETWEEN_NAME_AND_VERB.fullmatch(layout.folded, head, end)
    ]
    if ends:
        yield from _named(layout, start, ends[0])


def _with_brackets(layout: Layout, end: int) -> int:
    """全市项目建设周调度会(第6次) is named with its brackets."""
    brackets = _IN_BRACKETS.match(layout.folded, end)
    return brackets.end() if brackets else end


def _heads_backward(layout: Layout, start: int, end: int) -> list[int]:
    ends = []
    for head in _HEAD.finditer(layout.folded, start, end):
        before = layout.folded[max(start, head.end() - 5) : head.end()]
        if not layout.shielded[head.start()] and not _BODY_NOT_MEETING.search(before):
            ends.append(_with_brackets(layout, head.end()))
    return ends


def _occasion(layout: Layout, clause: Span) -> Iterator[Span]:
    """在全市…调度会上, 记者从全市…调度会上获悉."""
    for lead in _AT.finditer(layout.folded, clause.start, min(clause.end, clause.start + LONGEST_NAME)):
        for head in _heads(layout, lead.end(), clause.end):
            if _ON_THE_OCCASION.match(layout.folded, head, clause.end):
                yield from _named(layout, lead.end(), head)
                return


def _named(layout: Layout, start: int, end: int, *, may_be_nameless: bool = False) -> Iterator[Span]:
    """The name between two places, without date, place or verb in front; nothing if no name is left."""
    while lead_in := _LEAD_IN.match(layout.folded, start, end):
        start = lead_in.end()
    span = layout.trimmed(Span(start, end), " \r\n,;:、")
    words = layout.words(span)
    is_no_name = _OF_ANOTHER_KIND.search(words) or (not may_be_nameless and _NAMELESS.fullmatch(words))
    if (3 if may_be_nameless else 4) <= len(words) <= LONGEST_NAME and not is_no_name:
        yield span
