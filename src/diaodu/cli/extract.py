"""`diaodu extract`: a write-up on stdin, damaged or not; what it says on stdout, as JSON."""

import argparse
import json
import sys
from dataclasses import fields, is_dataclass
from typing import Any

from diaodu.cli.errors import CommandError
from diaodu.text.restoring import Restoration, restore
from diaodu.text.span import Span
from diaodu.text.writeups import WriteUp, plain_reading, read_write_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--spans",
        action="store_true",
        help="add where each name stands in the original text, with programmes, numbers, due words and asks",
    )


def run(arguments: argparse.Namespace) -> int:
    try:
        article = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"the input is not UTF-8 (byte {error.start}); convert it first") from None
    restoration = restore(article)
    write_up = read_write_up(restoration.text)
    answer = plain_reading(write_up)
    if arguments.spans:
        answer["spans"] = _with_spans(write_up, restoration)
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
    print()
    return 0


def _with_spans(write_up: WriteUp, restoration: Restoration) -> dict[str, Any]:
    """Every part of the write-up; a name comes with its characters in the original, `start` to `end`."""
    return {field.name: _told(getattr(write_up, field.name), restoration) for field in fields(write_up)}


def _told(value: Any, restoration: Restoration) -> Any:
    if isinstance(value, Span):
        original = restoration.original_span(value)
        return {"start": original.start, "end": original.end}
    if isinstance(value, tuple):
        return [_told(item, restoration) for item in value]
    if not is_dataclass(value):
        return value
    told: dict[str, Any] = {}
    for field in fields(value):
        part = _told(getattr(value, field.name), restoration)
        told |= part if field.name == "span" else {field.name: part}
    return told
