"""`diaodu seal`: seals the ledger up to its head and prints the hash."""

import argparse

from diaodu.cli.django_ready import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Seals everything recorded since the last seal. The hash that it prints belongs in a bulletin."


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from diaodu.facts.ledger import seal_day

    seal = seal_day(timezone.now())
    if seal is None:
        print("Nothing new since the last seal.")
    else:
        print(f"seal {seal.number}: positions {seal.first} to {seal.last}\n{seal.hash}")
    return 0
