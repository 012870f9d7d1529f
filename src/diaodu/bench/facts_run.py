"""One engine's share of `diaodu bench facts`, in a store made for it."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.core.management import call_command
from django.db import connection

from diaodu.bench.facts_ledger import FIRST_MOMENT, MONTHS, Ledger

ORM_FACTS = 2_000
ORM_ROWS = 300_000
TWO_YEARS = 24
REPEATS = 5
PROJECTS_IN_A_TABLE = 200


def main(projects: int, facts: int, seed: int) -> None:
    call_command("migrate", verbosity=0)
    ledger = Ledger(projects, facts, seed)
    found(ledger)
    print(f"\n### {engine()} — {projects} projects, {facts} facts, seed {seed}\n")
    print("| Work | Here | Plain ORM loop | Ratio |\n|---|---|---|---|", flush=True)
    written, seconds, two_years_ago = insert(ledger)
    by_orm = insert_by_orm(ledger)
    row("bulk insert with places, facts/s", written / seconds, by_orm, "{:,.0f}", by_orm / (written / seconds))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    read_histories(projects)
    read_period_tables(projects)
    read_everything(two_years_ago)


def engine() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.display_name} {cursor.fetchone()[0].split()[0]}"


def row(work: str, ours: float, plain: float, form: str, ratio: float) -> None:
    print(f"| {work} | {form.format(ours)} | {form.format(plain)} | {1 / ratio:.1f} × |", flush=True)


def found(ledger: Ledger) -> None:
    """What facts point at: measures, projects' subjects, one file for each unit and month."""
    from diaodu.accounts.models import Unit, User
    from diaodu.facts.models import Measure, NumberUnit, Source, SourceKind, Subject, SubjectKind
    from diaodu.journal.writing import journal_entry

    with journal_entry(by=None, at=FIRST_MOMENT, verb="found") as entry:
        unit = Unit.objects.create(code="410800")
        user = User.objects.create(username="bench", name="bench")
        for number in range(ledger.measures):
            Measure.objects.create(code=f"m{number}", label_zh="指标", label_en="Measure", unit=NumberUnit.FEN)
        subjects = (Subject(kind=SubjectKind.PROJECT, entry=entry) for _ in range(ledger.projects + ORM_FACTS))
        while some := list(islice(subjects, 5_000)):
            Subject.objects.bulk_create(some)
        for number in range(ledger.sources):
            Source.objects.create(
                kind=SourceKind.FILE, name="报表.xlsx", sha256=f"{number:064d}", size=1, unit=unit, received_by=user
            )


def insert(ledger: Ledger) -> tuple[int, float, int]:
    """Facts written, seconds that took, and the position two years before the last: one entry for each report."""
    from diaodu.facts.bulk import record_facts
    from diaodu.journal.writing import journal_entry

    written, seconds, positions = 0, 0.0, []
    for report in ledger.reports():
        start = time.perf_counter()
        with journal_entry(by=None, at=report.at, verb="import") as entry:
            record_facts(report.facts)
        seconds += time.perf_counter() - start
        written += len(report.facts)
        positions.append(entry.position)
    return written, seconds, positions[len(positions) * (MONTHS - TWO_YEARS) // MONTHS - 1]


def insert_by_orm(ledger: Ledger) -> float:
    """Facts a second when each is one `create`, on subjects that have none yet."""
    from diaodu.facts.models import Fact
    from diaodu.journal.writing import journal_entry

    start = time.perf_counter()
    with journal_entry(by=None, at=FIRST_MOMENT, verb="import"):
        for number in range(ORM_FACTS):
            Fact.objects.create(
                subject_id=ledger.projects + number + 1, measure_id=1, period="2026-01", source_kind=1, number=number,
                source_id=1, sheet="进度表", cell=f"C{number}",
            )  # fmt: skip
    return ORM_FACTS / (time.perf_counter() - start)


def read_histories(projects: int) -> None:
    from diaodu.facts.models import Fact
    from diaodu.facts.queries import history

    def ours(subject: int) -> int:
        return len([(fact.number, fact.cell, str(fact.source), fact.entry.recorded_at) for fact in history(subject)])

    def plain(subject: int) -> int:
        rows = Fact.objects.of_subject(subject)
        return len([(fact.number, fact.cell, str(fact.source), fact.entry.recorded_at) for fact in rows])

    compare("one project's history, ms", ours, plain, [projects * step // REPEATS + 1 for step in range(REPEATS)])


def read_period_tables(projects: int) -> None:
    from diaodu.facts.models import Fact
    from diaodu.facts.queries import period_table
    from diaodu.journal.models import Head

    position = Head.objects.get().position
    width = min(PROJECTS_IN_A_TABLE, projects)

    def chosen(start: int) -> range:
        return range(start, projects + 1, max(1, projects // width))[:width]

    def ours(start: int) -> int:
        return sum(len(cells) for cells in period_table(chosen(start), "2025-03", position=position).values())

    def plain(start: int) -> int:
        loops = (Fact.objects.filter(subject=one, period="2025-03").as_of(position) for one in chosen(start))
        return sum(len(list(facts)) for facts in loops)

    compare(f"one period's table for {width} projects, ms", ours, plain, list(range(1, REPEATS + 1)))


def compare(work: str, ours: Callable[[int], int], plain: Callable[[int], int], cases: list[int]) -> None:
    """The middle of some runs each; both must find the same."""
    assert [ours(case) for case in cases] == [plain(case) for case in cases]
    fast, slow = (sorted(timed(way, case) for case in cases)[len(cases) // 2] * 1000 for way in (ours, plain))
    row(work, fast, slow, "{:,.1f}", fast / slow)


def timed(way: Callable[[int], int], case: int) -> float:
    start = time.perf_counter()
    way(case)
    return time.perf_counter() - start


def read_everything(two_years_ago: int) -> None:
    """The as-of table now and two years back. The plain loop reads some rows, and its time is scaled up to all."""
    from diaodu.facts.arrow import numbers_as_of
    from diaodu.facts.models import Fact
    from diaodu.journal.models import Head

    def plain(position: int) -> int:
        facts = Fact.objects.as_of(position).filter(text=None)[:ORM_ROWS]
        return sum(1 for fact in facts.iterator(chunk_size=10_000) if fact.number is None or fact.number >= 0)

    for words, position in (("now", Head.objects.get().position), ("two years back", two_years_ago)):
        with clock() as fast:
            rows = len(numbers_as_of(position))
        with clock() as slow:
            read = plain(position)
        assert read == min(rows, ORM_ROWS)
        looped = slow[0] * rows / read
        row(f"as-of table to Arrow, {words}, {rows:,} rows, s", fast[0], looped, "{:.2f}", fast[0] / looped)


@contextmanager
def clock() -> Iterator[list[float]]:
    seconds = [0.0]
    start = time.perf_counter()
    yield seconds
    seconds[0] = time.perf_counter() - start


if __name__ == "__main__":
    import django

    django.setup()
    main(*map(int, sys.argv[1:]))
