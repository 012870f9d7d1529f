"""One engine's share of `diaodu bench run`, in a store made for it."""

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from statistics import median
from typing import Any

import pyarrow as pa
from django.core.management import call_command
from django.db import connection, models

from diaodu.bench.facts_run import engine

MOMENT = datetime(2025, 1, 2, 9, tzinfo=UTC)
MONTHS = 12
UNITS = 11
REPEATS = 5
MEASURES = ("invested", "invested_ytd", "invested_total", "registered")


def main(projects: int, seed: int) -> None:
    call_command("migrate", verbosity=0)
    found(projects, seed)
    print(f"\n### {engine()} — {projects} projects, {projects * MONTHS} reports, seed {seed}\n", flush=True)
    cold = seconds(whole_run)
    times = sorted(seconds(whole_run) for _ in range(REPEATS))
    plain_times, figures = zip(*(plain_run() for _ in range(2)), strict=True)
    assert figures[0] == stored_progress()
    warm, plain = median(times), min(plain_times)
    touched = seconds(one_submission)
    print("| Work | Seconds |\n|---|---|")
    print(f"| whole run, the first of a process | {cold:.2f} |")
    print(f"| whole run, warm (middle of {REPEATS}) | {warm:.2f} |")
    print(f"| plain Python over the ORM: three indicators, no lights, nothing stored | {plain:.2f} |")
    print(f"| ratio | {plain / warm:.1f} × |")
    print(f"| one submission's projects anew, with every group | {touched:.2f} |", flush=True)


def found(projects: int, seed: int) -> None:
    """Units, projects with plans, and twelve reports about each, by the bulk writers of the ledger."""
    from diaodu.accounts.actions import found_unit
    from diaodu.accounts.models import UnitKind
    from diaodu.facts.bulk import record_facts
    from diaodu.facts.models import Measure, Source, SourceKind, Subject, SubjectKind
    from diaodu.journal.bulk import append_rows, create_with_histories
    from diaodu.journal.writing import journal_entry
    from diaodu.projects.models import AnnualPlan, Project

    chance, on = random.Random(seed), date(2024, 1, 2)
    with journal_entry(by=None, at=MOMENT, verb="found_project"):
        city = found_unit(code="410800", name="焦作市", kind=UnitKind.CITY, parent=None, from_on=on, by=None, at=MOMENT)
        below: dict[str, Any] = {"kind": UnitKind.COUNTY, "parent": city, "from_on": on, "by": None, "at": MOMENT}
        counties = [found_unit(code=f"4108{n:02}", name=f"{n}县", **below) for n in range(1, UNITS + 1)]
        subjects = list(append_rows(Subject, pa.table({"kind": [SubjectKind.PROJECT.value] * projects})))
        starts = [date(2025, chance.randint(1, 12), 1) for _ in range(projects)]
        columns: dict[str, list[Any]] = {
            "subject_id": subjects,
            "name": [f"项目{number}" for number in range(projects)],
            "unit_id": [counties[number % UNITS].pk for number in range(projects)],
            "total_investment_fen": [chance.randrange(10**10, 10**12) for _ in range(projects)],
            "planned_start_on": starts,
            "actual_start_on": [start if chance.random() < 0.8 else None for start in starts],
        }
        create_with_histories(Project, _with_defaults(Project, columns))
        rows = Project.objects.order_by("id").values_list("id", flat=True)
        plans: dict[str, list[Any]] = {
            "project_id": list(rows),
            "year": [2025] * projects,
            "version": [1] * projects,
            "amount_fen": [chance.randrange(10**9, 10**11) for _ in range(projects)],
        }
        create_with_histories(AnnualPlan, _with_defaults(AnnualPlan, plans))
        source = Source.objects.create(
            kind=SourceKind.FILE, name="月报.xlsx", sha256="0" * 64, size=1, unit=city, received_by_id=_reader().pk
        )
        measures = dict(Measure.objects.values_list("code", "pk"))
        for month in range(1, MONTHS + 1):
            record_facts(_reports(subjects, month, measures, source.pk, chance))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _with_defaults(model: type[models.Model], columns: dict[str, list[Any]]) -> pa.Table:
    """The columns, and for every other one that must say something what it says by default."""
    count = len(next(iter(columns.values())))
    for field in model._meta.concrete_fields:
        if not field.null and not field.primary_key and field.attname not in columns:
            value = field.get_default()
            columns[field.attname] = [json.dumps(value) if isinstance(value, dict | list) else value] * count
    return pa.table(columns)


