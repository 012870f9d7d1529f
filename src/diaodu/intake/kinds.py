"""What kind of file some bytes are. The content decides; the suffix only breaks ties."""

import re

from diaodu.intake.values import Refusal

HEAD_BYTES = 4096
TAIL_BYTES = 64 * 1024  # the list of members at the end of a zip file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RTF = b"{\\rtf"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ZIP_KINDS = {
    b"xl/workbook": "Excel .xlsx",
    b"ppt/presentation": "PowerPoint .pptx",
    b"OFD.xml": "OFD",
    b"opendocument": "OpenDocument",
}
_OTHER_KINDS = {
    b"\x89PNG\r\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"RIFF": "RIFF",
    b"ID3": "MP3",
    b"\x7fELF": "ELF",
    b"MZ\x90\0": "EXE",
    b"\x1f\x8b\x08": "GZIP",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "RAR",
    b"SQLite format 3\0": "SQLite",
}
_MARKUP = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*){0,5}"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|script|style|article|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(rb"<[a-zA-Z!/]")
_HEADER_LINE = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?", re.MULTILINE)
_MAIL_HEADERS = {
    b"from", b"to", b"cc", b"subject", b"date", b"received", b"message-id", b"mime-version", b"content-type",
    b"content-transfer-encoding", b"return-path", b"delivered-to", b"reply-to", b"x-mailer", b"dkim-signature",
}  # fmt: skip
_ENOUGH_MAIL_HEADERS = 3


def recognise(head: bytes, tail: bytes, suffix: str) -> str:
    """The kind of a file by its first and last bytes; a Refusal when it is one that we do not read."""
    if head.startswith(OLE):
        raise Refusal("encrypted" if OLE_ENCRYPTED in tail or OLE_ENCRYPTED in head else "old-word")
    if head.startswith(_RTF):
        raise Refusal("old-word")
    if head.startswith(ZIP):
        return _zip_kind(head, tail, suffix)
    if _is_pdf(head, suffix):
        return "pdf"
    if (found := other_kind(head)) is not None:
        raise Refusal("unknown-kind", found=found)
    return _text_kind(_as_ascii_superset(head), suffix)


def other_kind(head: bytes) -> str | None:
    """What a file is by its first bytes; None when it is none that has a mark of its own."""
    return next((found for magic, found in _OTHER_KINDS.items() if head.startswith(magic)), None)


def is_markup(head: bytes) -> bool:
    return _MARKUP.match(_as_ascii_superset(head)) is not None


def _zip_kind(head: bytes, tail: bytes, suffix: str) -> str:
    names = head + tail
    if b"word/" in names:
        return "docx"
    for member, found in _ZIP_KINDS.items():
        if member in names:
            raise Refusal("unknown-kind", found=found)
    if suffix == ".docx":
        return "docx"
    raise Refusal("unknown-kind", found="ZIP")


def _is_pdf(head: bytes, suffix: str) -> bool:
    """The mark stands first; real files sometimes have rubbish before it, but so does a mail that quotes one."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head[:1024])


def _text_kind(head: bytes, suffix: str) -> str:
    if _MARKUP.match(head) or (suffix in (".html", ".htm") and _ANY_TAG.search(head)):
        return "html"
    if _has_mail_headers(head, 1 if suffix == ".eml" else _ENOUGH_MAIL_HEADERS):
        return "eml"
    return "plain_text"


def _has_mail_headers(head: bytes, enough: int) -> bool:
    block = re.split(rb"\r?\n\r?\n|\r\r", head.lstrip(b"\r\n"), maxsplit=1)[0]
    names = {name.lower() for name in _HEADER_LINE.findall(block)}
    return bool(_HEADER_LINE.match(block)) and len(names & _MAIL_HEADERS) >= enough


def _as_ascii_superset(head: bytes) -> bytes:
    """Without its byte order mark, and UTF-16 as UTF-8, so that marks of markup can be looked for."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")
