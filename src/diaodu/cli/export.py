"""`diaodu export ledger FILE`: the whole ledger with its seals, for proof anywhere."""

import argparse
import gzip
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from diaodu.cli.django_ready import start_django
from diaodu.cli.errors import CommandError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["ledger"], help="ledger: every recorded row with its seals, as JSON lines")
    parser.add_argument("file", type=Path, help="file to write; compressed when its name ends in .gz")
    parser.add_argument("--force", action="store_true", help="write over a file that is there already")


def run(arguments: argparse.Namespace) -> int:
    target: Path = arguments.file
    if target.exists() and not arguments.force:
        raise CommandError(f"{target} is there already: name another file, or write over it with --force")
    start_django()
    from diaodu.facts.ledger import ledger_lines

    unfinished = target.with_name(target.name + ".part")
    try:
        with ExitStack() as stack:
            file = cast(BinaryIO, stack.enter_context(unfinished.open("wb")))
            if target.suffix == ".gz":
                file = cast(BinaryIO, stack.enter_context(gzip.GzipFile(fileobj=file, mode="wb", mtime=0)))
            for line in ledger_lines():
                file.write(line)
    except OSError as problem:
        unfinished.unlink(missing_ok=True)
        raise CommandError(f"cannot write {target}: {problem.strerror}") from problem
    unfinished.replace(target)
    return 0
