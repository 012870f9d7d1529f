"""`diaodu restore`: damaged text on standard input, the text that was meant on standard output."""

import argparse
import json
import sys

from diaodu.cli.errors import CommandError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="write the text with every edit and mark as JSON")
    parser.add_argument("--sep", metavar="S", help="many texts in one process, separated by S; so is the output")


def run(arguments: argparse.Namespace) -> int:
    if arguments.sep == "":
        raise CommandError("--sep needs at least one character; leave it out for a single text")
    # Bytes that are not UTF-8 travel as lone surrogates and leave as they came.
    given = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    texts = given.split(arguments.sep) if arguments.sep else [given]
    restored = [as_json(text) if arguments.json else restored_text(text) for text in texts]
    answer = (arguments.sep or "").join(restored)
    end = "\n" if arguments.json and not arguments.sep else ""
    sys.stdout.buffer.write((answer + end).encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()
    return 0


def restored_text(text: str) -> str:
    from diaodu.text.restoring import restore

    return restore(text).text


def as_json(text: str) -> str:
    """`edits` are all changes, the marks among them with `applied` false; spans count characters of the original."""
    from diaodu.text.restoring import Edit, restore

    restoration = restore(text)

    def described(edit: Edit) -> dict[str, object]:
        there = restoration.restored_span(edit.span)
        return {
            "span": [edit.span.start, edit.span.end],
            "restored_span": [there.start, there.end] if there else None,
            "found": edit.found,
            "became": edit.became,
            "why": edit.why.value,
            "confidence": round(edit.confidence, 3),
            "applied": edit.applied,
        }

    answer = {
        "damaged": restoration.damaged,
        "text": restoration.text,
        "edits": [described(edit) for edit in restoration.edits],
        "marks": [described(mark) for mark in restoration.marks],
    }
    written = json.dumps(answer, ensure_ascii=False)
    return written.encode("utf-8", "backslashreplace").decode()
