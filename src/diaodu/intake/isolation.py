"""Runs a reader in a process of its own, so that a hostile file can cost no more than the limits and crash nothing."""

import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from diaodu.intake import wire
from diaodu.intake.values import Document, Limits, Refusal

logger = logging.getLogger(__name__)

START_UP_SECONDS = 5
# The child needs to find Python and its libraries. It needs no passwords, and gets none.
_KEPT_ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "LANG", "LC_ALL")


def read_in_child(path: Path, kind: str, *, encoding: str | None, limits: Limits) -> Document:
    """The document, or its Refusal raised. A child that is killed or runs out of time refuses as "too-costly"."""
    request = json.dumps({"path": str(path.resolve()), "kind": kind, "encoding": encoding, "limits": asdict(limits)})
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "diaodu.intake.child"],
            input=request.encode(),
            capture_output=True,
            check=False,
            env=child_environment(),
            timeout=limits.seconds + START_UP_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal("too-costly", seconds=limits.seconds) from error
    if child.returncode < 0:
        raise Refusal("too-costly", seconds=limits.seconds)
    if child.returncode > 0:
        logger.error("reading a %s file failed:\n%s", kind, child.stderr.decode(errors="replace"))
        raise Refusal("broken", kind=kind)
    outcome = wire.unpacked(child.stdout)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def child_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
