"""The command line: quick help, one-line errors."""

import subprocess
import sys

import pytest

from diaodu.cli.main import COMMANDS, main

HEAVY = ("django", "pyarrow", "lxml", "opencc", "numpy", "waitress")


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom diaodu.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: diaodu {command}")


def test_a_reader_that_stops_early_ends_a_command_quietly() -> None:
    script = "import sys\nfrom diaodu.cli.main import main\nsys.exit(main(['restore']))"
    running = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    running.stdout.close()
    running.stdout = None
    _, errors = running.communicate("调度会".encode())
    assert (running.returncode, errors) == (1, b"")
