"""One measured step of `diaodu bench import`, in a process and a store of its own."""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diaodu.accounts.models import Unit, User

PERIOD = "2024-05"


def main(step: str, ledger: str) -> None:
    if step != "baseline":
        import django

        django.setup()
    work = {"baseline": baseline, "import": import_it, "again": import_it, "export": export_it}[step]
    words, rows, seconds = work(Path(ledger))
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"| {words} | {seconds:.1f} | {memory:.0f} | {rows / seconds:,.0f} |", flush=True)


def timed(work: Callable[[], int]) -> tuple[int, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def baseline(ledger: Path) -> tuple[str, int, float]:
    """What an analyst would write: a sheet into a data frame, numbers and days made plain, saved to one table.

    No evidence, no history, no comparison with what is there.
    """
    import sqlite3

    import pandas

    def work() -> int:
        frame = pandas.read_excel(ledger, engine="openpyxl", header=1, dtype={"项目代码": str})
        for head in frame.columns:
            if "万元" in head:
                frame[head] = pandas.to_numeric(frame[head], errors="coerce")
            if "时间" in head:
                frame[head] = pandas.to_datetime(frame[head], errors="coerce")
        frame = frame.drop_duplicates("项目代码")
        with sqlite3.connect(ledger.with_suffix(".sqlite3")) as store:
            frame.to_sql("ledger", store, if_exists="replace", index=False)
        ledger.with_suffix(".sqlite3").unlink()
        return len(frame)

    return ("analyst's script: pandas with openpyxl into one table", *timed(work))


def import_it(ledger: Path) -> tuple[str, int, float]:
    """The first time all rows are new; the second time all are compared and unchanged."""
    from django.utils.timezone import now

    from diaodu.intake.ledger.unattended import Orders, import_file

    unit, person = _world()
    orders = Orders(as_proposed=True, period=PERIOD)
    chosen = None

    def work() -> int:
        nonlocal chosen
        chosen = import_file(ledger, orders, unit=unit, by=person, at=now())
        return sum(chosen.counts[state] for state in ("new", "changed", "unchanged"))

    rows, seconds = timed(work)
    assert chosen is not None
    written = f"{chosen.counts.get('fields', 0):,} fields and {chosen.counts.get('facts', 0):,} facts with cells"
    return f"import: {chosen.state}, {chosen.counts['new']:,} new, {written}", rows, seconds


def export_it(ledger: Path) -> tuple[str, int, float]:
    from django.utils.timezone import localdate

    from diaodu.accounts.known import Known
    from diaodu.accounts.viewer import viewer
    from diaodu.intake.ledger.exporting import export_projects, measured_columns, own_columns
    from diaodu.projects.models import Project

    _, person = _world()
    known = Known(viewer(person, on=localdate()), None, localdate())
    columns = [*own_columns()[:15], *measured_columns(["invested_ytd", "invested", "image_progress"], PERIOD)]

    def work() -> int:
        with ledger.with_name("export.xlsx").open("wb") as file:
            return export_projects(known.visible(Project), columns, file, known=known, sheet="台账", filters={})

    return ("export, streamed", *timed(work))


def _world() -> "tuple[Unit, User]":
    from datetime import date

    from django.core.management import call_command
    from django.utils.timezone import now

    from diaodu.accounts.actions import add_person, found_unit, grant_role
    from diaodu.accounts.models import Role, Unit, UnitKind, User

    call_command("migrate", verbosity=0)
    if (person := User.objects.filter(username="bench").first()) is not None:
        return Unit.objects.get(code="bench"), person
    who: dict[str, Any] = {"by": None, "at": now()}
    unit = found_unit(code="bench", name="怀川市", kind=UnitKind.CITY, parent=None, from_on=date(2020, 1, 1), **who)
    person = add_person(username="bench", name="量具", password="bench-bench-1", **who)  # noqa: S106
    grant_role(user=person, unit=unit, role=Role.DISPATCHER, from_on=date(2020, 1, 1), **who)
    return unit, person


if __name__ == "__main__":
    main(*sys.argv[1:])
