"""What reading a file gives: a document with its notes, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from diaodu.text.span import Span

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNSTORABLE = {0: REPLACEMENT} | dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT)

Placeholder = str | int


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person should know about how a file was read; `diaodu.intake.words` has the words."""

    code: str
    values: Mapping[str, Placeholder] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file. Spans on its pages count characters of `text`."""

    kind: str
    text: str
    encoding: str | None = None
    encoding_confidence: float | None = None
    encoding_alternatives: tuple[str, ...] = ()
    pages: tuple[Span, ...] = ()
    title: str | None = None
    notes: tuple[Note, ...] = ()

    def with_notes(self, *notes: Note) -> "Document":
        return replace(self, notes=notes + self.notes)


class Refusal(Exception):
    """A file that is not read: a stable code and what fills the placeholders of its words."""

    def __init__(self, code: str, **values: Placeholder) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: Mapping[str, Placeholder] = values

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.values.items())])


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost before it is refused."""

    file_bytes: int = 50 * 1024**2
    characters: int = 5_000_000
    pages: int = 2_000
    seconds: int = 30
    memory_bytes: int = 1024**3
    unpacked_bytes: int = 100 * 1024**2
    unpacked_ratio: int = 200
    zip_members: int = 5_000
    cells: int = 5_000_000  # of one sheet, empty ones among others included


def storable(text: str) -> str:
    """The text with what no database can keep (U+0000, half surrogate pairs) replaced, character for character."""
    return text.translate(_UNSTORABLE) if "\0" in text or not _is_encodable(text) else text


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
