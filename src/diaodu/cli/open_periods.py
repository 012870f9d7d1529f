"""`diaodu open-periods`: asks the units for the periods that are over, as the daily work does."""

import argparse

from diaodu.cli.django_ready import start_django
from diaodu.cli.errors import CommandError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Asks for every period of a reporting task that is over. Running it again asks nothing twice."


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from diaodu.projects.asking import open_periods

    found = open_periods(today=timezone.localdate(), at=timezone.now())
    print(f"{len(found.opened)} reports asked for")
    if found.unknown:
        raise CommandError(" ".join(str(unknown) for unknown in found.unknown.values()))
    return 0
