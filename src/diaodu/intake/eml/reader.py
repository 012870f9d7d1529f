"""Saved e-mails: the subject, then the message as written. Attachments are named, not read.

The subject is the first line of the text, because a name or a number that stands only there needs a place to be
quoted from. Sender and sending date are a note instead: in the text they would be taken for an attendee and the day
of a meeting.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from diaodu.intake import encodings
from diaodu.intake.html import reader as html_reader
from diaodu.intake.plain_text.reader import unreadable_notes
from diaodu.intake.values import Document, Limits, Note, Refusal, storable

_SHOWN_NAMES = 5
_LONGEST_HEADER = 1000
_RAW_BYTES = re.compile("[\udc80-\udcff]")  # how the email package keeps bytes that are not ASCII


def read(data: bytes, *, encoding: str | None, limits: Limits) -> Document:
    message = _parse(data)
    parts = list(_parts(message))
    bodies = [part for part in parts if _is_body(part)]
    plain = [part for part in bodies if part.get_content_subtype() == "plain" and _content(part).strip()]
    read_parts = [_read_part(part, encoding, limits) for part in (plain or bodies) if _content(part).strip()]
    subject = _header(message, "subject")
    texts = [subject, *(part.text for part in read_parts)]
    notes = [*_sender_notes(message), *_attachment_notes([part for part in parts if part not in bodies])]
    notes += [note for part in read_parts for note in part.notes]
    first = read_parts[0] if read_parts else None
    return Document(
        kind="eml",
        text="\n\n".join(text for text in texts if text.strip()),
        encoding=first.encoding if first else None,
        encoding_confidence=first.encoding_confidence if first else None,
        encoding_alternatives=first.encoding_alternatives if first else (),
        title=subject or None,
        notes=tuple(notes),
    )


def _parse(data: bytes) -> Message:
    try:
        return message_from_bytes(data)
    except (MessageError, ValueError, LookupError) as error:
        raise Refusal("broken", kind="eml") from error


def _parts(message: Message) -> Iterator[Message]:
    """The leaves of the message in order. A forwarded message is one leaf: an attachment with words of its own."""
    pending: list[Message | str] = [message]
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            continue
        children = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(children, list):
            pending.extend(reversed(children))
        else:
            yield part


def _is_body(part: Message) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return is_text and part.get_content_disposition() != "attachment" and not part.get_filename()


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _read_part(part: Message, encoding: str | None, limits: Limits) -> Document:
    hint = encodings.known_name(str(part.get_param("charset", "")))
    data = _content(part)
    if part.get_content_subtype() == "html":
        return html_reader.read(data, encoding=encoding, limits=limits, hint=hint)
    guess = encodings.guess(data, hint)
    decoded = encodings.decode(data, encoding or guess.encoding)
    return Document(
        kind="plain_text",
        text=storable(decoded.text.replace("\r\n", "\n")).strip("\n"),
        encoding=encoding or guess.encoding,
        encoding_confidence=None if encoding else guess.confidence,
        encoding_alternatives=guess.alternatives,
        notes=unreadable_notes(decoded),
    )


def _header(message: Message, name: str) -> str:
    return _as_read(next((str(value) for key, value in message.raw_items() if key.lower() == name), ""))


def _as_read(raw: str) -> str:
    """A header or file name as a person reads it. Chinese mail programs write raw GBK there, or call GBK "gb2312"."""
    raw = raw[:_LONGEST_HEADER]
    try:
        pieces = decode_header(raw)
    except MessageError:
        pieces = [(raw, None)]
    return " ".join(storable("".join(_words(piece, charset) for piece, charset in pieces)).split())


def _words(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str) and not _RAW_BYTES.search(piece):
        return piece
    data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    return encodings.decode(data, encodings.guess(data, encodings.known_name(charset or "")).encoding).text


def _sender_notes(message: Message) -> list[Note]:
    sender, date = _header(message, "from"), _header(message, "date")
    return [Note("mail", {"sender": sender or "?", "date": date or "?"})] if sender or date else []


def _attachment_notes(parts: list[Message]) -> list[Note]:
    if not parts:
        return []
    names = [_file_name(part) for part in parts]
    shown = "; ".join(names[:_SHOWN_NAMES]) + ("; …" if len(names) > _SHOWN_NAMES else "")
    return [Note("attachments", {"count": len(names), "names": shown})]


def _file_name(part: Message) -> str:
    return _as_read(part.get_filename() or part.get_content_type())
