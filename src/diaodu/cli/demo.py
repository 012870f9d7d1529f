"""`diaodu demo`: builds the demo world and serves it."""

import argparse

from diaodu.cli.django_ready import start_django
from diaodu.cli.errors import CommandError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="build the demo world and stop")


def run(arguments: argparse.Namespace) -> int:
    """Build the world once; a ledger with other contents is left alone."""
    start_django()
    build()
    return 0


def build() -> None:
    """The demo world in the data directory, and the marker by which every page says that its figures are made up."""
    from django.conf import settings
    from django.core.management import call_command

    from diaodu.accounts.models import Unit
    from diaodu.demo.building import build_world

    call_command("migrate", verbosity=0)
    marker = settings.DATA_DIR / "demo"
    if marker.exists():
        print("The demo world stands.")
        return
    if Unit.objects.exists():
        raise CommandError(f"{settings.DATA_DIR} holds a ledger already; name another folder in DIAODU_DATA_DIR")
    build_world()
    marker.touch()
    print("The demo world is built.")
