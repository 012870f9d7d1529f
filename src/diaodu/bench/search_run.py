"""One engine's share of `diaodu bench search`, in a store made for it."""

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from statistics import median
from typing import Any

import pyarrow as pa
from django.core.management import call_command
from django.db import connection

from diaodu.bench.facts_run import engine

PLACES = ("解放", "中站", "马村", "山阳", "修武", "博爱", "武陟", "温县", "沁阳", "孟州", "示范区", "高新区")
THINGS = (
    "储备基地",
    "产业园",
    "生态修复",
    "管网改造",
    "医院迁建",
    "冷链物流",
    "标准厂房",
    "污水处理",
    "道路提升",
    "数据中心",
)
ENDINGS = ("项目", "工程", "一期项目", "二期工程", "建设项目")
NUMERALS = "零一二三四五六七八九"
MOMENT = datetime(2024, 1, 2, 9, tzinfo=UTC)
REPEATS = 15
# What is asked: a word of some names, one that stands in a tenth of them, a piece across two words, a word of none.
ASKED = ("八七", "冷链", "沁阳冷链物流第三", "玄武")


def main(records: int, seed: int) -> None:
    call_command("migrate", verbosity=0)
    known = found(records, seed)
    print(f"\n### {engine()} — {records} projects, seed {seed}\n")
    print("| Asked | Found here, ms | Plain scan, ms | Ratio |\n|---|---|---|---|", flush=True)
    for asked in ASKED:
        ours, plain = (milliseconds(partial(work, known, asked)) for work in (_find, _scan))
        print(f"| {asked} | {ours:.2f} | {plain:.2f} | {plain / ours:.1f} × |", flush=True)


def names(records: int, seed: int) -> list[str]:
    """Made-up names: place, thing, number, ending."""
    chance = random.Random(seed)

    def number() -> str:
        return "".join(NUMERALS[int(digit)] for digit in str(chance.randrange(10_000)))

    return [
        f"{chance.choice(PLACES)}{chance.choice(THINGS)}第{number()}{chance.choice(ENDINGS)}" for _ in range(records)
    ]


def found(records: int, seed: int) -> Any:
    """A city with so many projects, indexed; and what its dispatcher knows."""
    from diaodu.accounts.actions import found_unit, grant_role
    from diaodu.accounts.known import Known
    from diaodu.accounts.models import Role, UnitKind, User
    from diaodu.accounts.viewer import viewer
    from diaodu.facts.models import Subject, SubjectKind
    from diaodu.journal.bulk import append_rows, create_with_histories
    from diaodu.journal.writing import journal_entry
    from diaodu.projects.models import Project
    from diaodu.search.indexing import catch_up

    on = date(2024, 1, 2)
    with journal_entry(by=None, at=MOMENT, verb="found_project"):
        city = found_unit(code="410800", name="焦作市", kind=UnitKind.CITY, parent=None, from_on=on, by=None, at=MOMENT)
        user = User.objects.create(username="bench", name="bench")
        grant_role(user=user, unit=city, role=Role.DISPATCHER, from_on=on, by=None, at=MOMENT)
        subjects = append_rows(Subject, pa.table({"kind": [SubjectKind.PROJECT.value] * records}))
        columns = {"subject_id": list(subjects), "name": names(records, seed), "unit_id": [city.pk] * records}
        create_with_histories(Project, pa.table(columns))
    started = time.perf_counter()
    catch_up()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"indexed {records} names in {time.perf_counter() - started:.1f} s", flush=True)
    return Known(viewer(user, on=on), None, on)


def _find(known: Any, asked: str) -> int:
    from diaodu.search.finding import find

    return sum(len(each.records) for each in find(asked, known=known, most=20))


def _scan(known: Any, asked: str) -> int:
    from diaodu.projects.models import Project

    return len(known.visible(Project).filter(name__icontains=asked)[:20])


def milliseconds(work: Callable[[], object]) -> float:
    """The middle of some runs, after one to warm up."""
    work()
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return median(times)


if __name__ == "__main__":
    import django

    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
