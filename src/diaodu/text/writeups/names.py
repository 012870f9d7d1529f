"""Lists of project and lead names: where one name ends and the next begins."""

import re
from itertools import pairwise

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout
from diaodu.text.writeups.lexicon import CARDINAL, any_of, words_of

LONGEST_NAME = 45

_THEMES = frozenset(theme + end for theme in words_of("themes") for end in ("", "产业", "产业链"))
_LISTING = re.compile("、|,|;|以及|及其")
_QUOTATIONS_MEET = re.compile("”(?=“)")
_AND = re.compile("和|与|及")
_AFTER_AND = "平谐美顺田县润合兴悦气牛盛泰园居苑"
_WORD_AROUND_AND = re.compile(
    "(?:[共祥温饱总泰太永人中颐雍融义仁康德瑞兴嘉天万安信宏三协平清元福熙]和|普及|涉及|参与|赋予|给与"
    f"|和[{_AFTER_AND}]|及时|与时)"
)
_ONE_THING = re.compile("(?:一体化|融合)(?:发展|改造|建设)?$")  # 分拨与仓储一体化
_MAKES_END = re.compile(rf"{any_of('made_things')}(?:\([^()]*\))?$|\d|[A-Za-z]|”$")
_GENERIC = re.compile(
    rf"\([市县区镇、]+\)|\d{{1,2}}(?:[至到-]\d{{1,2}})?月份?|\d{{4}}年|{any_of('general_words')}|[“”,、;: ]|市\(?区"
)
_NOT_A_NAME = re.compile(
    f"{CARDINAL}(?:个|项|条|家|批|次|户)|(?:计划)?总?投资(?!促进|建设)|累计|合计|《|第{CARDINAL}[期批季]|.*以来$"
    "|.*(?:问题|情况|汇报|精神|事宜|负责人|部门|等单位|措施|完成率|增长|同比|领导|意见|建议|[个项条的])$|各自|.*(?:了|进行|会议|讲话|要求|强调)"
)
_BEFORE_THE_NAME = re.compile(
    "(?:《[^》]{1,60}》(?=[和及与、以])|(?:近期|正在|拟|新|已|计划|有意)?"
    "(?:对接|入驻|洽谈|签约|引进|谋划|推进|实施|储备|跟踪|跟进|落户|落地|建设|开工|竣工|投资|接洽|包联|负责|申报|承建|上报|新增|在建)的(?=.{3,})"
    "|[^、,;的]{0,6}(?:滞后|缓慢|偏慢|较慢|较快|领先|靠前|落后|突出)的(?=.{3,})"
    "|各(?:乡镇|县区|区县|县市|市县|县\\(市、区\\)|单位|部门|镇街|街道|[县市区镇乡村](?!域))(?:\\(街道\\))?(?=.{3,})"
    f"|[了的及与、,; ]|和(?![{_AFTER_AND}])|以及|关于|对|就|其中|包括|涉及|分别是|分别为|主要有"
    "|(?:省市|省|[市县]级?)重点(?:建设)?项目(?=.{4,})"
    "|[一-鿿]{1,5}[县市区镇乡](?:境内)?的(?=.{4,})|(?:在建|新开工|续建|拟建|在谈)的|“[^”]{2,10}”(?:工程)?(?:项目)?中?的"
    "|(?:[一-鿿]{2,8}一批|十大[一-鿿]{2,4}(?:工程)?)(?:项目)?中?的|三十工程(?:项目)?中?的)+"
)
_DESCRIPTION = re.compile(
    "[^、,;]{0,40}?(?:投资|亿元|万元|承建|实施|引进|位于|占地|建设|运营)[^、,;的]{0,20}的(?=.{3,})"
)
_AFTER_THE_NAME = re.compile(
    rf"(?:等(?:{CARDINAL}余?[个项条])?|\([^()]*(?:亿|万元|投资|牵头|负责)[^()]*\)|(?:重点)?项目(?:一?期)?|现场|工地|调研|考察|视察|一线"
    "|建设(?:情况|现场|工地|进度|一线)|(?:前期|筹备|推进|建设|谋划)工作"
    "|(?:建设|推进|实施)(?:过程)?中(?!心)[^、]{0,8}|进展|进度|情况|线索| )+$"
)
_WORK_ON_IT = re.compile(f"(?<=.[^点大设各])项目[^、]{{0,12}}{any_of('parts_of_works')}$")


