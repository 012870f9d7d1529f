"""The formats that we read, all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from diaodu.intake.values import Document

Reader = Callable[..., Document]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. The parsers of hostile kinds run in a process of their own, and only there are they imported."""

    kind: str
    suffixes: tuple[str, ...]
    module: str
    is_hostile: bool = True

    def reader(self) -> Reader:
        """`read(data, *, encoding, limits) -> Document`, raising Refusal; its module is imported only now."""
        reader: Reader = import_module(self.module).read
        return reader


FORMATS = (
    Format("plain_text", (".txt", ".text", ".md"), "diaodu.intake.plain_text.reader", is_hostile=False),
    Format("html", (".html", ".htm", ".xhtml"), "diaodu.intake.html.reader"),
    Format("docx", (".docx", ".docm"), "diaodu.intake.docx.reader"),
    Format("pdf", (".pdf",), "diaodu.intake.pdf.reader"),
    Format("eml", (".eml",), "diaodu.intake.eml.reader"),
)
BY_KIND = {format.kind: format for format in FORMATS}


def kind_of_suffix(suffix: str) -> str | None:
    return next((format.kind for format in FORMATS if suffix in format.suffixes), None)
