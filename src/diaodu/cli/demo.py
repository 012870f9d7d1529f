"""`diaodu demo`: builds the demo world and serves it."""

import argparse

from diaodu.cli import serve
from diaodu.cli.django_ready import start_django
from diaodu.cli.errors import CommandError
from diaodu.cli.migrate import bring_up_to_date

LEDGER = "示例台账.xlsx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="build the demo world and stop")
    serve.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build the world once; a ledger with other contents is left alone."""
    start_django()
    bring_up_to_date()
    build()
    return 0 if arguments.no_serve else serve.run(arguments)


def build() -> None:
    """The demo world in the data directory, and the marker by which every page says that its figures are made up."""
    from django.conf import settings

    from diaodu.accounts.models import Unit
    from diaodu.demo.building import build_world, made_up_projects
    from diaodu.demo.cast import PASSWORD, PEOPLE
    from diaodu.demo.messy_ledger import write_messy_ledger

    marker = settings.DATA_DIR / "demo"
    if marker.exists():
        print("The demo world stands.")
        return
    if Unit.objects.exists():
        raise CommandError(f"{settings.DATA_DIR} holds a ledger already; name another folder in DIAODU_DATA_DIR")
    build_world()
    ledger = settings.DATA_DIR / LEDGER
    write_messy_ledger(ledger, made_up_projects())
    marker.touch()
    print(f"The demo world is built; its figures are made up. Everybody's password is {PASSWORD}:")
    for person in PEOPLE:
        print(f"    {person.username:<12} {person.name}")
    print(f"A ledger as messy as real ones, to take in under 归集: {ledger}")
