"""What a person is told about a refusal or a note: what it is, and what to do."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from diaodu.intake.values import Note, Placeholder, Refusal


class Words(NamedTuple):
    """What is the matter, and what the person can do about it."""

    what: str
    mend: str


class _Template(NamedTuple):
    what: Promise | str
    mend: Promise | str


KINDS = {
    "plain_text": _("plain text"),
    "html": _("a web page"),
    "docx": _("a Word document"),
    "pdf": _("a PDF file"),
    "eml": _("an e-mail"),
    "xlsx": _("an Excel workbook"),
    "xls": _("an old Excel workbook"),
}

REFUSALS = {
    "broken": _Template(
        _("The file looks like %(kind)s, but it is damaged or incomplete."),
        _("Open it in the program that made it, save it again and upload the new copy."),
    ),
    "empty": _Template(
        _("There is no text in the file."),
        _("Check that you chose the right file, or paste the text instead."),
    ),
    "empty-workbook": _Template(
        _("No sheet of the file has anything in it."),
        _("Check that you chose the right file, and that it was saved after it was filled in."),
    ),
    "encrypted": _Template(
        _("The file is protected by a password."),
        _("Save a copy without the password and upload that."),
    ),
    "import-failed": _Template(
        _("An error in this program stopped the import. Nothing of it was written."),
        _("Tell the administrator: the error is in the log. The file is kept."),
    ),
    "keeps-failing": _Template(
        _("Reading the file was broken off several times; it is not tried again."),
        _("Copy the text and paste it. Tell the administrator: the machine may lack memory."),
    ),
    "no-table": _Template(
        _("No table was found in the file."),
        _("A row near the top of a sheet should name every column, such as 项目名称 or 总投资."),
    ),
    "no-text-layer": _Template(
        _("The PDF consists of pictures: its pages were scanned and contain no text."),
        _("Upload the document it was printed from, run text recognition (OCR) on it first, or paste the text."),
    ),
    "not-a-workbook": _Template(
        _("Whatever its name says, the content of the file is %(found)s and no workbook."),
        _("Open it in Excel or WPS, choose “Save as”, type .xlsx, and upload the new file."),
    ),
    "not-text": _Template(
        _("The content of the file is not text, whatever its name says."),
        _("Open it in the program it belongs to and save it as .docx, .pdf or .txt."),
    ),
    "old-word": _Template(
        _("The file is in an old Office format (.doc, .rtf or .wps) that is not read."),
        _("Open it in Word or WPS, choose “Save as”, type .docx, and upload the new file."),
    ),
    "open-quotation": _Template(
        _("A quotation mark is opened in line %(line)d and never closed, so the rest cannot be cut into cells."),
        _("Close it, or save the table as .xlsx."),
    ),
    "reading-failed": _Template(
        _("An error in this program stopped the reading."),
        _("Copy the text and paste it, and tell the administrator: the error is in the log."),
    ),
    "too-costly": _Template(
        _("Reading the file took more time or memory than one file may use (%(seconds)d seconds)."),
        _("Split it into smaller files, or copy the text and paste it."),
    ),
    "too-large": _Template(
        _("The file has %(size_mb)d MB; at most %(most_mb)d MB are read."),
        _("Remove pictures or split the file, or copy the text and paste it."),
    ),
    "too-long": _Template(
        _("The file contains more than %(most)s characters of text."),
        _("Split it into several files, one write-up each."),
    ),
    "too-many-cells": _Template(
        _("The sheet “%(sheet)s” reaches to cell %(last)s; at most %(most)s cells are read, empty ones included."),
        _("Delete what stands far below or right of the table by mistake, or split the table."),
    ),
    "too-many-pages": _Template(
        _("The PDF has %(pages)d pages; at most %(most)d are read."),
        _("Save the pages that matter as a file of their own and upload that."),
    ),
    "unknown-encoding": _Template(
        _("“%(encoding)s” is not an encoding that is read here."),
        _("Choose one from the list."),
    ),
    "unknown-kind": _Template(
        _("This is a %(found)s file, which cannot be read as a write-up."),
        _("Upload .txt, .html, .docx, .pdf or .eml; other programs can usually save as one of these."),
    ),
    "unreadable-table": _Template(
        _("The file is neither an Excel workbook nor text with separators."),
        _("Open it in the program it belongs to and save it as .xlsx or .csv."),
    ),
    "unsafe-xml": _Template(
        _("The file contains instructions that no Office program writes; it was not opened."),
        _("Ask the sender where the file comes from. If its content is needed, copy it into a new file."),
    ),
    "zip-bomb": _Template(
        _("The file would unpack to an extraordinary size; it was not opened."),
        _("Ask the sender where the file comes from. If it is genuine, remove pictures and save it again."),
    ),
}

NOTES = {
    "another-kind": _("The name ends in %(suffix)s, but the content is %(kind)s; it was read as that."),
    "attachments": ngettext_lazy(
        "%(count)d attachment was not read: %(names)s. Upload it on its own if it matters.",
        "%(count)d attachments were not read: %(names)s. Upload them one by one if they matter.",
        "count",
    ),
    "embedded": ngettext_lazy(
        "%(count)d embedded object was not read.", "%(count)d embedded objects were not read.", "count"
    ),
    "footnotes": ngettext_lazy("%(count)d footnote was not read.", "%(count)d footnotes were not read.", "count"),
    "hardly-chinese": _("The text is hardly Chinese. Write-ups are read in Chinese only; nothing was proposed."),
    "headers-and-footers": _("Page headers and footers were not read."),
    "images": ngettext_lazy("%(count)d image was not read.", "%(count)d images were not read.", "count"),
    "mail": _("Sent by %(sender)s, %(date)s."),
    "model-makes-no-sense": _("The model's answer could not be understood; its proposals are missing."),
    "model-names-refused": ngettext_lazy(
        "%(count)d name that the model gave does not stand in the text and was refused.",
        "%(count)d names that the model gave do not stand in the text and were refused.",
        "count",
    ),
    "model-text-too-long": _("The text is longer than the %(most)d characters that the model is asked about."),
    "model-unreachable": _("The model did not answer (%(reason)s); its proposals are missing."),
    "no-meeting": _(
        "No dispatch meeting was found in this text. If it tells of one, check the encoding, "
        "or paste only the part that does."
    ),
    "numbers": ngettext_lazy(
        "The automatic number of %(count)d paragraph is not part of the text.",
        "The automatic numbers of %(count)d paragraphs are not part of the text.",
        "count",
    ),
    "pages-without-text": ngettext_lazy(
        "%(count)d page has no text layer and was not read: page %(pages)s.",
        "%(count)d pages have no text layer and were not read: pages %(pages)s.",
        "count",
    ),
    "unreadable-bytes": ngettext_lazy(
        "%(count)d place could not be decoded and is marked �: at byte %(offset)d. Try another encoding.",
        "%(count)d places could not be decoded and are marked �, the first at byte %(offset)d. Try another encoding.",
        "count",
    ),
}


def refusal_words(refusal: Refusal) -> Words:
    """In the language that is active now."""
    template = REFUSALS[refusal.code]
    values = _spelt_out(refusal.values)
    return Words(str(template.what % values), str(template.mend % values))


def note_words(note: Note) -> str:
    """In the language that is active now."""
    return str(NOTES[note.code] % _spelt_out(note.values))


def _spelt_out(values: Mapping[str, Placeholder]) -> dict[str, object]:
    return {name: KINDS[str(value)] if name == "kind" else value for name, value in values.items()}
