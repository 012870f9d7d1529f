"""Saved web pages: their visible text, line by line. Nothing of a page is ever shown as HTML."""

from lxml import etree

from diaodu.intake import encodings
from diaodu.intake.html.lines import LineTarget
from diaodu.intake.plain_text.reader import unreadable_notes
from diaodu.intake.values import Document, Limits, Note, storable

_PIECE_BYTES = 1024**2


def read(data: bytes, *, encoding: str | None, limits: Limits, hint: str | None = None) -> Document:
    guess = encodings.guess(data, hint=hint or encodings.declared(data))
    decoded = encodings.decode(data, encoding or guess.encoding)
    target = visible_lines(decoded.text)
    lines = target.close()
    images = (Note("images", {"count": target.images}),) if target.images else ()
    return Document(
        kind="html",
        text=storable("\n".join(lines)),
        encoding=encoding or guess.encoding,
        encoding_confidence=None if encoding else guess.confidence,
        encoding_alternatives=guess.alternatives,
        title=storable(target.title) or None,
        notes=unreadable_notes(decoded) + images,
    )


def visible_lines(markup: str) -> LineTarget:
    """The target after the whole page went through it; what the page says of its charset no longer counts."""
    target = LineTarget()
    parser = etree.HTMLParser(encoding="utf-8", target=target, remove_comments=True, remove_pis=True)
    # libxml2 ends the text at U+0000
    data = markup.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")
    for start in range(0, len(data), _PIECE_BYTES):
        parser.feed(data[start : start + _PIECE_BYTES])
    if data:
        parser.close()
    return target
