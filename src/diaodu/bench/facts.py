"""The fact store at full size: writing, reading and as-of, each beside the plain ORM loop in the same run."""

import argparse

from diaodu.bench.stores import ENGINES, run_in_new_store

SUMMARY = "The fact store: bulk insert, a history, a period's table, the as-of table to Arrow."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--projects", type=int, default=50_000)
    parser.add_argument("--facts", type=int, default=5_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")


def run(arguments: argparse.Namespace) -> int:
    size = [str(arguments.projects), str(arguments.facts), str(arguments.seed)]
    for engine in ENGINES if arguments.engine == "both" else (arguments.engine,):
        run_in_new_store("diaodu.bench.facts_run", size, engine=engine)
    return 0
