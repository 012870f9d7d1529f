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
