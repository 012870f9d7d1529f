"""PDF files: the text layer, page by page. Scanned pages have none, and nothing is guessed from their pictures."""

import io
import logging
from collections.abc import Iterator

from pypdf import PdfReader

from diaodu.intake.pdf.lines import paragraphs
from diaodu.intake.values import Document, Limits, Note, Refusal, storable
from diaodu.text.span import Span

# The library reports every oddity of a file on its logger; a person is told what matters in notes.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(data: bytes, *, encoding: str | None, limits: Limits) -> Document:
    """`encoding` changes nothing: a PDF's fonts say what their codes mean."""
    try:
        title, raw_texts = _extract(data, limits)
    except (Refusal, MemoryError, RecursionError):
        raise
    except Exception as error:  # on damaged files the library raises whatever its innards happen to
        raise Refusal("broken", kind="pdf") from error
    text, pages = _laid_end_to_end([_as_paragraphs(raw) for raw in raw_texts])
    if not text.strip():
        raise Refusal("no-text-layer")
    blank = [number for number, page in enumerate(pages, start=1) if not page.of(text).strip()]
    return Document(kind="pdf", text=text, pages=pages, title=title, notes=_blank_page_notes(blank))


def _extract(data: bytes, limits: Limits) -> tuple[str | None, list[str]]:
    reader = PdfReader(io.BytesIO(data))
    # Many files are only locked against editing and open without a password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refusal("encrypted")
    if len(reader.pages) > limits.pages:
        raise Refusal("too-many-pages", pages=len(reader.pages), most=limits.pages)
    title = reader.metadata.title if reader.metadata else None
    return storable(str(title or "")).strip() or None, list(_page_texts(reader, limits))


def _page_texts(reader: PdfReader, limits: Limits) -> Iterator[str]:
    characters = 0
    for page in reader.pages:
        text = page.extract_text()
        characters += len(text)
        if characters > limits.characters:
            raise Refusal("too-long", most=f"{limits.characters:,}")
        yield text


def _as_paragraphs(raw: str) -> str:
    lines = [line.rstrip() for line in raw.split("\n")]
    return paragraphs(storable("\n".join(lines).strip("\n")))


def _laid_end_to_end(texts: list[str]) -> tuple[str, tuple[Span, ...]]:
    """Pages with a line break between; a sentence cut by the page's end stays cut, for page numbers stand there."""
    pages = []
    start = 0
    for text in texts:
        pages.append(Span(start, start + len(text)))
        start += len(text) + 1
    return "\n".join(texts), tuple(pages)


def _blank_page_notes(blank: list[int]) -> tuple[Note, ...]:
    if not blank:
        return ()
    shown = ", ".join(map(str, blank[:10])) + (", …" if len(blank) > 10 else "")
    return (Note("pages-without-text", {"count": len(blank), "pages": shown}),)
