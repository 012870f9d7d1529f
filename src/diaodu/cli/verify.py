"""`diaodu verify`: proves a ledger file against its seals, with nothing but the file; or the live ledger."""

import argparse
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from diaodu.cli.errors import CommandError
from diaodu.facts.sealing import Tampered, prove


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, nargs="?", help="what `diaodu export ledger` wrote; default: the live ledger"
    )
    parser.add_argument("--seal", action="append", default=[], metavar="HASH", help="a hash printed in a bulletin")
    parser.add_argument("--json", action="store_true", help="the proof as JSON")


def run(arguments: argparse.Namespace) -> int:
    try:
        proof = prove(_lines(arguments.file), printed=arguments.seal)
    except Tampered as found:
        raise CommandError(str(found)) from found
    if arguments.json:
        print(json.dumps(asdict(proof)))
        return 0
    print(f"Whole: {proof.rows} rows up to position {proof.position}, {len(proof.hashes)} seals.")
    if proof.unsealed_rows:
        print(f"Not under seal yet: {proof.unsealed_rows} rows.")
    if not arguments.seal:
        print("Compared with no printed seal: give one with --seal to know that this is the ledger that was sealed.")
    return 0


def _lines(file: Path | None) -> Iterator[bytes]:
    if file is None:
        from diaodu.cli.django_ready import start_django

        start_django()
        from diaodu.facts.ledger import ledger_lines

        yield from ledger_lines()
        return
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as lines:
            yield from lines
    except (OSError, EOFError, zlib.error) as problem:
        raise CommandError(f"cannot read {file}: {problem}") from problem
