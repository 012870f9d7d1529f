"""Search at full size: two characters among many names, beside the plain scan of the table in the same run."""

import argparse

from diaodu.bench.stores import ENGINES, run_in_new_store

SUMMARY = "Search: two characters, a longer piece, a common word; beside a plain scan of names."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")


def run(arguments: argparse.Namespace) -> int:
    size = [str(arguments.records), str(arguments.seed)]
    for engine in ENGINES if arguments.engine == "both" else (arguments.engine,):
        run_in_new_store("diaodu.bench.search_run", size, engine=engine)
    return 0