def split_names(layout: Layout, span: Span, expected: int | None) -> list[Span]:
    """Names of a list. `expected` is the number the sentence gives (两个, 三个); it settles what 和 joins."""
    pieces = [piece for piece in layout.split(span, _LISTING) if len(layout.trimmed(piece))]
    if expected is not None and len(pieces) >= expected:
        return pieces
    pieces = [part for piece in pieces for part in _quotation_by_quotation(layout, piece)]
    parted: list[Span] = []
    for piece in pieces:
        is_last = piece is pieces[-1]
        if not is_last and expected is None and layout.folded.startswith("、", piece.end):
            parted.append(piece)  # 县博物馆和图书馆新馆、…: a list keeps its 和 for the end
        else:
            parted.extend(
                _part_at_and(layout, piece, eager=is_last and (len(pieces) > 1 or expected == len(pieces) + 1))
            )
    return parted


def _quotation_by_quotation(layout: Layout, piece: Span) -> list[Span]:
    """“智慧水务”“数字城管” are two names without a mark between them."""
    cuts = [mark.end() for mark in _QUOTATIONS_MEET.finditer(layout.folded, piece.start, piece.end)]
    return [Span(start, end) for start, end in pairwise([piece.start, *cuts, piece.end])]


def _part_at_and(layout: Layout, piece: Span, *, eager: bool) -> list[Span]:
    """甲和乙 in two, unless 和 belongs to a name; `eager` where a list is ending and 和 is expected."""
    if len(piece) > 6 * LONGEST_NAME:
        return [piece]
    for mark in _AND.finditer(layout.folded, piece.start, piece.end):
        around = layout.folded[max(piece.start, mark.start() - 1) : mark.end() + 1]
        left, right = Span(piece.start, mark.start()), Span(mark.end(), piece.end)
        if layout.shielded[mark.start()] or _WORD_AROUND_AND.search(around) or len(right) < 3:
            continue
        if _ONE_THING.search(layout.folded, right.start, right.end):
            continue
        if (eager and len(left) >= 3) or (len(left) >= 4 and looks_built(layout.words(left))):
            return [left, *_part_at_and(layout, right, eager=False)]
    return [piece]


def looks_built(words: str) -> bool:
    """Ends as things end that are built or made: 园, 基地, 改造, 二期 …, or carries a figure."""
    return len(words) >= 3 and _MAKES_END.search(words) is not None


def clean_name(layout: Layout, span: Span) -> Span | None:
    """The bare name of a project or lead; None when only general words are left."""
    span = layout.trimmed(span)
    if len(span) > 3 * LONGEST_NAME:
        return None
    if (before := _BEFORE_THE_NAME.match(layout.folded, span.start, span.end)) is not None:
        span = Span(before.end(), span.end)
    if (described := _DESCRIPTION.match(layout.folded, span.start, span.end)) is not None:
        span = Span(described.end(), span.end)
    if (after := _AFTER_THE_NAME.search(layout.folded, span.start, span.end)) is not None:
        span = Span(span.start, after.start())
    if (work := _WORK_ON_IT.search(layout.folded, span.start, span.end)) is not None:
        span = Span(span.start, work.start())
    span = _without_quotes(layout, layout.trimmed(span))
    words = layout.words(span)
    if (
        not 2 <= len(words) <= LONGEST_NAME
        or words in _THEMES
        or _NOT_A_NAME.match(words)
        or len(_GENERIC.sub("", words)) < 2
    ):
        return None
    return span


def _without_quotes(layout: Layout, span: Span) -> Span:
    words = layout.words(span)
    if words.startswith("“") and words.endswith("”") and words.count("“") == 1:
        return Span(span.start + 1, span.end - 1)
    return span


def looks_like_a_name(words: str, says_project: bool) -> bool:
    """Words before a complaint name a project when 项目 follows, or when they end as built things end."""
    if words.endswith(("的", "中")) or "项目" in words:
        return False
    return len(words) >= 3 if says_project else looks_built(words)
