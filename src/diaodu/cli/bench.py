"""`diaodu bench NAME`: runs one measurement and prints its figures."""

import argparse
from importlib import import_module

# What is measured → the module that measures it, with `add_arguments(parser)` and `run(arguments) -> int`.
BENCHES = {
    "extract": "diaodu.bench.extract",
    "facts": "diaodu.bench.facts",
    "import": "diaodu.bench.imports",
    "forecast": "diaodu.bench.forecast",
    "restore": "diaodu.bench.restore",
    "run": "diaodu.bench.run",
    "search": "diaodu.bench.search",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    benches = parser.add_subparsers(dest="bench", metavar="NAME", required=True)
    for name, path in BENCHES.items():
        module = import_module(path)
        bench = benches.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        module.add_arguments(bench)
        bench.set_defaults(run_bench=module.run)


def run(arguments: argparse.Namespace) -> int:
    return int(arguments.run_bench(arguments))
