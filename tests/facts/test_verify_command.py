"""The commands seal, export ledger and verify."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from diaodu.cli.main import main
from tests.facts.evidence import found_ledger

pytestmark = pytest.mark.django_db
# A process in which Django cannot even be imported.
OFFLINE = "import sys; sys.modules['django'] = None; from diaodu.cli.main import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(params=["ledger.jsonl", "ledger.jsonl.gz"])
def exported(request: pytest.FixtureRequest, tmp_path: Path, capsys: Any) -> tuple[Path, str]:
    found_ledger()
    assert main(["seal"]) == 0
    seal = capsys.readouterr().out.split()[-1]
    file = tmp_path / request.param
    assert main(["export", "ledger", str(file)]) == 0
    return file, seal


def offline(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", OFFLINE, *words], capture_output=True, text=True, check=False)


def test_a_file_is_proved_without_django(exported: tuple[Path, str]) -> None:
    file, seal = exported
    proof = offline("verify", str(file), "--seal", seal)
    assert proof.returncode == 0, proof.stderr
    assert proof.stdout.startswith("Whole: ")


def test_a_stale_seal_is_one_line_on_stderr(exported: tuple[Path, str]) -> None:
    proof = offline("verify", str(exported[0]), "--seal", "f" * 64)
    assert proof.returncode == 1
    assert proof.stderr.startswith("diaodu verify: no seal has the printed hash")
    assert proof.stderr.count("\n") == 1


def test_the_live_ledger_is_proved_too(exported: tuple[Path, str], capsys: Any) -> None:
    assert main(["verify", "--seal", exported[1]]) == 0
    assert "Whole: " in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"\x1f\x8b\x08junk"])
def test_an_unreadable_file_is_said_to_be_so(content: bytes | None, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "broken.jsonl.gz"
    if content is not None:
        file.write_bytes(content)
    assert main(["verify", str(file)]) == 1
    assert "cannot read" in capsys.readouterr().err


@pytest.mark.parametrize(("more", "status", "is_kept"), [([], 1, True), (["--force"], 0, False)])
def test_a_file_that_is_there_is_written_over_by_force_only(
    tmp_path: Path, capsys: Any, more: list[str], status: int, is_kept: bool
) -> None:
    file = tmp_path / "ledger.jsonl"
    file.write_text("kept")
    assert (main(["export", "ledger", str(file), *more]), file.read_text() == "kept") == (status, is_kept)
    assert ("--force" in capsys.readouterr().err) is is_kept
