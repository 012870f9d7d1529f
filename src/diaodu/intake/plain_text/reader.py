"""Plain text: decoded and otherwise left alone, so that every character still stands where it stood."""

import re

from diaodu.intake import encodings
from diaodu.intake.values import Document, Limits, Note, Refusal, storable

_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f-\x9f]")
# Stray control characters happen in old files; one in fifty does not. Nor is it text when a tenth cannot be decoded.
_TOO_MANY_CONTROLS = 50
_TOO_MANY_UNREADABLE = 10


def read(data: bytes, *, encoding: str | None, limits: Limits) -> Document:
    guess = encodings.guess(data)
    decoded = encodings.decode(data, encoding or guess.encoding)
    text = decoded.text
    is_junk = len(_CONTROL.findall(text)) * _TOO_MANY_CONTROLS > len(text)
    if is_junk or (encoding is None and decoded.unreadable * _TOO_MANY_UNREADABLE > len(text)):
        raise Refusal("not-text")
    return Document(
        kind="plain_text",
        text=storable(text),
        encoding=encoding or guess.encoding,
        encoding_confidence=None if encoding else guess.confidence,
        encoding_alternatives=guess.alternatives,
        notes=unreadable_notes(decoded),
    )


def unreadable_notes(decoded: encodings.Decoded) -> tuple[Note, ...]:
    if decoded.first_unreadable_at is None:
        return ()
    return (Note("unreadable-bytes", {"count": decoded.unreadable, "offset": decoded.first_unreadable_at}),)
