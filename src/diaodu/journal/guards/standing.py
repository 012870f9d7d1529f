"""Standing the guards after every migration, and the system check that sees whether they stand."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from diaodu.journal.guards import postgresql, sqlite
from diaodu.journal.guards.rules import GuardedTable, guarded_tables
from diaodu.journal.models import Head

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def before_migrating(*, sender: AppConfig, using: str, plan: Sequence[Any], **_: Any) -> None:
    """Receiver of pre_migrate."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        sqlite.make_way_for_remakes(connection)


def after_migrating(*, sender: AppConfig, using: str, **_: Any) -> None:
    """Receiver of post_migrate: the head row is there, and the guards of this app's tables stand."""
    connection = connections[using]
    tables = _present(connection, guarded_tables(sender.get_models()))
    if any(table.name == "journal_head" for table in tables) and not Head.objects.using(using).exists():
        Head.objects.using(using).create(pk=1)
    ENGINES[connection.vendor].stand(connection, tables)


def guards_stand(*, databases: Sequence[str] | None, **_: Any) -> list[CheckMessage]:
    """System check of databases: journal.E001."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        tables = _present(connection, guarded_tables())
        if lacking := ENGINES[connection.vendor].missing(connection, tables):
            found.append(
                Error(
                    f"{len(lacking)} guards of append-only tables are missing or altered, first of all {lacking[0]}.",
                    hint="Run `diaodu migrate`: every migration stands them again. Then find out who took them down.",
                    obj=alias,
                    id="journal.E001",
                )
            )
    return found


def _present(connection: BaseDatabaseWrapper, tables: list[GuardedTable]) -> list[GuardedTable]:
    """The tables that exist: during the first migration, and before it, some do not."""
    existing = set(connection.introspection.table_names())
    return [table for table in tables if table.name in existing]
