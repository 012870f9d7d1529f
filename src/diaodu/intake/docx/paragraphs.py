"""Turns the parts of a Word document into lines: paragraphs and table rows, in the order of the document."""

from collections.abc import Iterator

from lxml import etree

from diaodu.intake.xml_events import attribute, events, local_name

_KIND = "docx"
_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# Deleted and moved-away text of tracked changes; the second copy of a text box; field codes; the properties of things.
_DROPPED = {
    "del", "delText", "moveFrom", "Fallback", "instrText",
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr",
}  # fmt: skip
_COUNTED = {"drawing": "images", "pict": "images", "object": "embedded", "footnoteReference": "footnotes"}


class Paragraphs:
    """Fed with the pieces of `document.xml`; `lines` grows as they end, `left_out` counts what has no text."""

    def __init__(self, numbered_styles: frozenset[str] = frozenset()) -> None:
        self._numbered_styles = numbered_styles
        self._is_numbered = False
        self.lines: list[str] = []
        self.left_out: dict[str, int] = {}
        self._words: list[list[str]] = [[]]  # the paragraph being read; text boxes hold paragraphs within a paragraph
        self._cells: list[list[list[str]]] = []  # the rows being read, each a list of cells, each a list of paragraphs
        self._dropped_depth = 0

    def feed(self, pieces: Iterator[bytes]) -> None:
        for event, element in events(pieces, kind=_KIND):
            name = local_name(element)
            if event == "start":
                self._start(name, element)
            else:
                self._end(name, element)

    def _start(self, name: str, element: etree._Element) -> None:
        self._is_numbered = self._is_numbered or _is_number(name, element)
        self._is_numbered |= name == "pStyle" and attribute(element, "val") in self._numbered_styles
        if name in _COUNTED and not self._dropped_depth:
            self._leave_out(_COUNTED[name])
        if self._dropped_depth or name in _DROPPED:
            self._dropped_depth += 1
        elif name == "p":
            self._words.append([])
        elif name == "tr":
            self._cells.append([])
        elif name == "tc" and self._cells:
            self._cells[-1].append([])

    def _end(self, name: str, element: etree._Element) -> None:
        if name == "pPr":
            self._end_properties()
        if self._dropped_depth:
            self._dropped_depth -= 1
        elif name == "t":
            self._words[-1].append(element.text or "")
        elif name in _TEXT:
            self._words[-1].append(_TEXT[name])
        elif name == "p":
            self._end_paragraph("".join(self._words.pop()))
        elif name == "tr":
            cells = self._cells.pop()
            self._end_paragraph("\t".join(" ".join(paragraphs) for paragraphs in cells).rstrip("\t"))

    def _leave_out(self, what: str) -> None:
        self.left_out[what] = self.left_out.get(what, 0) + 1

    def _end_properties(self) -> None:
        """Word counts list numbers when it shows them; they do not stand in the file."""
        if self._is_numbered:
            self._leave_out("numbers")
        self._is_numbered = False

    def _end_paragraph(self, text: str) -> None:
        """A paragraph in a table is part of its cell, with its breaks as blanks; elsewhere it is a line."""
        if not text.strip():
            return
        if self._cells and self._cells[-1]:
            self._cells[-1][-1].append(" ".join(text.split("\n")))
        else:
            self.lines.append(text)


def numbered_styles(pieces: Iterator[bytes]) -> frozenset[str]:
    """The paragraph styles that number their paragraphs, from the part that declares styles."""
    numbered = set()
    style = ""
    for event, element in events(pieces, kind=_KIND):
        if event == "start" and local_name(element) == "style":
            style = attribute(element, "styleId") or ""
        elif event == "start" and _is_number(local_name(element), element):
            numbered.add(style)
    return frozenset(numbered - {""})


def core_title(pieces: Iterator[bytes]) -> str | None:
    """The title in the document's properties."""
    titles = [
        (e.text or "").strip() for event, e in events(pieces, kind=_KIND) if event == "end" and local_name(e) == "title"
    ]
    return titles[0] or None if titles else None


def main_part(pieces: Iterator[bytes]) -> str | None:
    """The name of the part that holds the text, from the package's relationships."""
    for event, element in events(pieces, kind=_KIND):
        if event == "start" and (attribute(element, "Type") or "").endswith("/officeDocument"):
            return (attribute(element, "Target") or "").lstrip("/")
    return None


def _is_number(name: str, element: etree._Element) -> bool:
    """Whether this puts a paragraph into a list; list 0 takes it out of one."""
    return name == "numId" and attribute(element, "val") != "0"
