"""A made-up ledger of any size: the same seed gives the same bytes."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyarrow as pa

UNITS = 20
MONTHS = 32
CORRECTED_SHARE = 0.04
FIRST_MOMENT = datetime(2023, 9, 5, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Report:
    """One unit's report for one month, or one unit's corrections of the month before. Ids count from 1 in the order
    of writing; `source` counts units' files likewise."""

    at: datetime
    source: int
    facts: pa.Table


@dataclass(frozen=True)
class Ledger:
    """How large, and from which seed."""

    projects: int
    facts: int
    seed: int

    @property
    def measures(self) -> int:
        return max(1, round(self.facts * (1 - CORRECTED_SHARE) / (self.projects * MONTHS)))

    @property
    def sources(self) -> int:
        return UNITS * MONTHS

    def reports(self) -> Iterator[Report]:
        """All reports in the order they are written: month by month, unit by unit, corrections a few days later."""
        written = 0
        for month in range(MONTHS):
            reported = {}
            for unit in range(UNITS):
                report = self._report(month, unit)
                reported[unit] = (written + 1, report)
                written += len(report.facts)
                yield report
            for unit, (first_id, report) in reported.items():
                corrections = self._corrections(month, unit, first_id, report)
                written += len(corrections.facts)
                yield corrections

    def _report(self, month: int, unit: int) -> Report:
        subjects = range(unit + 1, self.projects + 1, UNITS)
        chance = random.Random(f"{self.seed}/{month}/{unit}")
        rows = [(subject, measure) for subject in subjects for measure in range(1, self.measures + 1)]
        numbers = [None if chance.random() < 0.02 else chance.randrange(10**9, 10**12) for _ in rows]
        source = month * UNITS + unit + 1
        facts = pa.table(
            {
                "subject_id": pa.array([subject for subject, _ in rows], pa.int64()),
                "measure_id": pa.array([measure for _, measure in rows], pa.int64()),
                "period": pa.array([_period(month)] * len(rows)),
                "source_kind": pa.array([1] * len(rows), pa.int16()),
                "number": pa.array(numbers, pa.int64()),
                "not_reported": pa.array([number is None for number in numbers]),
                "source_id": pa.array([source] * len(rows), pa.int64()),
                "sheet": pa.array(["进度表"] * len(rows)),
                "cell": pa.array([self._cell(row) for row in range(len(rows))]),
            }
        )
        return Report(_moment(month, unit), source, facts)

    def _cell(self, row: int) -> str:
        return f"{chr(ord('C') + row % self.measures)}{row // self.measures + 5}"

    def _corrections(self, month: int, unit: int, first_id: int, report: Report) -> Report:
        chance = random.Random(f"{self.seed}/{month}/{unit}/corrections")
        share = CORRECTED_SHARE / (1 - CORRECTED_SHARE)
        rows = [row for row in range(len(report.facts)) if chance.random() < share]
        facts = report.facts.take(pa.array(rows, pa.int64())).drop_columns(["number", "not_reported"])
        facts = facts.append_column("number", pa.array([chance.randrange(10**9, 10**12) for _ in rows], pa.int64()))
        facts = facts.append_column("supersedes_id", pa.array([first_id + row for row in rows], pa.int64()))
        facts = facts.append_column("reason", pa.array(["核对后更正"] * len(rows), pa.string()))
        return Report(_moment(month, unit) + timedelta(days=5), report.source, facts)

    def digest(self) -> str:
        """SHA-256 of the whole ledger's bytes, as Arrow writes them."""
        digest = hashlib.sha256()
        for report in self.reports():
            digest.update(f"{report.at.isoformat()} {report.source}".encode())
            for batch in report.facts.to_batches():
                digest.update(batch.serialize())
        return digest.hexdigest()


def _period(month: int) -> str:
    return f"{2023 + (month + 7) // 12}-{(month + 7) % 12 + 1:02d}"


def _moment(month: int, unit: int) -> datetime:
    return FIRST_MOMENT + timedelta(days=30 * month, minutes=unit)
