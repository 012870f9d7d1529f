"""Turns the events of an HTML parser into lines of text, as a reader of the page would see them.

A parser target keeps no tree, so a million nested elements cost no more than a million flat ones.
"""

import re

_DROPPED = {
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video",
    "select", "textarea", "button", "datalist",
}  # fmt: skip
_BLOCKS = {
    "html", "head", "title", "body", "header", "footer", "main", "nav", "article", "aside", "section", "hgroup",
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "address", "center", "div", "hr", "br",
    "figure", "figcaption",
    "ul", "ol", "menu", "li", "dl", "dt", "dd", "details", "summary", "dialog", "form", "fieldset", "legend",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
}  # fmt: skip
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANK = " \t\r\n\f"
_BLANKS = re.compile(f"[{_BLANK}]+")
# A line break inside a Chinese sentence is the editor's, not the author's: no blank between two wide characters.
_WIDE = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][{_BLANK}]*(?={_WIDE})")
# Old sites lay whole pages out in tables: a row is read as one line only when its cells are as small as a ledger's.
_LONGEST_LINE_IN_CELL = 80
_MOST_LINES_IN_CELL = 6
_DEEPEST_TABLE = 16


class LineTarget:
    """A target for lxml's parser: `close()` gives the lines; the title and the number of images are kept beside."""

    def __init__(self) -> None:
        self.title = ""
        self.images = 0
        self._sinks: list[list[str]] = [[]]  # the page's lines, then those of each open table cell
        self._rows: list[list[list[str]]] = []  # the finished cells of each open table row
        self._counts: list[bool] = []  # for each open tr, td, th: was it taken as a row or cell?
        self._words: list[str] = []
        self._dropped_depth = 0
        self._preformatted_depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._dropped_depth or tag in _DROPPED or _is_hidden(attributes):
            self._dropped_depth += 1
            return
        self.images += tag == "img"
        if tag not in _BLOCKS:
            return
        self._end_line()
        self._preformatted_depth += tag == "pre"
        if tag == "tr":
            self._counts.append(len(self._rows) < _DEEPEST_TABLE)
            if self._counts[-1]:
                self._rows.append([])
        elif tag in ("td", "th"):
            self._counts.append(len(self._sinks) == len(self._rows))
            if self._counts[-1]:
                self._sinks.append([])

    def end(self, tag: str) -> None:
        if self._dropped_depth:
            self._dropped_depth -= 1
            return
        if tag not in _BLOCKS:
            return
        if tag == "title":
            self._take_title()
        self._end_line()
        self._preformatted_depth -= tag == "pre"
        if tag == "tr" and self._counts.pop():
            self._sinks[-1].extend(_row_lines(self._rows.pop()))
        elif tag in ("td", "th") and self._counts.pop():
            self._rows[-1].append(self._sinks.pop())

    def data(self, text: str) -> None:
        if not self._dropped_depth:
            self._words.append(text)

    def close(self) -> list[str]:
        self._end_line()
        return self._sinks[0]

    def _take_title(self) -> None:
        self.title = self.title or _BLANKS.sub(" ", "".join(self._words)).strip()
        self._words.clear()

    def _end_line(self) -> None:
        words = "".join(self._words)
        self._words.clear()
        if self._preformatted_depth:
            lines = [line.rstrip() for line in words.splitlines()]
        else:
            lines = [_BLANKS.sub(" ", _BREAK_IN_CHINESE.sub("", words)).strip(_BLANK)]
        self._sinks[-1].extend(line for line in lines if line.strip())


def _is_hidden(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))


def _row_lines(cells: list[list[str]]) -> list[str]:
    """A ledger's row is one line with a tab between cells; a row that lays out a page is the lines of its cells."""
    filled = [cell for cell in cells if cell]
    is_layout = len(filled) < 2 or any(
        len(cell) > _MOST_LINES_IN_CELL or max(map(len, cell)) > _LONGEST_LINE_IN_CELL for cell in filled
    )
    if is_layout:
        return [line for cell in filled for line in cell]
    return ["\t".join(" ".join(cell) for cell in cells).rstrip("\t")]
