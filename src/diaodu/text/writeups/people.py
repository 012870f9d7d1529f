"""Who chaired and who was there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout, Sentence
from diaodu.text.writeups.lexicon import any_of, words_of
from diaodu.text.writeups.values import Named

_HAN = "[\u3400-\u9fff]"
_NAME = re.compile(
    f"{any_of('compound_surnames')}{_HAN}{{1,2}}|{_HAN}{{2,3}}|{_HAN} {{1,2}}{_HAN}"
    f"|{_HAN}{{1,8}}(?:·{_HAN}{{1,8}}){{1,3}}"
)
_COMPOUND = tuple(words_of("compound_surnames"))
_OFFICE_END = re.compile(any_of("offices"))
_OFFICE_AFTER = re.compile(f"({_HAN}{{2,3}}?){any_of('offices_after')}")
# A family name we do not know, behind an office: not a word of function in front, not the end of a thing behind.
_RARE_NAME = re.compile(
    "(?![的了在和与及并等对就以为是将把被让使到从先后亲带分集全共同各相有主按照专办会])"
    f"{_HAN}{{2,3}}(?<![会奖线制员的了人等长工室题案])"
)
# Names of other peoples written out by sound, as whole pieces of a list.
_BY_SOUND = re.compile(
    "[阿艾依古丽买提尔汗克木江斯娜孜热米合帕力哈巴吾布都拉努亚赛玛沙迪里苏吐乎西图加马达扎洛桑顿珠次仁旦增格才让卓平措多吉央金旺堆白玛曲培罗布德仓拉姆贡朗杰欧索晋美班觉]{2,7}"
)
_ENDS_AS_UNIT = re.compile("(?:[局委办厅处科部门县区镇乡司会院校组厂站所馆]|单位|中心)$")
_COMMAS = re.compile("[、,]")
_AND = re.compile("以及|和|及|与")
_SEPARATORS = re.compile("[、,]|以及|和|及|与")
_AND_OTHERS = re.compile(
    r"(?:等(?:(?:\d+|[一二三四五六七八九十几]+)[位名人])?(?:[省市县区镇]级?)?的?"
    r"(?:领导|同志|负责|班子|成员|党政|有关|相关|人)*|同志|一行|\([^()]*\))+$"
)
_ROLE_VERB = re.compile(rf"{any_of('role_verbs')}|于(?=\d|近日|日前|[今昨]日)")
_LEADING = re.compile(
    r"\s*(?:会上|会后|会前|会议期间|随后|当天|当日|同日|近日|日前|下午|上午|其间|期间|参加会议的|出席会议的|"
    r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚上?)?)\s*"
)
_GOES_ON = re.compile(f"并|(?:{_ROLE_VERB.pattern})")
_BY = re.compile("由([^,。;]{2,60}?)(?:主持|召集)")
_AMONG_THEM = re.compile("(?:出席|参加|列席|陪同|参会|与会)[^,。;]{0,16}?(?:还有|的有|人员为|人员有|领导有|:)")
_ACCOMPANIED = re.compile("在([^,。;在]{2,80})陪同下")
_LABELLED = re.compile(r"\s*(主持人?|主\s?持|召集人|(?:出席|参加|列席|参会|与会)(?:人员|领导)?)\s?:")
_ABSENT = re.compile("请假|缺席|因公|因事|未出席|未参加")

_CHAIRS = (
    (
        40,
        re.compile(
            "主持召开|组织召开|召集召开|主持[^,。;]{0,40}?(?:并|,)(?:作[^,。]{0,8})?(?:讲话|强调|总结|部署|安排)|主持并(?!介绍|致辞|宣读|通报|传达)"
        ),
    ),
    (
        30,
        re.compile(
            "(?:出席|参加|到会)[^。;]{0,60}?(?:并|,)[^,。;]{0,12}?(?:讲话|强调|指出|要求|部署|宣布|总结|动员)|宣布"
        ),
    ),
    (26, re.compile("作[^,。;]{0,10}(?:讲话|总结)|讲话")),
    (24, re.compile("召开|召集|举行")),
    (22, re.compile("(?:出席|参加)[^。;]{0,40}?(?:并|,)[^,。;]{0,8}?致辞|^(?:带队|率队|率)[^。;]{0,8}观摩")),
    (20, re.compile("主持")),
    (4, re.compile("强调|指出|要求|现场办公|听取")),
)
_PRESENT = re.compile(any_of("shows_presence"))
_LONGEST_UNIT = 14
_LONGEST_STRETCH = 160
_SURNAMES, _NOT_NAMES = words_of("surnames"), words_of("not_names")


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
    if among := _AMONG_THEM.search(layout.folded, start, end):
        yield _Act(tuple(read_list(layout, Span(among.end(), end))), "出席")
    for match in _ACCOMPANIED.finditer(layout.folded, start, end):
        yield _Act(tuple(read_list(layout, Span(*match.span(1)))), "陪同")


def _subjects(layout: Layout, part: Span) -> Iterator[_Act]:
    """Clause by clause: a bare list of people waits for the next verb; a verb without subject keeps the last one."""
    waiting: list[Named] = []
    people: tuple[Named, ...] = ()
    deeds: list[str] = []
    for clause in layout.clauses(part):
        clause = _without_leading(layout, clause)
        bare = _whole_list(layout, clause)
        if bare is not None:
            waiting.extend(bare)
            continue
        named, deed_at = _subject(layout, clause)
        if named is not None:
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
    while leading := _LEADING.match(layout.folded, start, clause.end):
        start = leading.end()
    return Span(start, clause.end)


def _subject(layout: Layout, clause: Span) -> tuple[list[Named] | None, int]:
    """The people before the clause's first verb that leaves nothing but people before it."""
    end = min(clause.end, clause.start + _LONGEST_STRETCH)
    for verb in _ROLE_VERB.finditer(layout.folded, clause.start, end):
        people = _whole_list(layout, Span(clause.start, verb.start()))
        if people is not None:
            return people, verb.start()
    return None, clause.start


