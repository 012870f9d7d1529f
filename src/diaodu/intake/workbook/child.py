"""The process that reads one spreadsheet: a request on stdin, its sheets as lines on stdout, as they are read."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from diaodu.intake.child import confine
from diaodu.intake.values import Limits, Refusal
from diaodu.intake.workbook import wire
from diaodu.intake.workbook.spreadsheet import sheets


def main() -> None:
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    confine(limits)
    for line in lines(Path(request["path"]).read_bytes(), request["kind"], limits):
        sys.stdout.buffer.write(line)


def lines(data: bytes, kind: str, limits: Limits) -> Iterator[bytes]:
    """The sheets as lines; a refusal is the last of them."""
    try:
        yield from wire.packed(sheets(data, kind, limits))
    except Refusal as refusal:
        yield wire.packed_refusal(refusal)
    except (MemoryError, RecursionError):
        yield wire.packed_refusal(Refusal("too-costly", seconds=limits.seconds))


if __name__ == "__main__":
    main()
