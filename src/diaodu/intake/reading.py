"""Reading one file: how large, what kind, which reader, and whether what came out is worth keeping."""

from collections.abc import Callable
from pathlib import Path

from diaodu.intake import encodings, kinds
from diaodu.intake.formats import BY_KIND, kind_of_suffix
from diaodu.intake.isolation import read_in_child
from diaodu.intake.values import Document, Limits, Note, Refusal

DEFAULT_LIMITS = Limits()


def read_here(path: Path, kind: str, *, encoding: str | None, limits: Limits) -> Document:
    """Reads in this process."""
    return BY_KIND[kind].reader()(path.read_bytes(), encoding=encoding, limits=limits)


def read_document(
    path: Path,
    *,
    name: str,
    encoding: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    read_hostile: Callable[..., Document] = read_in_child,
) -> Document:
    """The text of the file at `path`, which its sender called `name`. Over its content it raises only Refusal.

    `encoding` (a key of `encodings.CODECS`) overrules the guess for kinds that have one.
    """
    if encoding is not None and encoding not in encodings.CODECS:
        raise Refusal("unknown-encoding", encoding=encoding[:40])
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise Refusal("too-large", size_mb=-(-size // 1024**2), most_mb=limits.file_bytes // 1024**2)
    if size == 0:
        raise Refusal("empty")
    suffix = Path(name).suffix.lower()
    kind = kinds.recognise(*_ends(path, size), suffix)
    read = read_hostile if BY_KIND[kind].is_hostile else read_here
    document = read(path, kind, encoding=encoding, limits=limits)
    if not document.text.strip():
        raise Refusal("empty")
    if len(document.text) > limits.characters:
        raise Refusal("too-long", most=f"{limits.characters:,}")
    if kind_of_suffix(suffix) not in (None, kind):
        return document.with_notes(Note("another-kind", {"suffix": suffix, "kind": kind}))
    return document


def _ends(path: Path, size: int) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(kinds.HEAD_BYTES)
        file.seek(max(0, size - kinds.TAIL_BYTES))
        return head, file.read(kinds.TAIL_BYTES)
