"""`diaodu import FILE`: a ledger from Excel or CSV into the ledger of projects, tried first, all of it or nothing."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diaodu.cli.django_ready import start_django
from diaodu.cli.errors import CommandError

if TYPE_CHECKING:
    from diaodu.accounts.models import Unit, User
    from diaodu.intake.models import LedgerImport

_MOST_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=".xlsx, .xls or .csv")
    parser.add_argument("--mapping", type=Path, metavar="M.toml", help="what its columns fill, as a file")
    parser.add_argument("--as-proposed", action="store_true", help="take the mapping that the heads suggest")
    parser.add_argument("--period", default="", help="the period that it reports, such as 2024-05")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument("--leave-out-problems", action="store_true", help="import the other rows all the same")
    parser.add_argument("--alike-are-new", action="store_true", help="rows that resemble a project are new projects")
    parser.add_argument("--as", dest="by", metavar="NAME", required=True, help="the user name it is imported under")
    parser.add_argument("--unit", metavar="CODE", help="the unit it is received for (default: the person's own)")
    parser.add_argument("--json", action="store_true", help="say what happened as JSON")


def run(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        raise CommandError(f"there is no file {arguments.file}")
    start_django()
    from django.utils.timezone import now

    from diaodu.engine.periods import NotAPeriod
    from diaodu.intake.ledger.actions import ImportRefused
    from diaodu.intake.ledger.mapping import MappingFault
    from diaodu.intake.ledger.unattended import NotSettled, Orders, import_file

    orders = Orders(
        mapping=arguments.mapping,
        as_proposed=arguments.as_proposed,
        period=arguments.period,
        alike_are_new=arguments.alike_are_new,
        leave_out=arguments.leave_out_problems,
        is_dry_run=arguments.dry_run,
    )
    person, unit = _person_and_unit(arguments.by, arguments.unit)
    try:
        chosen = import_file(arguments.file, orders, unit=unit, by=person, at=now())
    except NotSettled as unsettled:
        raise CommandError(
            f"nobody has said yet what the columns of “{unsettled}” fill: name a --mapping, or take it --as-proposed"
        ) from unsettled
    except (MappingFault, ImportRefused) as refused:
        raise CommandError(str(refused)) from refused
    except NotAPeriod as error:
        raise CommandError(f"“{error}” is not a period; write it as 2024-05") from error
    except OSError as error:
        raise CommandError(f"cannot read {error.filename}: {error.strerror}") from error
    return _told(chosen, as_json=arguments.json)


def _person_and_unit(username: str, code: str | None) -> "tuple[User, Unit]":
    from django.utils.timezone import localdate

    from diaodu.accounts.models import Unit, User
    from diaodu.accounts.viewer import viewer
    from diaodu.intake.models import COLLECTING_ROLES

    person = User.objects.filter(username=username).first()
    if person is None:
        raise CommandError(f"there is no user {username}")
    sees = viewer(person, on=localdate())
    mine = sees.units(COLLECTING_ROLES)
    wanted = Unit.objects.filter(code=code).first() if code else None
    own = [wanted.pk] if wanted else [sees.tree.government_of(unit) or unit for unit in sees.own_units]
    unit_id = next((unit for unit in own if unit in mine), None)
    if unit_id is None:
        raise CommandError(f"{username} may not import for {code or 'any unit'}")
    return person, Unit.objects.get(pk=unit_id)


def _told(chosen: "LedgerImport", *, as_json: bool) -> int:
    from diaodu.intake.models import ImportState, PlannedRow

    rows = PlannedRow.objects.filter(ledger_import=chosen, state__in=["problem", "asked"])
    counts = {name: count for name, count in chosen.counts.items() if name != "digest"}
    failed = chosen.state == ImportState.REFUSED or rows.exists()
    if as_json:
        problems = [
            {"table": row.table, "row": row.number, "name": row.name, "state": row.state, "troubles": row.troubles}
            for row in rows
        ]
        answer: dict[str, Any] = {"import": chosen.pk, "state": chosen.state, "refusal": chosen.refusal}
        print(json.dumps(answer | {"counts": counts, "problems": problems}, ensure_ascii=False))
        return int(failed)
    print(f"import {chosen.pk}: {chosen.state}", *(f"{count} {name}" for name, count in counts.items()), sep=" · ")
    for row in rows[:_MOST_SHOWN]:
        words = "; ".join(f"{trouble['cell']} {trouble['en']}".strip() for trouble in row.troubles)
        print(f"  row {row.number} {row.name}: {words or 'resembles ' + row.alike[0]['name']}")
    if chosen.refusal:
        print(f"  {chosen.refusal['code']}")
    return int(failed)
