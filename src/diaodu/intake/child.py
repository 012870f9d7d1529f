"""The process that reads one hostile file: `python -m diaodu.intake.child`, a request on stdin, an answer on stdout.

It imports one reader and no Django, limits its own memory and time before it looks at the file, and cannot write files.
"""

import json
import sys
from pathlib import Path

from diaodu.intake import wire
from diaodu.intake.formats import BY_KIND, Reader
from diaodu.intake.values import Document, Limits, Refusal


def main() -> None:
    request = json.load(sys.stdin)
    limits = Limits(**request["limits"])
    read = BY_KIND[request["kind"]].reader()  # before the limits: what the libraries need is not the file's fault
    confine(limits)
    data = Path(request["path"]).read_bytes()
    sys.stdout.buffer.write(wire.packed(_outcome(read, data, request["encoding"], limits)))


def confine(limits: Limits) -> None:
    """Hard limits of the operating system on this process; where it has none, only the parent's clock is left."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _outcome(read: Reader, data: bytes, encoding: str | None, limits: Limits) -> Document | Refusal:
    try:
        return read(data, encoding=encoding, limits=limits)
    except Refusal as refusal:
        return refusal
    except (MemoryError, RecursionError):
        return Refusal("too-costly", seconds=limits.seconds)


if __name__ == "__main__":
    main()
