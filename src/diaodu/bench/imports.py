"""A big ledger in and out: read, every cell checked, written with its evidence, exported; beside an analyst's script.

Each measurement runs in a process of its own, so that its peak memory is its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SUMMARY = "A ledger of 50 000 × 20 in and out: seconds and peak memory, beside pandas with openpyxl."
STEPS = ("baseline", "import", "again", "export")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="sqlite")


def run(arguments: argparse.Namespace) -> int:
    from diaodu.bench.imports_ledger import write_ledger
    from diaodu.bench.stores import database

    engines = ["sqlite", "postgres"] if arguments.engine == "both" else [arguments.engine]
    with tempfile.TemporaryDirectory(prefix="diaodu-bench-") as folder:
        ledger = Path(folder) / "ledger.xlsx"
        write_ledger(ledger, rows=arguments.rows, seed=arguments.seed)
        print(f"{arguments.rows} rows × 20 columns, {ledger.stat().st_size / 1e6:.1f} MB, seed {arguments.seed}")
        for engine in engines:
            print(f"\n### {engine}\n\n| Work | s | peak MB | rows/s |\n|---|---|---|---|", flush=True)
            environment = os.environ | {
                "DIAODU_DATA_DIR": f"{folder}/{engine}",
                "DJANGO_SETTINGS_MODULE": "diaodu.settings",
            }
            with database(engine) as address:
                for step in STEPS:
                    _measure(step, ledger, environment | {"DIAODU_DATABASE_URL": address})
    return 0


def _measure(step: str, ledger: Path, environment: dict[str, str]) -> None:
    child = [sys.executable, "-m", "diaodu.bench.imports_run", step, str(ledger)]
    if subprocess.run(child, env=environment, check=False).returncode != 0:
        raise SystemExit(f"diaodu bench import: {step} broke off")
