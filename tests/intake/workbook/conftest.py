"""How the tests of workbooks read one: as bytes under a name, in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from diaodu.intake.workbook.isolation import sheets_here
from diaodu.intake.workbook.reader import read_tables
from diaodu.intake.workbook.table import CardSheet, SheetTable

ReadWorkbook = Callable[..., list[SheetTable | CardSheet]]


@pytest.fixture
def read_workbook(tmp_path: Path) -> ReadWorkbook:
    def read(data: bytes, name: str = "台账.xlsx", **options: object) -> list[SheetTable | CardSheet]:
        path = tmp_path / "received"
        path.write_bytes(data)
        return read_tables(path, name, read_hostile=sheets_here, **options)

    return read
