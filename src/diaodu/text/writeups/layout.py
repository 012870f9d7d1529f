"""Cutting a write-up into paragraphs, sentences and clauses, without losing a character's place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diaodu.text.span import Span

# One character for one character, so that a span in the folded text is the same span in the text as given.
_FOLD = str.maketrans(
    "，；：！？（）［］【】「」『』‧•・‑–—０１２３４５６７８９％．\u3000\u00a0\t",
    ",;:!?()()()“”“”···---0123456789%.   ",
)
_OPENING = {"“": "”", "‘": "’", "(": ")", "《": "》"}
_MARKS = re.compile("[“”‘’()《》\n]")
_ASCII_STOP = re.compile(r"(?<=[一-鿿)”\"])\.(?=\s*(?:[一-鿿“\"]|$))")  # a page that knows no other stop
_LINE = re.compile(r"[^\n\r]+")
_SENTENCE_END = re.compile("(?:[。!]|\\?(?![a-zà-ǜ]))+[”’)]?")  # ?jì) is damage, not a question
_COMMA_OUTSIDE_A_NUMBER = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_BYLINE = re.compile(
    r"\s*(?:(?:本[报台网刊]|\w{2,6}[报网台社]\w{0,6})(?:讯|消息))?\s*"
    r"(?:\([^()\n]{0,40}(?:记者|通讯员|实习生|融媒)[^()\n]{0,40}\)|(?:本报|本台|全媒体)?记者[ :][^\s,。]{2,8}[ :])?"
    r"\s*[:·]?\s*"
)
_CREDIT = re.compile(
    r"[\s|(#*>-]*(?:(?:本报|本台|本网|见习|实习|融媒体?|全媒体?)*(?:记者|通讯员|编辑|责编|责任编辑|编审|校对|审核|统筹|总值班|值班|监制|监审"
    r"|来源|作者|摄影|文字|供稿|图片|图/|文/|初审|复审|终审|签发|排版|主编|策划|供图)[^,。]{0,4}?[: ]"
    r"|[^,。]{0,12}免责声明|(?:版权|声明|上一篇|下一篇|相关链接|扫一扫|分享到|打印|关闭)[^,。]{0,40}$|!\[)"
)
_CREDIT_IN_BRACKETS = re.compile(r"\((?:[^()]{0,10})(?:记者|通讯员|编辑|摄影|供稿|来源)[^()]{0,60}\)\s*")


def fold(text: str) -> str:
    """The same text with one kind of comma, bracket, quote and digit; exactly as long."""
    folded = text.translate(_FOLD)
    if "。" not in folded:
        folded = _ASCII_STOP.sub("。", folded)
    if '"' not in folded:
        return folded
    lines = folded.split("\n")
    return "\n".join(_turn_quotes(line) for line in lines)


def _turn_quotes(line: str) -> str:
    pieces = line.split('"')
    turned = [pieces[0]]
    for index, piece in enumerate(pieces[1:]):
        turned.append("”" if index % 2 else "“")
        turned.append(piece)
    return "".join(turned)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its closing mark. A headline is a line that no mark closes."""

    span: Span
    paragraph: int
    is_headline: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The folded text, what stands inside quotes and brackets, and its sentences."""

    source: str
    folded: str
    shielded: bytearray
    sentences: tuple[Sentence, ...] = field(default=())

    @classmethod
    def of(cls, source: str) -> "Layout":
        folded = fold(source)
        shielded = _shield(folded)
        return cls(source, folded, shielded, tuple(_sentences(folded, shielded)))

    def split(self, span: Span, marks: re.Pattern[str]) -> list[Span]:
        """Pieces of `span` between the marks that stand outside quotes and brackets."""
        pieces, start = [], span.start
        for mark in marks.finditer(self.folded, span.start, span.end):
            if not self.shielded[mark.start()]:
                pieces.append(Span(start, mark.start()))
                start = mark.end()
        pieces.append(Span(start, span.end))
        return pieces

    def clauses(self, span: Span) -> list[Span]:
        """Pieces between commas."""
        return self.split(span, _COMMA_OUTSIDE_A_NUMBER)

    def words(self, span: Span) -> str:
        return self.folded[span.start : span.end]

    def trimmed(self, span: Span, marks: str = " \r\n,;:。、") -> Span:
        """`span` without the given characters at either end."""
        start, end = span.start, span.end
        while start < end and self.folded[start] in marks:
            start += 1
        while end > start and self.folded[end - 1] in marks:
            end -= 1
        return Span(start, end)


def _shield(folded: str) -> bytearray:
    """1 for each character inside a closed pair; a quotation that holds whole sentences is speech, and stays open."""
    shielded = bytearray(len(folded))
    open_marks: list[tuple[str, int]] = []
    for match in _MARKS.finditer(folded):
        mark, place = match.group(), match.start()
        if mark == "\n":
            open_marks.clear()
        elif mark in _OPENING:
            open_marks.append((_OPENING[mark], place))
        elif open_marks and open_marks[-1][0] == mark:
            opened_at = open_marks.pop()[1]
            if not open_marks and not _SENTENCE_END.search(folded, opened_at, place):
                shielded[opened_at : place + 1] = b"\x01" * (place + 1 - opened_at)
    return shielded


def _sentences(folded: str, shielded: bytearray) -> Iterator[Sentence]:
    for paragraph, line in enumerate(_LINE.finditer(folded)):
        if _is_credit(folded, line.start(), line.end()):
            continue
        start = _after_byline(folded, line.start(), line.end())
        has_marks = False
        for mark in _SENTENCE_END.finditer(folded, start, line.end()):
            if shielded[mark.start()]:
                continue
            has_marks = True
            if mark.start() > start:
                yield Sentence(Span(start, mark.start()), paragraph, is_headline=False)
            start = mark.end()
        if folded[start : line.end()].strip():
            yield Sentence(Span(start, line.end()), paragraph, is_headline=not has_marks)


def _is_credit(folded: str, start: int, end: int) -> bool:
    """Editors, reporters, sources and navigation; a line that holds whole sentences only begins with its reporter."""
    if _CREDIT_IN_BRACKETS.fullmatch(folded, start, end):
        return True
    return _CREDIT.match(folded, start, end) is not None and "。" not in folded[start:end]


def _after_byline(folded: str, start: int, end: int) -> int:
    byline = _BYLINE.match(folded, start, end)
    return byline.end() if byline else start
