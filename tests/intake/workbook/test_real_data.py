"""Real ledgers of three governments, read cell for cell as Python's own reader reads them."""

import csv
from datetime import date
from pathlib import Path

import pytest

from diaodu.intake.workbook.amounts import as_number
from diaodu.intake.workbook.days import as_date
from diaodu.intake.workbook.reader import read_tables
from diaodu.intake.workbook.table import Column, Defect, RowKind, SheetTable

DATA = Path(__file__).parents[4] / "shared/data"
FILES = [
    path
    for folder in ("uk-gmpp", "nyc-capital-projects", "worldbank-projects")
    for path in sorted((DATA / folder).glob("*.csv"))
]
NYC = DATA / "nyc-capital-projects/capital_projects_2013-09_to_2017-04.csv"
needs_data = pytest.mark.skipif(not FILES, reason="the real data sets do not lie beside the checkout")


def table_of(path: Path) -> SheetTable:
    (table,) = read_tables(path, path.name)
    assert isinstance(table, SheetTable)
    return table


@needs_data
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_lost(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *expected = [row for row in csv.reader(file) if any(row)]
    table = table_of(path)
    assert [column.number for column in table.header] == list(range(len(head)))
    assert [row.kind for row in table.rows] == [RowKind.DATA] * len(expected)
    assert [[value or "" for value in row.values] for row in table.rows] == expected
    assert {row.parent for row in table.rows} == {None}
    assert table.defects == []


@needs_data
def test_every_amount_and_day_of_new_york_is_one() -> None:
    table = table_of(NYC)
    columns: dict[str, Column] = {column.path[0]: column for column in table.header}
    for row in table.rows:
        for name in ("Budget Forecast", "Total Schedule Changes"):
            assert not isinstance(as_number(table.cell(row, columns[name])), Defect)
        reported = as_date(table.cell(row, columns["Date Reported As Of"]), pattern="%m/%d/%Y %I:%M:%S %p")
        assert isinstance(reported, date)
        for name in ("Design Start", "Forecast Completion"):
            assert not isinstance(as_date(table.cell(row, columns[name]), pattern="%m/%d/%Y"), Defect)
