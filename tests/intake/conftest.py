"""How the tests of intake read a file: as bytes under a name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from diaodu.intake.reading import DEFAULT_LIMITS, read_document, read_here
from diaodu.intake.values import Document, Limits

ReadBytes = Callable[..., Document]


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    """Reads bytes as a file of that name, in this process."""

    def read(data: bytes, name: str, *, encoding: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
        path = tmp_path / "received"
        path.write_bytes(data)
        return read_document(path, name=name, encoding=encoding, limits=limits, read_hostile=read_here)

    return read
