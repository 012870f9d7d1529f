"""The `diaodu` command: finds the word that was typed and hands over to its file.

Every command lives in `diaodu/cli/<name>.py` with `add_arguments(parser)` and `run(arguments) -> int`.
Only the file of the command that was asked for is imported, so `--help` stays quick.
"""

import argparse
import os
import sys
from importlib import import_module
from keyword import iskeyword

from diaodu.cli.errors import CommandError

COMMANDS: dict[str, str] = {
    "serve": "run the whole desk: pages, API and one worker",
    "worker": "run one more worker",
    "migrate": "bring the database up to date with this version",
    "check": "say what should be mended before running",
    "person": "add people before there is an administrator",
    "demo": "build the demo world and serve it",
    "restore": "restore damaged text from stdin",
    "extract": "read a meeting write-up from stdin: who met, which projects and leads, what was demanded of whom",
    "import": "bring a ledger from Excel or CSV into the ledger of projects",
    "openapi": "print the OpenAPI document of the interface",
    "open-periods": "ask for the reports of periods that are over",
    "run": "compute every indicator and light of a period",
    "seal": "seal the ledger up to now",
    "export": "write out what is recorded",
    "verify": "prove a ledger file, or the live ledger, against its seals",
    "bench": "measure this machine: speed and exactness of a part of the house",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns the exit code; errors are one line on stderr."""
    words = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="diaodu", description="The dispatch desk on one traceable ledger.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    asked_for = next((word for word in words if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if name == asked_for:
            file = f"{name}_" if iskeyword(name) else name.replace("-", "_")
            module = import_module(f"diaodu.cli.{file}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    arguments = parser.parse_args(words)
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
    except CommandError as error:
        print(f"diaodu {arguments.command}: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read the answer has seen enough: nothing more is written, also when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
