"""What the meeting took up: projects with their programme, and investment leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout, Sentence
from diaodu.text.writeups.lexicon import CARDINAL, any_of, number_of
from diaodu.text.writeups.names import clean_name, looks_built, split_names
from diaodu.text.writeups.values import Named, ProjectMention

_TAKES_UP = re.compile(
    f"{any_of('takes_up')}(?![组会团员办])(?:[了并和、]?(?:讨论|调度|研究|会商|协调|解决|推进|察看|查看|听取|分析|研判|梳理|部署|完善))*了?"
)
_DONE = re.compile("(?:会议|会上|与会人员|大家)[^,。;、了]{1,8}了")
_GOING = re.compile("到(?![达位底岗])(?=[^,。;]{4,}(?:项目|现场|调研|考察))")
_SECTORS = re.compile("(?:产业链?|行业|领域|板块|集群|方面)(?:重点)?(?:招商|招引|项目)?$")
_TREATS = re.compile("(?:对|就|围绕|针对|聚焦|将)(?P<object>[^。;]{4,240}?)(?:进行|开展|作了?|展开|逐一|逐个|逐项)")
_NEXT_GROUP = re.compile(f"{any_of('report_words')}{{0,5}}?(?:[和及与、]|以及)")
_SUBJECT_FIRST = re.compile(
    "(?:项目)?(?:建设|实施|责任|业主|参建|牵头)?(?:单位|业主|负责人|企业|公司|方)(?:负责人|代表|主要负责人)?"
    "(?:分别|依次|先后|现场|逐一)*(?:作了?|进行了?|做了?|汇报|发言|表态|介绍)"
)
_AMONG = re.compile("(?:其中)?(?:包括|包含|涵盖|涉及|分别是|分别为|主要有|主要包括|主要是)|其中(?:有|[::])?|即")
_ET_CETERA = re.compile(
    f"等(?![级候离同待])(?:(?P<count>{CARDINAL})余?[个项条家大]|[多几][个家项])?"
    "(?P<kind>[^,。;]{0,24}?)(?P<noun>项目|线索|工程|企业|工作|事项|现场|地|处)(?!单位|办|部|业主|”)"
)
_NOUN = re.compile(
    f"(?:(?P<count>{CARDINAL})[个项条家大])?(?P<kind>(?:“[^”]{{2,10}}”|{any_of('classes')}){{0,6}})(?P<noun>项目|线索)"
)
_TAIL = re.compile(f"{any_of('report_words')}+(?:并[^、,。]{{1,12}})?$")
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
_BATCH = re.compile("“?[一-鿿]{2,4}一批”?(?:项目)?(?:中|里)?的?|“[^”]{2,10}”(?:工程)?(?:项目)?中的")
_NOT_DONE = re.compile("未|没有|暂不|不再")
_REPORTER = re.compile("[^,。;]{2,60}?关于|[^,。;、]{2,20}?(?:就|对(?![接外口标]))")
_AT_THE_SITE = re.compile("在(?P<site>[^,。;]{4,40}?)(?:项目)?(?:建设|施工)?(?:现场|工地)?$")
_LOOKS_ROUND = re.compile(",[^,。;、]{2,12}?(?:询问|察看|查看|了解|听取[^,。;]{0,6}介绍)")
_SEMICOLON = re.compile(";")
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
        if joined and goes_on:
            joined[-1] = Span(joined[-1].start, clause.end)
        else:
            joined.append(clause)
    return joined


def _clause_listings(layout: Layout, clause: Span, told: str) -> Iterator[_Listing]:
    visited = _AT_THE_SITE.match(layout.folded, clause.start, clause.end)
    if visited is not None and _LOOKS_ROUND.match(layout.folded, clause.end):
        yield _Listing(Span(*visited.span("site")), "", None, False, None)
        return
    among = _AMONG.match(layout.folded, clause.start, clause.end)
    if among is not None and ("项目" in told or "线索" in told):
        yield from _object_listings(layout, Span(among.end(), clause.end), told)
        return
    subject = _SUBJECT_FIRST.search(layout.folded, clause.start, clause.end)
    if subject is not None and subject.group().startswith("项目") and subject.start() > clause.start:
        yield _Listing(Span(clause.start, subject.start()), "", None, True, None)
        return
    verb = (
        _GOING.match(layout.folded, clause.start, clause.end)
        or _first_unshielded(layout, _TAKES_UP, clause)
        or _DONE.match(layout.folded, clause.start, clause.end)
    )
    treated = _first_unshielded(layout, _TREATS, clause)
    if treated is not None and (verb is None or treated.start() < verb.start()):
        yield from _object_listings(layout, Span(*treated.span("object")), told)
    elif verb is not None and not _NOT_DONE.search(layout.folded, clause.start, verb.start()):
        start = _after_reporter(layout, verb.end(), clause.end)
        yield from _object_listings(layout, Span(start, clause.end), verb.group())


def _after_reporter(layout: Layout, start: int, end: int) -> int:
    """听取市住建局关于甲、乙…的汇报: the names begin after 关于."""
    about = _REPORTER.match(layout.folded, start, end)
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
