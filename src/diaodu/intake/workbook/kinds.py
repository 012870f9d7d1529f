"""Which kind of workbook some bytes are. The content decides; a name proves nothing."""

from diaodu.intake import kinds
from diaodu.intake.values import Refusal

_OLE_STREAMS = {"Workbook": "xls", "Book": "xls", "WordDocument": "Word .doc", "PowerPoint Document": "PowerPoint .ppt"}
_ZIP_MEMBERS = {
    b"xl/workbook.bin": "Excel .xlsb",
    b"word/": "Word .docx",
    b"ppt/": "PowerPoint .pptx",
    b"OFD.xml": "OFD",
    b"opendocument": "OpenDocument",
}
_XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_PDF = b"%PDF-"
_RTF = b"{\\rtf"
_HEAD_BYTES = 4096


def recognise(data: bytes) -> str:
    """ "xlsx", "xls" or "csv"; a Refusal for anything else that has a face of its own."""
    head = data[:_HEAD_BYTES]
    if data.startswith(kinds.OLE):
        return _ole_kind(data)
    if data.startswith(kinds.ZIP):
        return _zip_kind(data)
    found = "PDF" if head.startswith(_PDF) else "RTF" if head.startswith(_RTF) else kinds.other_kind(head)
    if found is None and _XML_SPREADSHEET in head:
        found = "XML Spreadsheet 2003"
    if found is None and kinds.is_markup(head):
        found = "HTML"
    if found is not None:
        raise Refusal("not-a-workbook", found=found)
    return "csv"


def _ole_kind(data: bytes) -> str:
    if kinds.OLE_ENCRYPTED in data:
        raise Refusal("encrypted")
    for stream, kind in _OLE_STREAMS.items():
        if stream.encode("utf-16-le") + b"\0\0" in data:
            if kind == "xls":
                return kind
            raise Refusal("not-a-workbook", found=kind)
    raise Refusal("broken", kind="xls")


def _zip_kind(data: bytes) -> str:
    """Names of members stand in the clear, even in a file whose end is torn off."""
    if b"xl/workbook.xml" in data or b"xl/worksheets/" in data:
        return "xlsx"
    found = next((found for member, found in _ZIP_MEMBERS.items() if member in data), "ZIP")
    raise Refusal("not-a-workbook", found=found)
