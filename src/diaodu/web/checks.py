"""System checks: an operator's mistakes, each with a stable id and its mend."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from diaodu.journal.models import Head

OLDEST_SQLITE = (3, 35, 0)
OLDEST_POSTGRES = 150000
SHORTEST_KEY = 32
LOCAL = {"localhost", "127.0.0.1", "[::1]", ".localhost", "testserver"}


@register()
def data_directory_is_usable(**kwargs: Any) -> list[CheckMessage]:
    folder = Path(settings.DATA_DIR)
    hint = "Set DIAODU_DATA_DIR to a folder of its own that the server's user may write."
    if folder.is_relative_to(settings.PACKAGE):
        return [Error(f"The data folder {folder} lies inside the program.", hint=hint, id="diaodu.E001")]
    if not os.access(folder, os.W_OK | os.X_OK):
        return [Error(f"The data folder {folder} cannot be written.", hint=hint, id="diaodu.E002")]
    return []


@register()
def debug_stays_at_home(**kwargs: Any) -> list[CheckMessage]:
    others = set(settings.ALLOWED_HOSTS) - LOCAL
    if not settings.DEBUG or not others:
        return []
    hint = "Unset DIAODU_DEBUG: its pages show settings and data to whoever causes an error."
    return [Error(f"Debugging is on while serving {', '.join(sorted(others))}.", hint=hint, id="diaodu.E003")]


@register()
def secret_key_is_long(**kwargs: Any) -> list[CheckMessage]:
    if len(settings.SECRET_KEY) >= SHORTEST_KEY:
        return []
    hint = f"Unset DIAODU_SECRET_KEY, and one is made; or give at least {SHORTEST_KEY} random characters."
    return [Error("The secret key is too short to protect sessions.", hint=hint, id="diaodu.E004")]


@register()
def model_endpoint_is_whole(**kwargs: Any) -> list[CheckMessage]:
    url, name = settings.MODEL_ENDPOINT["url"], settings.MODEL_ENDPOINT["name"]
    if not url and not name and not settings.MODEL_ENDPOINT["key"]:
        return []
    if url and name and urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname:
        return []
    hint = "Set both DIAODU_MODEL_URL (http://…/v1) and DIAODU_MODEL_NAME, or neither."
    return [Error("The model endpoint is only half configured.", hint=hint, id="diaodu.E005")]


@register()
def time_zone_is_known(**kwargs: Any) -> list[CheckMessage]:
    try:
        ZoneInfo(settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        hint = "Set DIAODU_TIME_ZONE to a name such as Asia/Shanghai; install tzdata if that is unknown too."
        return [Error(f"The time zone {settings.TIME_ZONE} is unknown here.", hint=hint, id="diaodu.E006")]
    return []


@register(Tags.database)
def database_is_able(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases:
        return []
    return _sqlite(sqlite3.sqlite_version_info) if connection.vendor == "sqlite" else _postgres(connection.pg_version)  # type: ignore[attr-defined]


def _sqlite(version: tuple[int, ...]) -> list[CheckMessage]:
    if version < OLDEST_SQLITE:
        words = f"SQLite {'.'.join(map(str, version))} is too old: {'.'.join(map(str, OLDEST_SQLITE))} is needed."
        return [Error(words, hint="Use a newer Python, or PostgreSQL.", id="diaodu.E007")]
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode not in ("wal", "memory"):
        hint = "Move DIAODU_DATA_DIR to a local disk: network folders cannot hold a write-ahead log. Or use PostgreSQL."
        return [Error(f"SQLite keeps its journal in mode “{mode}”, not as a log.", hint=hint, id="diaodu.E008")]
    return []


def _postgres(version: int) -> list[CheckMessage]:
    if version >= OLDEST_POSTGRES:
        return []
    return [Error(f"PostgreSQL {version // 10000} is too old.", hint="Use version 15 or newer.", id="diaodu.E009")]


@register(Tags.database)
def migrations_are_applied(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases:
        return []
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        return []
    hint = "Run `diaodu migrate`; `diaodu serve` does it by itself."
    return [Warning(f"The database lacks {missing} steps of this version.", hint=hint, id="diaodu.W010")]


@register(Tags.database)
def clock_is_not_behind(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases:
        return []
    try:
        last = Head.objects.values_list("recorded_at", flat=True).first()
    except DatabaseError:
        # No ledger yet: the warning about missing steps says so.
        return []
    if last is None or last <= timezone.now():
        return []
    hint = "Set this machine's clock right; until then new entries carry the moment of the last one."
    return [Warning(f"The clock stands before the last entry ({last:%Y-%m-%d %H:%M}).", hint=hint, id="diaodu.W011")]