def _reader() -> Any:
    from diaodu.accounts.models import User

    return User.objects.create(username="bench", name="bench")


def _reports(subjects: list[int], month: int, measures: dict[str, int], source: int, chance: random.Random) -> pa.Table:
    """One month's reports: one in fifty says nothing."""
    keys = [(subject, code) for subject in subjects for code in MEASURES]
    numbers = [
        None if chance.random() < 0.02 else 1 if code == "registered" else chance.randrange(10**8, 10**9) * month
        for _, code in keys
    ]
    return pa.table(
        {
            "subject_id": pa.array([subject for subject, _ in keys], pa.int64()),
            "measure_id": pa.array([measures[code] for _, code in keys], pa.int64()),
            "period": [f"2025-{month:02}"] * len(keys),
            "source_kind": pa.array([1] * len(keys), pa.int16()),
            "number": pa.array(numbers, pa.int64()),
            "not_reported": [number is None for number in numbers],
            "source_id": pa.array([source] * len(keys), pa.int64()),
            "sheet": ["进度表"] * len(keys),
            "cell": [f"C{row}" for row in range(len(keys))],
        }
    )


def whole_run() -> None:
    from diaodu.assessment.keeping import run_whole
    from diaodu.engine.periods import Period

    run_whole(Period.parse("2025-12"), at=MOMENT)


def one_submission() -> None:
    """What one unit's report of ten projects touches."""
    from diaodu.assessment.running import compute_touched, head, store
    from diaodu.engine.periods import Period
    from diaodu.projects.models import Project

    ids = list(Project.objects.order_by("id").values_list("id", flat=True)[:10])
    store(compute_touched(Period.parse("2025-12"), position=head(), project_ids=ids), at=MOMENT)


def stored_progress() -> dict[int, Fraction]:
    from diaodu.assessment.models import Finding

    rows = Finding.objects.of_projects("2025-12")
    values = {row.owner_id: row.figure("investment_progress").value for row in rows}
    return {project: value for project, value in values.items() if value is not None}


def plain_run() -> tuple[float, dict[int, Fraction]]:
    """What somebody would write first: rows through the ORM, a dictionary, a loop; stored by `bulk_create`."""
    from diaodu.assessment.models import Finding, Run
    from diaodu.facts.models import Fact, Measure
    from diaodu.projects.models import AnnualPlan, Project

    begun = time.perf_counter()
    codes = dict(Measure.objects.values_list("pk", "code"))
    reported: dict[int, dict[tuple[str, str], int | None]] = defaultdict(dict)
    for fact in Fact.objects.current().filter(text=None).iterator(chunk_size=10_000):
        reported[fact.subject_id][fact.period, codes[fact.measure_id]] = fact.number
    plans = {plan.project_id: plan.amount_fen for plan in AnnualPlan.objects.standing().filter(year=2025)}
    progress: dict[int, Fraction] = {}
    run, rows = Run(period="2025-12"), []
    for project in Project.objects.all():
        invested, planned = _since_january(reported[project.subject_id]), plans.get(project.pk)
        figures: dict[str, Any] = {"started": int(project.actual_start_on is not None)}
        if invested is not None and planned:
            progress[project.pk] = Fraction(invested, planned)
            figures |= {"progress": [invested, planned], "lead": float(progress[project.pk] - 1)}
        rows.append(Finding(run=run, period="2025-12", kind="project", owner_id=project.pk, figures=figures))
    seconds_read = time.perf_counter() - begun
    return seconds_read, progress


def _since_january(reported: dict[tuple[str, str], int | None]) -> int | None:
    months = [reported.get((f"2025-{month:02}", "invested")) for month in range(1, MONTHS + 1)]
    known = [month for month in months if month is not None]
    summed = sum(known) if len(known) == MONTHS else None
    told = reported.get(("2025-12", "invested_ytd"))
    return summed if told is None else told


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    import django

    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