def _whole_list(layout: Layout, span: Span) -> list[Named] | None:
    """The people of a stretch that holds only people and offices; None if it holds anything else."""
    span = layout.trimmed(span)
    if not 2 <= len(span) <= _LONGEST_STRETCH:
        return None
    people: list[Named] = []
    tokens = layout.split(span, _COMMAS)
    for token in tokens:
        listed = _parts(layout, layout.split(token, _AND))
        if listed is None and (person := read_person(layout, token)) is not None:
            listed = [person]  # 副市长和静: 和 is her family name
        elif listed is None and _is_office(words := layout.words(token)) and not _ROLE_VERB.search(words[:-2]):
            listed = []  # 有关单位和项目业主代表
        elif listed is None and token is not tokens[-1] and _is_unit(layout.words(token)):
            listed = []  # 区住建局、区公安分局主要负责人
        if listed is None:
            return None
        people.extend(listed)
    return people


def _is_unit(words: str) -> bool:
    return len(words) <= _LONGEST_UNIT and _ENDS_AS_UNIT.search(words) is not None and not _ROLE_VERB.search(words)


def _parts(layout: Layout, tokens: list[Span]) -> list[Named] | None:
    """The people among tokens that are each a person or an office; None if one is neither."""
    found = [(read_person(layout, token), token) for token in tokens]
    if any(person is None and not _is_office(layout.words(token)) for person, token in found):
        return None
    return [person for person, _ in found if person is not None]


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
    titled = _OFFICE_AFTER.fullmatch(words)
    if titled is not None and is_name(titled[1]):
        return Named.at(layout.source, Span(token.start, token.start + len(titled[1])))
    return None


def is_name(words: str) -> bool:
    """A surname with one or two characters behind it, a compound surname, or a name with ·."""
    if words in _NOT_NAMES:
        return False
    if _NAME.fullmatch(words) is None:
        return _BY_SOUND.fullmatch(words) is not None
    if "·" in words or words.startswith(_COMPOUND):
        return True
    return (words[0] in _SURNAMES and _ENDS_AS_UNIT.search(words) is None) or _BY_SOUND.fullmatch(words) is not None


def _after_an_office(words: str) -> bool:
    """A rare surname is believed where an office stands right before it."""
    excluded = words in _NOT_NAMES or _ENDS_AS_UNIT.search(words) or _ROLE_VERB.search(words)
    return _RARE_NAME.fullmatch(words) is not None and not excluded


def _is_office(words: str) -> bool:
    words = words.strip()
    ends = [match.end() for match in _OFFICE_END.finditer(words)]
    if not words or not ends:
        return not words
    return ends[-1] == len(words) or _AND_OTHERS.fullmatch(words, ends[-1]) is not None
