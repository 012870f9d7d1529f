"""What the meeting took up: projects with their programme, and investment leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout, Sentence
from diaodu.text.writeups.lexicon import CARDINAL, any_of, number_of
from diaodu.text.writeups.names import clean_name, looks_built, looks_like_a_name, split_names
from diaodu.text.writeups.values import Named, ProjectMention

_TAKES_UP = re.compile(
    f"{any_of('takes_up')}(?![组会团员办])(?:[了并和、]?(?:讨论|通过|原则通过|调度|研究|会商|协调|解决|推进|察看|查看|听取|分析|研判|梳理|部署|完善))*了?"
)
_DONE = re.compile("(?:会议|会上|与会人员|大家)[^,。;、了]{1,8}了")
_GOING = re.compile("到(?![达位底岗])(?=[^,。;]{4,}(?:项目|现场|调研|考察))")
_SECTORS = re.compile("(?:产业链?|行业|领域|板块|集群|方面)(?:重点)?(?:招商|招引|项目)?$")
_TREATS = re.compile(
    "(?:对|就|围绕|针对|聚焦|将)(?P<object>[^。;]{4,240}?)(?:进行|开展|作了?|展开|逐一|逐个|逐项|予以|给予|提出"
    "|[与同和][^,。;、和]{2,20}?(?:洽谈|交流|沟通|协商|磋商|对接|会商|座谈))"
)
_COMPLAINT = re.compile(
    "(?:针对|围绕|聚焦|就|对|(?:协调|研究|会商)*解决了?|研究了?|会商了?|协调)(?P<object>[^,。;]{4,200}?)(?=(?:存在的?|有关|相关)*(?:问题|难题|堵点|卡点|事宜|情况)(?:$|[,。;]|进行|开展|逐))"
)
_OF_A_PROJECT = re.compile(
    f"(?P<noun>项目|(?:厂房|设备)(?=验收|安装|进场|调试|采购|到货|装修|交付|建设|施工|封顶))?{any_of('complaints')}+$"
)
_PART_OF_A_WORK = re.compile(f"{any_of('parts_of_works')}(?:等|有关|相关|工作|事项|情况|问题)*$")
_SIGNED = re.compile(
    "(?:(?:集中|成功|现场|顺利|正式|分别|先后)*(?:签约|签署|开工|竣工|投产|奠基|启动|揭牌|入选|获批|集中亮相|登台|上台))"
)
_THEME_OF_INDUSTRY = re.compile("(?:重点|主导)?(?:产业链?|行业|领域)")
_NEXT_GROUP = re.compile(f"{any_of('report_words')}{{0,5}}?(?:[和及与、,]|,?以及)")
_SUBJECT_FIRST = re.compile(
    "(?:项目)?(?:建设|实施|责任|业主|参建|牵头)?(?:单位|业主|负责人|企业|公司|方)(?:负责人|代表|主要负责人)?"
    "(?:分别|依次|先后|现场|逐一|轮流|登台|上台|逐个)*(?:作了?|进行了?|做了?|汇报|发言|表态|介绍)"
)
_HEARD_FIRST = re.compile(
    f"(?:会议|会上|大家|还|并|现场|逐一|逐个|逐项|先后|分别|专题|集中|重点)*(?:听取了?|{any_of('takes_up')}了)"
)
_FOLLOWING = re.compile("[^,。;:]{0,40}(?:以下|下列|如下)[^,。;:]{0,24}:")
_AMONG = re.compile(
    "(?:(?:本次|此次|这次)[^,。;]{0,12}项目(?:有|为|包括|涵盖|涉及)|(?:其中)?(?:包括|包含|涵盖|涉及|分别是|分别为|主要有|主要包括|主要是)|其中(?:有|[::])?|即)"
)
_ET_CETERA = re.compile(
    f"等(?![级候离同待])(?:(?P<count>{CARDINAL})余?[个项条家大]|[多几][个家项])?"
    "(?P<kind>[^,。;]{0,24}?)(?P<noun>项目|线索|工程|企业|工作|事项|现场|(?<=[等\\d])[地处])(?!单位|办|部|业主|”)"
)
_NOUN = re.compile(
    f"(?:(?P<count>{CARDINAL})[个项条家大](?:[^,。;、和]{{1,10}}的)?)?(?P<kind>(?:“[^”]{{2,10}}”|{any_of('classes')}){{0,6}})(?P<noun>项目|线索)"
)
_COUNTED = re.compile(f"(?P<count>{CARDINAL})[个项条](?P<kind>[^,。;、]{{0,8}}?)(?P<noun>项目|线索)")
_ENUMERATION = re.compile("、|以及|和")
_VISITS = re.compile("[察查]看|视察|观摩|走进|走访|参观")
_UNDER_WAY = re.compile("建设|施工|进度|现场|工地")
_A_DISTRICT = re.compile("[^、,;]{2,12}(?:新区|新城|开发区|高新区|经开区|示范区|[县镇乡市]|街道)")
_ANOTHER_COUNTED = re.compile(
    f"(?:[和及与、,]|以及)[^,。;]{{2,120}}?(?:{CARDINAL}[个项条][^,。;、]{{0,8}}?|在谈|签约|洽谈|意向|开工|在建)(?:项目|线索)"
)
_TO_THE_SITE = re.compile("到(?![达位底])(?P<site>[^,。;、到]{3,24})项目(?:建设|施工)?(?:现场|工地|一线)")
_GROUP_END = re.compile("等[^,、]{0,14}(?:项目|线索)$")
_FIELDS = re.compile("(?:领域|产业|行业|方面|板块|类|环节|地区|县区|县市|乡镇)$")
_PERIOD = "(?:(?:\\d{1,2}[至到-])?\\d{1,2}月份?|[一二三四]季度|[上下]半年|前[一二三]季度|[今本]年)"
_TAIL = re.compile(f"(?:{any_of('report_words')}|{_PERIOD})+(?:并[^、,。]{{1,12}})?$")
_TELLING = re.compile(any_of("telling_words"))
_NO_LIST = re.compile(any_of("no_agenda"))
_LEAD_WORDS = re.compile(any_of("lead_words"))
_PROJECT_WORDS = re.compile(
    "“[^”]{2,10}”|三十工程|省市重点|[省市县]级?重点|一批|在建|开工|续建|竣工|投产|建设|施工|民生|复工"
)
_LEAD_MEETING, _PROJECT_MEETING = re.compile(any_of("lead_meetings")), re.compile(any_of("project_meetings"))
_PROGRAMME = re.compile(
    "“(?P<quoted>[^”]{2,12})”"
    r"|(?P<plain>三十工程|(?:省市|[省市县]级?)重点(?:建设)?项目|三个一批|[签开投竣]\w一批|专项债券?项目)"
)
_BATCH = re.compile(
    "“?[一-鿿]{2,4}一批”?(?:项目)?(?:中|里)?的?|十大[一-鿿]{2,4}(?:工程)?(?:项目)?中的|“[^”]{2,10}”(?:工程)?(?:项目)?中的"
)
_NOT_DONE = re.compile("未|没有|暂不|不再")
_REPORTER = re.compile("[^,。;]{2,60}?关于|[^,。;、]{2,20}?(?:就|对(?![接外口标]))")
_AT_THE_SITE = re.compile(
    "在(?P<site>[^,。;]{4,40}?)(?P<site_words>项目(?:建设|施工)?(?:现场|工地))?(?:(?:建设|施工)?(?:现场|工地))?$"
)
_LOOKS_ROUND = re.compile(",[^,。;、]{2,12}?(?:询问|察看|查看|了解|听取[^,。;]{0,6}介绍)")
_SEMICOLON = re.compile(";")
_LONGEST_CONTEXT = 400
_LONGEST_TAIL = 40
_SHORTEST_WHOLE = 4


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
    """Names in the sentences that tell what was heard, seen or discussed; demands (marked in `taken`) are left out."""
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
    parts = layout.split(sentence.span, _SEMICOLON)
    clauses = _joined(layout, [clause for part in parts for clause in layout.clauses(part)])
    for clause in clauses:
        if len(clause) and taken[clause.end - 1]:
            continue
        told = layout.folded[max(sentence.span.start, clause.start - _LONGEST_CONTEXT) : clause.start]
        yield from _clause_listings(layout, clause, told)


def _joined(layout: Layout, clauses: list[Span]) -> list[Span]:
    """“签约一批”中的甲,“开工一批”中的乙 is one list, commas or not."""
    joined: list[Span] = []
    for clause in clauses:
        goes_on = _BATCH.match(layout.folded, clause.start, clause.end) or layout.folded.startswith(
            "以及", clause.start
        )
        if joined and (goes_on or _another_group(layout, joined[-1], clause)):
            joined[-1] = Span(joined[-1].start, clause.end)
        else:
            joined.append(clause)
    return joined


def _another_group(layout: Layout, before: Span, clause: Span) -> bool:
    """甲、乙等产业项目,丙、丁等民生项目进展情况: one object in groups."""
    group_ends = _GROUP_END.search(layout.folded, max(before.start, before.end - _LONGEST_TAIL), before.end)
    mark = _first_unshielded(layout, _ET_CETERA, clause) if group_ends else None
    if mark is None or "、" not in layout.folded[clause.start : mark.start()]:
        return False
    return mark["noun"] in ("项目", "线索") and _TAKES_UP.search(layout.folded, clause.start, mark.start()) is None


def _clause_listings(layout: Layout, clause: Span, told: str) -> Iterator[_Listing]:
    visited = _AT_THE_SITE.match(layout.folded, clause.start, clause.end)
    if visited is not None and (visited["site_words"] or _LOOKS_ROUND.match(layout.folded, clause.end)):
        yield _Listing(Span(*visited.span("site")), "", None, visited["site_words"] is not None, None)
        return
    gone = _first_unshielded(layout, _TO_THE_SITE, clause)
    if gone is not None:
        yield _Listing(Span(*gone.span("site")), "", None, True, None)
        return
    among = _AMONG.match(layout.folded, clause.start, clause.end)
    if among is not None and any(noun in told + among.group() for noun in ("项目", "线索")):
        yield from _listed_among(layout, Span(among.end(), clause.end), told + among.group())
        return
    following = _FOLLOWING.match(layout.folded, clause.start, clause.end)
    if following is not None and any(noun in following.group() for noun in ("项目", "线索")):
        yield _Listing(Span(following.end(), clause.end), following.group(), None, True, None)
        return
    done = None if _HEARD_FIRST.match(layout.folded, clause.start, clause.end) else _list_in_front(layout, clause)
    if done is not None:
        yield done
    else:
        yield from _taken_up(layout, clause, told)


def _taken_up(layout: Layout, clause: Span, told: str) -> Iterator[_Listing]:
    """The object of the verb, of 对…进行, or of a complaint, whichever comes first."""
    verb = (
        _GOING.match(layout.folded, clause.start, clause.end)
        or _first_unshielded(layout, _TAKES_UP, clause)
        or _DONE.match(layout.folded, clause.start, clause.end)
    )
    complaint = _first_unshielded(layout, _COMPLAINT, clause)
    if complaint is not None and verb is not None and complaint.start() > verb.start():
        complaint = None
    if complaint is not None and _ET_CETERA.search(layout.folded, *complaint.span("object")) is None:
        listings = list(_complained_of(layout, Span(*complaint.span("object"))))
        if listings and not _LEAD_WORDS.search(complaint["object"]):
            yield from listings
            return
    treated = complaint or _first_unshielded(layout, _TREATS, clause)
    if treated is not None and (verb is None or treated.start() < verb.start()):
        yield from _object_listings(layout, Span(*treated.span("object")), told)
    elif verb is not None and not _NOT_DONE.search(layout.folded, clause.start, verb.start()):
        span = Span(_after_reporter(layout, verb.end(), clause.end), clause.end)
        yield from _heard_or_seen(layout, span, verb.group())


def _heard_or_seen(layout: Layout, span: Span, verb: str) -> Iterator[_Listing]:
    """察看甲、乙建设情况: what people look at while it is built are projects, however they are called."""
    if verb.endswith("到") and _A_DISTRICT.fullmatch(layout.folded, span.start, span.end):
        return
    seen = _VISITS.search(verb) is not None
    for listing in _object_listings(layout, span, verb):
        is_list = "、" in layout.words(listing.names) and _UNDER_WAY.search(listing.kind) is not None
        yield replace(listing, is_sure=listing.is_sure or (seen and is_list))


def _listed_among(layout: Layout, span: Span, told: str) -> Iterator[_Listing]:
    """本次集中开工项目18个,其中包括甲、乙: what is listed are projects, however they are called."""
    if _FIELDS.search(layout.folded, max(span.start, span.end - _LONGEST_TAIL), span.end):
        return
    for listing in _object_listings(layout, span, told):
        names = layout.split(listing.names, _ENUMERATION)
        is_told = not told.endswith("涉及") or any(looks_built(layout.words(name)) for name in names)
        yield replace(listing, is_sure=listing.is_sure or (len(names) > 1 and is_told))


def _stands_before(layout: Layout, clause: Span, place: int) -> bool:
    """甲、乙项目单位作了汇报 names two projects; 各项目责任单位依次汇报了… names none before its verb."""
    words = layout.folded[clause.start : place]
    return len(words) >= 3 and not words.endswith(("各", "有关", "相关", "重点", "重大"))


def _list_in_front(layout: Layout, clause: Span) -> _Listing | None:
    """甲、乙等5个项目集中开工, 甲、乙项目单位作了汇报: the names are the subject."""
    signed = _subject_list(layout, clause)
    if signed is not None:
        return signed
    subject = _SUBJECT_FIRST.search(layout.folded, clause.start, clause.end)
    if subject is not None and subject.group().startswith("项目") and _stands_before(layout, clause, subject.start()):
        return _Listing(Span(clause.start, subject.start()), "", None, True, None)
    return None


def _subject_list(layout: Layout, clause: Span) -> _Listing | None:
    """甲、乙、丙等15个项目集中签约: the list stands before what was done with it."""
    mark = _first_unshielded(layout, _ET_CETERA, clause) or _first_unshielded(layout, _COUNTED, clause)
    if mark is None or mark["noun"] != "项目" or "、" not in layout.folded[clause.start : mark.start()]:
        return None
    done = _SIGNED.match(layout.folded, mark.end(), clause.end)
    if done is None:
        return None
    programme = _programme(layout, Span(*mark.span()))
    kind = mark["kind"] + done.group()
    return _Listing(Span(clause.start, mark.start()), kind, _count(mark), True, programme)


def _complained_of(layout: Layout, span: Span) -> Iterator[_Listing]:
    """滨河大道东延项目征迁滞后(问题): one project before its trouble, or several, each with its own."""
    start = span.start
    for piece in layout.split(span, _ENUMERATION):
        trouble = _OF_A_PROJECT.search(layout.folded, piece.start, piece.end)
        if trouble is None or trouble.start() == piece.start:
            continue
        name = Span(piece.start, trouble.start())
        if trouble["noun"] != "项目" and trouble["noun"] and len(name) < _SHORTEST_WHOLE:
            name = Span(name.start, trouble.end("noun"))  # 标准化厂房 is a project, 厂房 of a plant a part
        if looks_like_a_name(layout.words(name), says_project=trouble["noun"] is not None):
            yield _Listing(Span(start, name.end), "建设", None, trouble["noun"] is not None, None)
        start = piece.end


def _after_reporter(layout: Layout, start: int, end: int) -> int:
    """听取市住建局关于甲、乙…的汇报: the names begin after 关于."""
    about = _REPORTER.match(layout.folded, start, end)
    return about.end() if about else start


def _object_listings(layout: Layout, span: Span, context: str) -> Iterator[_Listing]:
    """An object may hold several groups: 甲、乙等“三十工程”项目和丙、丁等省市重点项目进展情况."""
    start = span.start
    while start < span.end:
        mark = _group_mark(layout, Span(start, span.end))
        if mark is None:
            break
        kind = mark["kind"]
        is_theme = mark["noun"] != "项目" and _THEME_OF_INDUSTRY.match(kind)
        if is_theme or _NO_LIST.search(kind):
            return
        rest = layout.folded[mark.end() : span.end]
        programme = _programme(layout, Span(mark.start(), mark.end()))
        yield _Listing(
            Span(start, mark.start()),
            context + kind + mark["noun"] + _own_tail(rest),
            _count(mark),
            mark["noun"] in ("项目", "线索", "工程"),
            programme,
        )
        if (joint := _NEXT_GROUP.match(rest)) is None:
            return
        start = mark.end() + joint.end()
    yield from _plain_listing(layout, Span(start, span.end), context)


def _group_mark(layout: Layout, span: Span) -> re.Match[str] | None:
    """等…项目, or 三个在谈项目 where another group follows (和丁、戊两个签约项目)."""
    counted = _first_unshielded(layout, _COUNTED, span)
    if counted is not None and _ANOTHER_COUNTED.match(layout.folded, counted.end(), span.end):
        return counted
    return _first_unshielded(layout, _ET_CETERA, span)


def _own_tail(rest: str) -> str:
    match = re.match("[^、,;和]{0,12}", rest)
    return match.group() if match else ""


def _count(mark: re.Match[str]) -> int | None:
    return number_of(mark["count"]) if mark["count"] else None


def _plain_listing(layout: Layout, span: Span, context: str) -> Iterator[_Listing]:
    """Without 等: the names end at the last 项目 or 线索, or where the words for a report begin."""
    nouns = [
        mark for mark in _NOUN.finditer(layout.folded, span.start, span.end) if not layout.shielded[mark.start("noun")]
    ]
    for mark in reversed(nouns):
        rest = layout.folded[mark.end() : span.end]
        if (
            not rest
            or (len(rest) <= _LONGEST_TAIL and _TAIL.fullmatch(rest))
            or re.match("[^、和]{0,4}(?:进行|开展|作|逐)", rest)
        ):
            if mark["count"] is None and _THEME_OF_INDUSTRY.match(mark["kind"]):
                return
            programme = _programme(layout, Span(*mark.span()))
            yield _Listing(Span(span.start, mark.start()), context + mark.group() + rest, _count(mark), True, programme)
            return
    tail = _TAIL.search(layout.folded, max(span.start, span.end - _LONGEST_TAIL), span.end)
    if tail is not None and _TELLING.search(tail.group()):
        yield _Listing(Span(span.start, tail.start()), context + tail.group(), None, False, None)
    else:
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
    """In a list that says 项目 or 线索 any name holds; elsewhere what looks built or made, or stands among such."""
    pieces = split_names(layout, listing.names, listing.expected)
    if not listing.is_sure and len(pieces) > 1 and all(_is_a_part(layout, piece) for piece in pieces):
        pieces = [piece for piece in pieces[:1] if "项目" in layout.words(piece)]
    cleaned = [(piece, span) for piece in pieces if (span := clean_name(layout, piece)) is not None]
    built = [looks_built(layout.words(span)) for _, span in cleaned]
    is_sure = listing.is_sure or (len(built) > 2 and sum(built) * 2 > len(built))
    if not listing.is_sure and _SECTORS.search(
        layout.folded[max(listing.names.start, listing.names.end - 8) : listing.names.end]
    ):
        return
    programme = listing.programme
    for (piece, span), stands_alone in zip(cleaned, built, strict=True):
        batch = _BATCH.match(layout.folded, layout.trimmed(piece).start, piece.end)
        if batch is not None:
            programme = _programme(layout, Span(*batch.span())) or programme
        if is_sure or stands_alone:
            yield Named.at(layout.source, span), programme


def _is_a_part(layout: Layout, piece: Span) -> bool:
    """北岸接线, 主桥施工: what is done at one work, not a work of its own."""
    piece = layout.trimmed(piece)
    return _PART_OF_A_WORK.search(layout.folded, piece.start, piece.end) is not None
