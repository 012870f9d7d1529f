"""Reading a workbook: every sheet that says something, as a table or as a card."""

from pathlib import Path

from diaodu.intake.values import Limits, Refusal
from diaodu.intake.workbook import kinds
from diaodu.intake.workbook.cards import card_of
from diaodu.intake.workbook.csv_grid import grid_of
from diaodu.intake.workbook.grid import WORKBOOK_LIMITS, Grid
from diaodu.intake.workbook.isolation import ReadSheets, sheets_from_child
from diaodu.intake.workbook.table import CardSheet, SheetTable
from diaodu.intake.workbook.tables import table_of


def read_grids(
    path: Path,
    name: str,
    *,
    encoding: str | None = None,
    limits: Limits = WORKBOOK_LIMITS,
    read_hostile: ReadSheets = sheets_from_child,
) -> list[Grid]:
    """The sheets of the file at `path`, which its sender called `name`. Over its content it raises only Refusal."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise Refusal("too-large", size_mb=-(-size // 1024**2), most_mb=limits.file_bytes // 1024**2)
    if size == 0:
        raise Refusal("empty-workbook")
    data = path.read_bytes()
    kind = kinds.recognise(data)
    if kind == "csv":
        grids = [grid_of(data, Path(name).stem, encoding=encoding, limits=limits)]
    else:
        del data
        grids = read_hostile(path, kind, limits)
    filled = [grid for grid in grids if any(grid.rows)]
    if not filled:
        raise Refusal("empty-workbook")
    return filled


def read_tables(
    path: Path,
    name: str,
    *,
    encoding: str | None = None,
    limits: Limits = WORKBOOK_LIMITS,
    read_hostile: ReadSheets = sheets_from_child,
) -> list[SheetTable | CardSheet]:
    """Every sheet that is not empty, in the order of the workbook: a card where one project fills a sheet."""
    grids = read_grids(path, name, encoding=encoding, limits=limits, read_hostile=read_hostile)
    return [card_of(grid) or table_of(grid) for grid in grids]
