"""The rows of a .csv file: its encoding guessed as for any text, its delimiter by which one cuts rows alike."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from diaodu.intake.plain_text.reader import read
from diaodu.intake.values import Limits, Refusal
from diaodu.intake.workbook.grid import Grid
from diaodu.intake.workbook.table import Raw, reference

_DELIMITERS = ",\t;|，"
_SAMPLE_ROWS = 50


def grid_of(data: bytes, name: str, *, encoding: str | None, limits: Limits) -> Grid:
    text = _text(data, encoding, limits)
    if "\n" not in text:
        text = text.replace("\r", "\n")  # as old Macs end their lines
    delimiter = delimiter_of(text)
    rows: list[list[Raw]] = []
    width = 0
    for values in _records(text, delimiter):
        row: list[Raw] = [value or None for value in values]
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
        width = max(width, len(row))
        if len(rows) * width > limits.cells:
            raise Refusal(
                "too-many-cells", sheet=name, last=reference(len(rows) - 1, width - 1), most=f"{limits.cells:,}"
            )
    return Grid(sheet=name, rows=rows)


def _text(data: bytes, encoding: str | None, limits: Limits) -> str:
    try:
        return read(data, encoding=encoding, limits=limits).text
    except Refusal as error:
        raise Refusal("unreadable-table") from error


def delimiter_of(text: str) -> str:
    """The sign that cuts most of the first rows into equally many parts, and into more than one."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    try:
        widths = Counter(len(row) for row in islice(_records(text, delimiter), _SAMPLE_ROWS) if row)
    except Refusal:
        return 0.0, 0
    wide = Counter({width: rows for width, rows in widths.items() if width > 1})
    if not wide:
        return 0.0, 0
    ((width, rows),) = wide.most_common(1)
    return rows / widths.total(), width


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = csv.reader(_lines(text), delimiter=delimiter)
    started = 1
    while True:
        try:
            record = next(lines)
        except StopIteration:
            return
        except csv.Error as error:  # a quotation mark without its partner swallows the rest of the file
            raise Refusal("open-quotation", line=started) from error
        started = lines.line_num + 1
        yield record


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends, cut only at line feeds: U+2028 and its like belong to a cell."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start : end + 1]
        start = end + 1
    if start < len(text):
        yield text[start:]
