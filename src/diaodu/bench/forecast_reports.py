"""Published reports as tracks: New York City's capital projects, the United Kingdom's major projects (GMPP)."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from diaodu.engine.forecast import Look, Track

# As the files write them; New York puts a time of midnight behind.
DAY_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%y", "%d.%m.%Y", "%d/%m/%y")
A_YEAR = re.compile(r"20\d\d")


class UnknownReport(Exception):
    """The header of the file is none that is known here."""


@dataclass(frozen=True)
class Row:
    """One project in one report. `names`: what it may be known by in other reports."""

    names: tuple[str, ...]
    look: Look


@dataclass(frozen=True)
class Reports:
    source: str
    rows: tuple[Row, ...]


def read_reports(file: Path) -> Reports:
    """Known by the header. `Total … Changes` are not read: they tell of later reports (docs/forecast.md)."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        rows = list(reader)
    header = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    if {"pid", "forecast completion", "date reported as of"} <= header.keys():
        return Reports("New York City capital projects", tuple(_new_york(rows)))
    end = next((name for key, name in header.items() if key == "end_date" or "end date" in key), None)
    title = next((name for key, name in header.items() if key in ("project_name", "project name")), None)
    if end is None or title is None:
        raise UnknownReport(f"{file.name}: the header is neither New York City's nor the GMPP's")
    return Reports("United Kingdom GMPP", tuple(_gmpp(rows, title, end, A_YEAR.search(file.stem))))


def tracks_of(rows: Iterable[Row]) -> list[Track]:
    """One track per project. Two rows are of one project if they share a number or a name."""
    known: dict[str, str] = {}
    looks: dict[str, dict[date, Look]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: row.look.on):
        whose = next((known[name] for name in row.names if name in known), row.names[0])
        known.update({name: whose for name in row.names if name not in known})
        looks[whose][row.look.on] = row.look
    return [Track.of(whose, found.values()) for whose, found in looks.items()]


def _new_york(rows: Sequence[Mapping[str, str]]) -> Iterator[Row]:
    for row in rows:
        on = _day(row["Date Reported As Of"])
        if on:
            keys = {"phase": row["Current Phase"], "category": row["Category"], "unit": row["Managing Agency"]}
            yield Row((row["PID"],), _look(on, _day(row["Forecast Completion"]), keys))


def _gmpp(rows: Sequence[Mapping[str, str]], title: str, end: str, in_name: re.Match[str] | None) -> Iterator[Row]:
    for row in rows:
        year = row.get("report_year") or row.get("year") or (in_name and in_name[0])
        name = "".join(filter(str.isalnum, row[title].lower()))
        if year and name:
            number = row.get("project_id") or row.get("project_number") or ""
            unit = (row.get("department") or row.get("Department") or "").strip().upper()
            keys = {"category": row.get("category") or row.get("report_category") or "", "unit": unit}
            yield Row((number, name) if number else (name,), _look(_gmpp_day(int(year)), _day(row[end]), keys))


def _gmpp_day(year: int) -> date:
    """The day that an annual report's data are of: the last of September before it, from 2021 the end of March."""
    return date(year, 3, 31) if year >= 2021 else date(year - 1, 9, 30)


def _look(on: date, says_on: date | None, keys: dict[str, str]) -> Look:
    """A stated date that has passed by the day of the report is taken as the finish."""
    return Look(on, says_on, keys, finished=says_on is not None and says_on <= on)


def _day(words: str | None) -> date | None:
    first = (words or "").strip().split(" ")[0].split("T")[0]
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(first, form).date()  # noqa: DTZ007 — a day has no zone
        except ValueError:
            continue
    return None
