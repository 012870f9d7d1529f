"""Joins the lines of a PDF page into paragraphs where a line only ended because the paper did."""

import re
import unicodedata

# How full a line must be, against the fullest of its page, to be taken as cut by the margin. Punctuation that may not
# begin a line pulls a character along, and Latin words do not break, so full lines differ by a few characters.
_FULL = 0.9
_SHORTEST_FULL_LINE = 30  # in columns of one half-width character: pages of short lines are lists
_INDENT = "\u3000"
_ENDS_A_PARAGRAPH = frozenset("。！？；：!?;:")
_STARTS_A_PARAGRAPH = re.compile(
    r"[\u3000 ]|[一二三四五六七八九十百]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．)）]"
    r"|第[一二三四五六七八九十百\d]+[章节条项]|[-·•●■◆★▲○]"
)


def paragraphs(page: str) -> str:
    """The page's text with cut sentences made whole, without a blank: it joins only Chinese to Chinese.

    Where paragraphs begin with an indent, a full line runs on into any line without one. Elsewhere a full line that
    ends in 。 may or may not end its paragraph: the text alone does not say, so the break stays.
    """
    lines = page.split("\n")
    has_indents = any(line.startswith(_INDENT) for line in lines)
    widest = max(map(_columns, lines))
    joined = lines[:1]
    last_width = _columns(lines[0])
    for line in lines[1:]:
        is_full = last_width >= max(_SHORTEST_FULL_LINE, _FULL * widest)
        if is_full and _continues(joined[-1], line, has_indents):
            joined[-1] += line
        else:
            joined.append(line)
        last_width = _columns(line)
    return "\n".join(joined)


def _continues(before: str, after: str, has_indents: bool) -> bool:
    if not before or not after or _STARTS_A_PARAGRAPH.match(after):
        return False
    if before[-1] in _ENDS_A_PARAGRAPH and not has_indents:
        return False
    return _is_wide(before[-1]) and _is_wide(after[0])


def _is_wide(char: str) -> bool:
    """Chinese characters and their punctuation; the quotation marks, shared with Latin text, count too."""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…"


def _columns(line: str) -> int:
    return sum(2 if _is_wide(char) else 1 for char in line)
