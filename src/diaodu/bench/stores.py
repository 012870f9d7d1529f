"""Throw-away stores for measurements: a data folder of its own, and on PostgreSQL a database of its own in the cluster
that DIAODU_DATABASE_URL names. The real store is not touched."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

ENGINES = ("sqlite", "postgres")


def run_in_new_store(module: str, words: Sequence[str], *, engine: str) -> None:
    """Start a module in a new, empty store of an engine; it prints its own figures."""
    with tempfile.TemporaryDirectory(prefix="diaodu-bench-") as folder, database(engine) as address:
        store = {"DIAODU_DATA_DIR": folder, "DIAODU_DATABASE_URL": address}
        environment = os.environ | store | {"DJANGO_SETTINGS_MODULE": "diaodu.settings"}
        done = subprocess.run([sys.executable, "-m", module, *words], env=environment, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{module}: the measurement on {engine} broke off")


@contextmanager
def database(engine: str) -> Iterator[str]:
    """The address of a new, empty database; dropped afterwards. Empty for SQLite, which lives in the data folder."""
    if engine == "sqlite":
        yield ""
        return
    import psycopg

    cluster = os.environ.get("DIAODU_DATABASE_URL", "")
    if not cluster.startswith("postgres"):
        raise SystemExit("name a PostgreSQL cluster in DIAODU_DATABASE_URL, or run under scripts/with-postgres")
    name = f"diaodu_bench_{uuid4().hex[:8]}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield cluster.rpartition("/")[0] + "/" + name
    finally:
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
