"""Who chaired and who was there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout, Sentence
from diaodu.text.writeups.lexicon import COMPOUND_SURNAMES, NOT_NAMES, OFFICE, SURNAMES
from diaodu.text.writeups.values import Named

_HAN = "[\u3400-\u9fff]"
_NAME = re.compile(f"(?:{COMPOUND_SURNAMES}){_HAN}{{1,2}}|{_HAN}{{2,3}}|{_HAN} {{1,2}}{_HAN}|{_HAN}{{1,8}}(?:·{_HAN}{{1,8}}){{1,3}}")
_OFFICE_END = re.compile(OFFICE)
_OFFICE_AFTER = re.compile(f"({_HAN}{{2,3}}?)(?:副?(?:书记|[市县区镇乡州省]长|主任|主席|局长|部长|秘书长|董事长|总经理)|同志|院士)")
_RARE_NAME = re.compile("(?![的了在和与及并等对就以为是将把被让使到从先后亲带分集全共同各相有主按照专办会])[\u3400-\u9fff]{2,3}(?<![会奖线制员的了人等长工室题案])")
_ENDS_AS_UNIT = re.compile("(?:[局委办厅处科部门县区镇乡司会院校组厂站所馆]|单位|中心)$")
_SEPARATORS = re.compile("[、,]|以及|和|及|与")
_AND_OTHERS = re.compile(
    "(?:等(?:\\d+[位名人]|[一二三四五六七八九十几]+[位名人])?(?:[省市县区镇]级?)?的?(?:领导|同志|负责|班子|成员|党政|有关|相关|人)*|同志|一行|\\([^()]*\\))+$"
)
_ROLE_VERB = re.compile(
    "主持|出席|参加|列席|陪同|致辞|致欢迎辞|宣布|宣读|召开|召集|组织召开|讲话|带领|带队|强调|指出|要求|明确|提出|表示|到|赴|深入|来到|前往|先后|实地"
    "|听取|察看|查看|通报|汇报|发言|作|做|介绍|解读|传达|安排|部署|主讲|点评|现场|调研|督导|检查|专题|参会|与会|一线|走进|走访|专程|逐一|在|率|就|对"
    "|围绕|结合|代表|视频|分别|一同|一起|一道|共同|也|还|均|应邀|亲自|依次|随后|当场|通过|以"
)
_LEADING = re.compile(
    r"\s*(?:会上|会后|会前|会议期间|随后|当天|当日|同日|近日|日前|下午|上午|其间|期间|参加会议的|出席会议的|"
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚上?)?)\s*"
)
_GOES_ON = re.compile(f"并|(?:{_ROLE_VERB.pattern})")
_BY = re.compile("由([^,。;]{2,60}?)(?:主持|召集)")
_AMONG_THEM = re.compile("(?:出席|参加|列席|陪同|参会|与会)[^,。;]{0,16}?(?:还有|的有|有|人员为|人员有|领导有|:)")
_ACCOMPANIED = re.compile("在([^,。;在]{2,80})陪同下")
_LABELLED = re.compile("\\s*(主持人?|主\\s?持|召集人|出席|出席人员|出席领导|参加人员|参会人员|参会领导|与会人员|列席|列席人员|参加)\\s?[::]")
_ABSENT = re.compile("请假|缺席|因公|因事|未出席|未参加")

_CHAIRS = (
    (40, re.compile("主持召开|组织召开|召集召开|主持[^,。;]{0,40}?(?:并|,)(?:作[^,。]{0,8})?(?:讲话|强调|总结|部署|安排)|主持并")),
    (30, re.compile("(?:出席|参加|到会)[^。;]{0,60}?(?:并|,)[^,。;]{0,12}?(?:讲话|强调|指出|要求|部署|宣布|总结|动员)|宣布")),
    (26, re.compile("作[^,。;]{0,10}(?:讲话|总结)|讲话")),
    (24, re.compile("召开|召集|举行")),
    (20, re.compile("主持")),
    (4, re.compile("强调|指出|要求|现场办公|听取")),
)
_PRESENT = re.compile(
    "出席|参加|列席|陪同|致辞|致欢迎辞|宣布|宣读|主持|讲话|召开|通报|汇报|发言|解读|传达|部署|参会|与会|介绍|强调|要求|指出|点评|说明|表态|提出"
)
_LONGEST_STRETCH = 160


@dataclass(frozen=True, slots=True)
class People:
    """The chair, and everyone else who is said to have been there, in the order of the text."""

    chair: Named | None
    attendees: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Act:
    """These people did this."""

    people: tuple[Named, ...]
    deed: str


def read_people(layout: Layout) -> People:
    """The chair is the one who called and led the meeting; a leader who came and spoke outranks a mere presider."""
    in_order = sorted(layout.sentences, key=lambda sentence: sentence.is_headline)
    acts = [act for sentence in in_order for act in _acts(layout, sentence)]
    best, chair = 0, None
    for act in acts:
        weight = _weight(act.deed)
        if weight > best and act.people:
            best, chair = weight, act.people[0]
    present: dict[str, Named] = {}
    for act in acts:
        if _PRESENT.search(act.deed) and not _ABSENT.search(act.deed):
            for person in act.people:
                present.setdefault(_plain(person), person)
    if chair is not None:
        present.pop(_plain(chair), None)
    return People(chair, tuple(present.values()))


def _plain(person: Named) -> str:
    return person.text.replace(" ", "").replace("\u3000", "")


def _weight(deed: str) -> int:
    return next((weight for weight, pattern in _CHAIRS if pattern.search(deed)), 0)


def _acts(layout: Layout, sentence: Sentence) -> Iterator[_Act]:
    if (label := _LABELLED.match(layout.folded, sentence.span.start, sentence.span.end)) is not None:
        deed = "主持召开" if label[1].startswith(("主", "召")) else "出席"
        people = read_list(layout, Span(label.end(), sentence.span.end))
        yield _Act(tuple(people), deed)
        return
    yield from _by_and_among(layout, sentence)
    for part in layout.split(sentence.span, re.compile(";")):
        yield from _subjects(layout, part)


def _by_and_among(layout: Layout, sentence: Sentence) -> Iterator[_Act]:
    """会议由甲主持; 出席会议的还有乙、丙; 在丁陪同下."""
    start, end = sentence.span.start, sentence.span.end
    for match in _BY.finditer(layout.folded, start, end):
        yield _Act(tuple(read_list(layout, Span(*match.span(1)))), "主持")
    if (match := _AMONG_THEM.search(layout.folded, start, end)) is not None:
        yield _Act(tuple(read_list(layout, Span(match.end(), end))), "出席")
    for match in _ACCOMPANIED.finditer(layout.folded, start, end):
        yield _Act(tuple(read_list(layout, Span(*match.span(1)))), "陪同")


def _subjects(layout: Layout, part: Span) -> Iterator[_Act]:
    """Clause by clause: a bare list of people waits for the verb of the next; a verb without subject keeps the last one."""
    waiting: list[Named] = []
    people: tuple[Named, ...] = ()
    deeds: list[str] = []
    for clause in layout.clauses(part):
        clause = _without_leading(layout, clause)
        bare = _whole_list(layout, clause)
        if bare:
            waiting.extend(bare)
            continue
        named, deed_at = _subject(layout, clause)
        if named:
            if people:
                yield _Act(people, ",".join(deeds))
            people, deeds = (*waiting, *named), [layout.folded[deed_at : min(clause.end, deed_at + _LONGEST_STRETCH)]]
        elif people and _GOES_ON.match(layout.folded, clause.start, clause.end):
            deeds.append(layout.folded[clause.start : clause.start + _LONGEST_STRETCH])
        waiting = []
    if people:
        yield _Act(people, ",".join(deeds))


def _without_leading(layout: Layout, clause: Span) -> Span:
    start = clause.start
    while (match := _LEADING.match(layout.folded, start, clause.end)) is not None:
        start = match.end()
    return Span(start, clause.end)


def _subject(layout: Layout, clause: Span) -> tuple[list[Named], int]:
    """The people before the clause's first verb that leaves nothing but people before it."""
    end = min(clause.end, clause.start + _LONGEST_STRETCH)
    for verb in _ROLE_VERB.finditer(layout.folded, clause.start, end):
        people = _whole_list(layout, Span(clause.start, verb.start()))
        if people:
            return people, verb.start()
    return [], clause.start


