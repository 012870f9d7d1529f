"""The whole dispatch run at full size: gather, thirty indicators, lights, stored; beside plain Python over the ORM."""

import argparse

from diaodu.bench.stores import ENGINES, run_in_new_store

SUMMARY = "The dispatch run: every indicator and light of a month, computed and stored."
# Projects, each with twelve monthly reports: a city, and a country's worth.
SIZES = {"city": 2_000, "country": 50_000}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", choices=SIZES, default="city")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")


def run(arguments: argparse.Namespace) -> int:
    size = [str(SIZES[arguments.size]), str(arguments.seed)]
    for engine in ENGINES if arguments.engine == "both" else (arguments.engine,):
        run_in_new_store("diaodu.bench.run_run", size, engine=engine)
    return 0
