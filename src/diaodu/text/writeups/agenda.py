"""What the meeting took up: projects with their programme, and investment leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout, Sentence
from diaodu.text.writeups.lexicon import CARDINAL, number_of
from diaodu.text.writeups.names import clean_name, looks_built, split_names
from diaodu.text.writeups.values import Named, ProjectMention

_TAKES_UP = re.compile(
    "(?:听取|听|调度|研究|审议|审定|审查|讨论|会商|研判|分析|点评|察看|查看|观摩|走访|调研|视察|检查|督导|督查|了解|询问|推介|对接|洽谈|接洽|跟进|梳理|盘点|会诊|协调|解决|介绍|通报|汇报"
    "|交流|展示|观看|来到|深入|走进|前往|先后到|分别到|实地到|看|汇总|论证|推进|聚焦|现场办公解决|复盘|调处)(?:了|并|和|、|讨论|调度|研究|会商|协调|解决|推进|察看|查看|听取|分析|完善)*"
)
_TREATS = re.compile("(?:对|就|围绕|针对|聚焦|将)(?P<object>[^。;]{4,240}?)(?:进行|开展|作了?|展开|逐一|逐个|逐项)")
_NEXT_GROUP = re.compile("(?:的|建设|推进|实施|进展|工作|情况|汇报|进度|前期|落地|跟进|洽谈|施工){0,5}(?:[和及与、]|以及)")
_SUBJECT_FIRST = re.compile("(?:项目)?(?:建设|实施|责任|业主|参建|牵头)?(?:单位|业主|负责人|企业|公司|方)(?:负责人|代表|主要负责人)?(?:分别|依次|先后|现场|逐一)*(?:作了?|进行了?|做了?|汇报|发言|表态|介绍)")
_AMONG = re.compile("(?:其中)?(?:包括|包含|涵盖|涉及|分别是|分别为|主要有|主要包括|主要是|有)|其中[::]?|即")
_ET_CETERA = re.compile(
    f"等(?![级候离同待])(?:(?P<count>{CARDINAL})余?[个项条家大]|[多几][个家项])?(?P<kind>[^,。;]{{0,24}}?)(?P<noun>项目|线索|工程|企业|工作|事项|现场|地|处)(?!单位|办|部|业主|”)"
)
_NOUN = re.compile(
    f"(?:(?P<count>{CARDINAL})[个项条家])?(?P<kind>(?:“[^”]{{2,10}}”|省市|省级|市级|县级|在谈|在建|续建|重点|重大|招商|引资|签约|意向|拟|落地|洽谈|新|开工|储备|集中|民生|产业|工业|工程|线索|对接|谋划|跟踪|包联|分包){{0,6}})(?P<noun>项目|线索)"
)
_TAIL = re.compile(
    "(?:的|工作|项目|建设|推进|进展|实施|筹备|谋划|前期|跟进|落地|对接|洽谈|梳理|施工|运营|生产|征迁|工程|存在|有关|相关|主要|具体|下步|最新|总体|整体|目前|当前"
    "|情况|汇报|报告|介绍|路径|问题|困难|进度|现场|工地|一线|事宜|方案|计划|思路|打算|措施|专题|专项|单位|、|和|及|与|以及|等|现状|形象|节点|手续|办理|审批|资金|用地|要素|保障|需求|成果|可行性|会商|落实)+$"
)
_TELLING = re.compile("情况|汇报|报告|介绍|路径|进展|进度|现场|工地|一线|事宜|落地|跟进|问题")
_NO_LIST = re.compile("问题|部门|单位|方面|要素|领域|环节|负责|因素|困难|政策|举措|措施|会议|工作法|手续|人员")
_LEAD_WORDS = re.compile("招商|线索|在谈|洽谈|意向|拟签约|拟落[户地]|拟引进|招引|引资|跟进|客商|签约|接洽|推介|研判|引进")
_PROJECT_WORDS = re.compile("“[^”]{2,10}”|三十工程|省市重点|[省市县]级?重点|[签开投竣]\\w一批|一批|在建|开工|续建|竣工|投产|建设|施工|民生|复工")
_LEAD_MEETING = re.compile("招商|线索|在谈|洽谈|引资|招引|推介")
_PROJECT_MEETING = re.compile("重点项目|重大项目|重点工程|建设|开工|三十工程|一批|省市重点|民生|复工|工业项目|分包")
_PROGRAMME = re.compile(
    "“(?P<quoted>[^”]{2,12})”|(?P<plain>三十工程|省市重点(?:建设)?项目|省重点(?:建设)?项目|市重点(?:建设)?项目|县重点(?:建设)?项目|[省市县]级重点(?:建设)?项目|三个一批|[签开投竣]\\w一批|专项债券?项目)"
)
_BATCH = re.compile("“?[一-鿿]{2,4}一批”?(?:项目)?(?:中|里)?的?|“[^”]{2,10}”(?:工程)?(?:项目)?中的")
_NOT_DONE = re.compile("未|没有|暂不|不再")
_LONGEST_CONTEXT = 400
_LONGEST_TAIL = 40


@dataclass(frozen=True, slots=True)
class Agenda:
    """The two kinds of thing a meeting takes up."""

    projects: tuple[ProjectMention, ...]
    leads: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Listing:
    """A stretch of names with what the sentence says about them."""

    names: Span
    kind: str
    expected: int | None
    is_sure: bool
    programme: Named | None


def read_agenda(layout: Layout, meeting: Named | None, taken: bytearray) -> Agenda:
    """Names in the sentences that tell what was heard, seen or discussed; characters marked in `taken` (demands) are left out."""
    title = meeting.text if meeting else ""
    lead_by_title = bool(_LEAD_MEETING.search(title)) and not _PROJECT_MEETING.search(title)
    projects: dict[str, ProjectMention] = {}
    leads: dict[str, Named] = {}
    for sentence in layout.sentences:
        if sentence.is_headline:
            continue
        for listing in _listings(layout, sentence, taken):
            for name, programme in _names(layout, listing):
                if _is_lead(listing, programme, lead_by_title=lead_by_title):
                    leads.setdefault(name.text, name)
                else:
                    projects.setdefault(name.text, ProjectMention(name, programme))
    kept = tuple(lead for text, lead in leads.items() if text not in projects)
    return Agenda(tuple(projects.values()), kept)


def _is_lead(listing: _Listing, programme: Named | None, *, lead_by_title: bool) -> bool:
    if programme is not None:
        return False
    if _LEAD_WORDS.search(listing.kind):
        return True
    return lead_by_title and not _PROJECT_WORDS.search(listing.kind)


def _listings(layout: Layout, sentence: Sentence, taken: bytearray) -> Iterator[_Listing]:
    clauses = _joined(layout, layout.clauses(sentence.span))
    for clause in clauses:
        if len(clause) and taken[clause.end - 1]:
            continue
        told = layout.folded[max(sentence.span.start, clause.start - _LONGEST_CONTEXT) : clause.start]
        yield from _clause_listings(layout, clause, told)


def _joined(layout: Layout, clauses: list[Span]) -> list[Span]:
    """“签约一批”中的甲,“开工一批”中的乙 is one list, commas or not."""
    joined: list[Span] = []
    for clause in clauses:
        goes_on = _BATCH.match(layout.folded, clause.start, clause.end) or layout.folded.startswith("以及", clause.start)
        if joined and goes_on:
            joined[-1] = Span(joined[-1].start, clause.end)
        else:
            joined.append(clause)
    return joined


def _clause_listings(layout: Layout, clause: Span, told: str) -> Iterator[_Listing]:
    among = _AMONG.match(layout.folded, clause.start, clause.end)
    if among is not None and ("项目" in told or "线索" in told):
        yield from _object_listings(layout, Span(among.end(), clause.end), told)
        return
    if (subject := _SUBJECT_FIRST.search(layout.folded, clause.start, clause.end)) is not None:
        if subject.group().startswith("项目") and subject.start() > clause.start:
            yield _Listing(Span(clause.start, subject.start()), "", None, True, None)
            return
    verb = next((v for v in _TAKES_UP.finditer(layout.folded, clause.start, clause.end) if not layout.shielded[v.start()]), None)
    treated = _first_unshielded(layout, _TREATS, clause)
    if treated is not None and (verb is None or treated.start() < verb.start()):
        yield from _object_listings(layout, Span(*treated.span("object")), told)
    elif verb is not None and not _NOT_DONE.search(layout.folded, clause.start, verb.start()):
        start = _after_reporter(layout, verb.end(), clause.end)
        yield from _object_listings(layout, Span(start, clause.end), verb.group())


def _after_reporter(layout: Layout, start: int, end: int) -> int:
    """听取市住建局关于甲、乙…的汇报: the names begin after 关于."""
    about = re.compile("[^,。;]{2,40}?(?:关于|就|对)").match(layout.folded, start, end)
    return about.end() if about else start


def _object_listings(layout: Layout, span: Span, context: str) -> Iterator[_Listing]:
    """An object may hold several groups: 甲、乙等“三十工程”项目和丙、丁等省市重点项目进展情况."""
    start = span.start
    while start < span.end:
        mark = _first_unshielded(layout, _ET_CETERA, Span(start, span.end))
        if mark is None:
            break
        kind = mark["kind"]
        if _NO_LIST.search(kind):
            return
        rest = layout.folded[mark.end() : span.end]
        programme = _programme(layout, Span(mark.start(), mark.end()))
        yield _Listing(
            Span(start, mark.start()), context + kind + mark["noun"] + _own_tail(rest), _count(mark), mark["noun"] in ("项目", "线索", "工程"), programme
        )
        if (joint := _NEXT_GROUP.match(rest)) is None:
            return
        start = mark.end() + joint.end()
    yield from _plain_listing(layout, Span(start, span.end), context)


def _own_tail(rest: str) -> str:
    match = re.match("[^、,;和]{0,12}", rest)
    return match.group() if match else ""


def _count(mark: re.Match[str]) -> int | None:
    return number_of(mark["count"]) if mark["count"] else None


def _plain_listing(layout: Layout, span: Span, context: str) -> Iterator[_Listing]:
    """Without 等: the names end at the last 项目 or 线索, or where the words for a report begin."""
    nouns = [mark for mark in _NOUN.finditer(layout.folded, span.start, span.end) if not layout.shielded[mark.start()]]
    for mark in reversed(nouns):
        rest = layout.folded[mark.end() : span.end]
        if not rest or (len(rest) <= _LONGEST_TAIL and _TAIL.fullmatch(rest)) or re.match("[^、和]{0,4}(?:进行|开展|作|逐)", rest):
            programme = _programme(layout, Span(*mark.span()))
            yield _Listing(Span(span.start, mark.start()), context + mark.group() + rest, _count(mark), True, programme)
            return
    tail = _TAIL.search(layout.folded, max(span.start, span.end - _LONGEST_TAIL), span.end)
    if tail is not None and _TELLING.search(tail.group()):
        yield _Listing(Span(span.start, tail.start()), context + tail.group(), None, False, None)
    elif tail is None:
        yield _Listing(span, context, None, False, None)


def _programme(layout: Layout, span: Span) -> Named | None:
    match = _PROGRAMME.search(layout.folded, span.start, span.end)
    if match is None:
        return None
    group = "quoted" if match["quoted"] else "plain"
    return Named.at(layout.source, Span(*match.span(group)))


def _first_unshielded(layout: Layout, pattern: re.Pattern[str], span: Span) -> re.Match[str] | None:
    found = pattern.finditer(layout.folded, span.start, span.end)
    return next((match for match in found if not layout.shielded[match.start()]), None)


def _names(layout: Layout, listing: _Listing) -> Iterator[tuple[Named, Named | None]]:
    """Names that hold on their own: in a list that says 项目 or 线索 any name, elsewhere only what looks built or made."""
    pieces = split_names(layout, listing.names, listing.expected)
    programme = listing.programme
    for piece in pieces:
        batch = _BATCH.match(layout.folded, layout.trimmed(piece).start, piece.end)
        if batch is not None:
            programme = _programme(layout, Span(*batch.span())) or programme
        span = clean_name(layout, piece)
        if span is None:
            continue
        words = layout.words(span)
        if listing.is_sure or looks_built(words):
            yield Named.at(layout.source, span), programme
