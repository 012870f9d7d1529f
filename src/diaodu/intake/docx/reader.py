"""Word documents: the text of the body, paragraph by paragraph, table row by table row."""

from diaodu.intake.archive import Archive
from diaodu.intake.docx.paragraphs import Paragraphs, core_title, main_part, numbered_styles
from diaodu.intake.values import Document, Limits, Note, Refusal, storable

_RELATIONSHIPS = "_rels/.rels"
_STYLES = "word/styles.xml"
_PROPERTIES = "docProps/core.xml"


def read(data: bytes, *, encoding: str | None, limits: Limits) -> Document:
    """`encoding` changes nothing: Word files say theirs, and it is always Unicode."""
    archive = Archive(data, limits, kind="docx")
    body = main_part(archive.pieces(_RELATIONSHIPS)) if _RELATIONSHIPS in archive.names else None
    if body not in archive.names:
        raise Refusal("broken", kind="docx")
    paragraphs = Paragraphs(numbered_styles(archive.pieces(_STYLES)) if _STYLES in archive.names else frozenset())
    paragraphs.feed(archive.pieces(body))
    notes = [Note(what, {"count": count}) for what, count in paragraphs.left_out.items()]
    if any(name.startswith(("word/header", "word/footer")) for name in archive.names):
        notes.append(Note("headers-and-footers"))
    title = core_title(archive.pieces(_PROPERTIES)) if _PROPERTIES in archive.names else None
    return Document(kind="docx", text=storable("\n".join(paragraphs.lines)), title=title, notes=tuple(notes))
