"""The fact store at full size: writing, reading and as-of, each beside the plain ORM loop in the same run.

The parent makes a throw-away store for each engine and starts a child in it (`bench.facts_run`): a data folder of its
own, and on PostgreSQL a database of its own in the cluster that DIAODU_DATABASE_URL names. The real one is not touched.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

SUMMARY = "The fact store: bulk insert, a history, a period's table, the as-of table to Arrow."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--projects", type=int, default=50_000)
    parser.add_argument("--facts", type=int, default=5_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")


def run(arguments: argparse.Namespace) -> int:
    engines = ["sqlite", "postgres"] if arguments.engine == "both" else [arguments.engine]
    size = [str(arguments.projects), str(arguments.facts), str(arguments.seed)]
    with tempfile.TemporaryDirectory(prefix="diaodu-bench-") as folder:
        for engine in engines:
            environment = os.environ | {"DIAODU_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "diaodu.settings"}
            with _database(engine) as address:
                child = [sys.executable, "-m", "diaodu.bench.facts_run", *size]
                done = subprocess.run(child, env=environment | {"DIAODU_DATABASE_URL": address}, check=False)
                if done.returncode != 0:
                    raise SystemExit(f"diaodu bench facts: the measurement on {engine} broke off")
    return 0


@contextmanager
def _database(engine: str) -> Iterator[str]:
    """The address of a new, empty database; dropped afterwards. Empty for SQLite, which lives in the data folder."""
    if engine == "sqlite":
        yield ""
        return
    import psycopg

    cluster = os.environ.get("DIAODU_DATABASE_URL", "")
    if not cluster.startswith("postgres"):
        raise SystemExit(
            "diaodu bench facts: name a PostgreSQL cluster in DIAODU_DATABASE_URL, or run under scripts/with-postgres"
        )
    name = f"diaodu_bench_{uuid4().hex[:8]}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield cluster.rpartition("/")[0] + "/" + name
    finally:
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
