"""How far a job has come, and whether somebody asked it to stop.

Both travel by file in the data directory, which all workers share: what a transaction writes, nobody sees before its
end, and while it writes, SQLite lets nobody else write.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


class Stopped(Exception):
    """Somebody asked the job to stop."""


@dataclass(frozen=True)
class Progress:
    """`step` is a word of `ImportState`; `done` of `total` are rows or parts of it."""

    step: str
    done: int = 0
    total: int = 0

    @property
    def share(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def show_progress(import_id: int, progress: Progress) -> None:
    """Tell where the job stands; raises Stopped when somebody asked for that."""
    target = _folder() / f"{import_id}.json"
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    unfinished.write_text(json.dumps(asdict(progress)), encoding="utf-8")
    unfinished.replace(target)
    if (_folder() / f"{import_id}.stop").exists():
        raise Stopped


def progress_of(import_id: int) -> Progress | None:
    try:
        return Progress(**json.loads((_folder() / f"{import_id}.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def ask_to_stop(import_id: int) -> None:
    (_folder() / f"{import_id}.stop").touch()


def clear_progress(import_id: int) -> None:
    """Before a job begins and after it ends."""
    for suffix in ("json", "stop"):
        (_folder() / f"{import_id}.{suffix}").unlink(missing_ok=True)
