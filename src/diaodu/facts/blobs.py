"""The bytes of sources, kept under their SHA-256 in the data directory."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

log = logging.getLogger("diaodu.facts")


def blob_path(sha256: str) -> Path:
    return settings.DATA_DIR / "blobs" / sha256[:2] / sha256[2:]


class BytesMissing(Http404):
    """A source is on record and its bytes are not in the data folder."""

    def __str__(self) -> str:
        what = _("The bytes of “%(name)s” are missing from the data folder.") % {"name": self.args[0]}
        mend = _("Restore the folder “blobs” from a backup.")
        return f"{what} {mend}"


def open_bytes(sha256: str, *, name: str) -> BinaryIO:
    """The bytes of a source, to be read; its name is for the message when they are missing."""
    try:
        return blob_path(sha256).open("rb")
    except FileNotFoundError:
        log.error("The bytes with SHA-256 %s are missing from the data folder.", sha256)
        raise BytesMissing(name) from None


def keep_bytes(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Store the bytes; returns (sha256, size). A kill midway leaves no blob, only a file in `incoming`.

    The blob is on disk, synced and under its final name, before this returns; a row may then point at it.
    """
    digest, size = hashlib.sha256(), 0
    incoming = settings.DATA_DIR / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=incoming, prefix="blob-", delete=False) as file:
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    target = blob_path(digest.hexdigest())
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(file.name).replace(target)
    _sync_directory(target.parent)
    return digest.hexdigest(), size


def sweep_incoming(older_than: datetime) -> int:
    """Remove what uploads that were cut off left behind before a moment; returns how many files."""
    swept = 0
    for path in (settings.DATA_DIR / "incoming").glob("*"):
        with suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < older_than.timestamp():
                path.unlink()
                swept += 1
    return swept


def _sync_directory(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
