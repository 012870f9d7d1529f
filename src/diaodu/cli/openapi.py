"""`diaodu openapi`: prints the description of the interface, for generators of clients."""

import argparse
import json

from diaodu.cli.django_ready import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "A running server answers with the same document at /api/v1/openapi.json."


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from diaodu.api.interface import api

    print(json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False))
    return 0
