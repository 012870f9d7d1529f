"""`diaodu check`: what an operator should mend, with how."""

import argparse
import sys

from diaodu.cli.django_ready import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace) -> int:
    del arguments
    start_django()
    is_sound = report_mistakes()
    if is_sound:
        print("Nothing stands in the way.")
    return 0 if is_sound else 1


def report_mistakes() -> bool:
    """Prints what the checks found, each with its mend; whether nothing of it keeps the desk from running."""
    from django.core.checks import ERROR, run_checks

    found = sorted(run_checks(databases=["default"]), key=lambda message: (-message.level, str(message.id)))
    for message in found:
        print(f"{message.id}: {message.msg}", file=sys.stderr)
        if message.hint:
            print(f"    {message.hint}", file=sys.stderr)
    return all(message.level < ERROR for message in found)
