"""`diaodu migrate`: brings the database up to date with this version."""

import argparse

from diaodu.cli.django_ready import start_django
from diaodu.cli.errors import CommandError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace) -> int:
    del arguments
    start_django()
    bring_up_to_date()
    return 0


def bring_up_to_date() -> None:
    """Applies what is missing, and says so. Each step is one transaction, so a stop in between loses nothing."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from diaodu.journal.guards.standing import guards_stand

    try:
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if missing:
            print(f"Bringing the database up to date: {missing} steps …", flush=True)
            call_command("migrate", verbosity=0, interactive=False)
        elif guards_stand(databases=["default"]):
            print("Standing the guards of append-only tables again. Find out who took them down.", flush=True)
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise CommandError(f"the database cannot be brought up to date: {str(error).strip()}") from error
