"""Runs the reading of a spreadsheet in a process of its own and takes its rows as they come."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from threading import Timer

from diaodu.intake.isolation import START_UP_SECONDS, child_environment
from diaodu.intake.values import Limits, Refusal
from diaodu.intake.workbook import wire
from diaodu.intake.workbook.grid import Grid

logger = logging.getLogger(__name__)

ReadSheets = Callable[[Path, str, Limits], list[Grid]]


def sheets_from_child(path: Path, kind: str, limits: Limits) -> list[Grid]:
    """The sheets, or a Refusal raised. A child that is killed or runs out of time refuses as "too-costly"."""
    request = json.dumps({"path": str(path.resolve()), "kind": kind, "limits": asdict(limits)})
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "diaodu.intake.workbook.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=child_environment(),
    ) as child:
        clock = Timer(limits.seconds + START_UP_SECONDS, child.kill)
        clock.start()
        try:
            grids, complaints = _taken(child, request)
        finally:
            clock.cancel()
            child.kill()
        if grids is not None:
            return grids
        if child.wait() <= 0:
            raise Refusal("too-costly", seconds=limits.seconds)
        logger.error("reading a %s file failed:\n%s", kind, complaints.decode(errors="replace"))
        raise Refusal("broken", kind=kind)


def _taken(child: subprocess.Popen[bytes], request: str) -> tuple[list[Grid] | None, bytes]:
    """What the child answers and what it complains of, if the answer is not whole."""
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    with child.stdin:
        child.stdin.write(request.encode())
    grids = wire.unpacked(child.stdout)
    return grids, b"" if grids is not None else child.stderr.read()


def sheets_here(path: Path, kind: str, limits: Limits) -> list[Grid]:
    """Reads in this process, by the same lines."""
    from diaodu.intake.workbook.child import lines  # the libraries are heavy, and elsewhere stay in the child

    return wire.unpacked(lines(path.read_bytes(), kind, limits)) or []