def _whole_list(layout: Layout, span: Span) -> list[Named]:
    """The people of a stretch that holds only people and offices; empty if it holds anything else."""
    span = layout.trimmed(span)
    if not 2 <= len(span) <= _LONGEST_STRETCH:
        return []
    people: list[Named] = []
    for token in layout.split(span, _SEPARATORS):
        person = read_person(layout, token)
        if person is not None:
            people.append(person)
        elif not _is_office(layout.words(token)):
            return []
    return people


def read_list(layout: Layout, span: Span) -> list[Named]:
    """The people of a list that may hold units as well."""
    found = (read_person(layout, token) for token in layout.split(span, _SEPARATORS))
    return [person for person in found if person is not None]


def read_person(layout: Layout, token: Span) -> Named | None:
    """市委常委、常务副市长何志远: the name at the end of a piece of a list, or the piece itself when it is a name."""
    token = layout.trimmed(token)
    others = _AND_OTHERS.search(layout.folded, token.start, min(token.end, token.start + _LONGEST_STRETCH))
    if others is not None and others.start() > token.start:
        token = layout.trimmed(Span(token.start, others.start()))
    words = layout.words(token)
    if len(words) > _LONGEST_STRETCH:
        return None
    starts = [match.end() for match in _OFFICE_END.finditer(words)]
    for start in (*reversed(starts), 0):
        rest = words[start:].lstrip(" :")
        if is_name(rest) or (start and _after_an_office(rest)):
            return Named.at(layout.source, Span(token.end - len(rest), token.end))
    if (match := _OFFICE_AFTER.fullmatch(words)) is not None and is_name(match[1]):
        return Named.at(layout.source, Span(token.start, token.start + len(match[1])))
    return None


def is_name(words: str) -> bool:
    """A surname with one or two characters behind it, a compound surname, or a name with ·."""
    if _NAME.fullmatch(words) is None or words in NOT_NAMES:
        return False
    if "·" in words or words.startswith(tuple(COMPOUND_SURNAMES.split("|"))):
        return True
    return words[0] in SURNAMES and _ENDS_AS_UNIT.search(words) is None


def _after_an_office(words: str) -> bool:
    """A rare surname is believed where an office stands right before it."""
    excluded = words in NOT_NAMES or _ENDS_AS_UNIT.search(words) or _ROLE_VERB.search(words)
    return _RARE_NAME.fullmatch(words) is not None and not excluded


def _is_office(words: str) -> bool:
    words = words.strip()
    ends = [match.end() for match in _OFFICE_END.finditer(words)]
    return not words or bool(ends) and (ends[-1] == len(words) or bool(_AND_OTHERS.fullmatch(words, ends[-1])))


def names_of(people: Iterable[Named]) -> frozenset[str]:
    return frozenset(_plain(person) for person in people)
