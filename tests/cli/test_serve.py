"""`diaodu serve` from an empty folder: it answers, works, survives its worker's death and leaves cleanly."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite
PATIENCE = 60.0


def eventually(is_so: Callable[[], object]) -> object:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := is_so():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DIAODU_DATA_DIR": str(tmp_path / "data"), "DIAODU_DATABASE_URL": ""}
    command = [sys.executable, "-m", "diaodu.cli.main", "serve", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        yield process, port
        process.kill()
        process.wait()
    assert process.stdout
    process.stdout.close()


def test_serve_from_nothing(server: tuple[subprocess.Popen[str], int]) -> None:
    process, port = server
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(4)]
    assert re.search("up to date: \\d+ steps", lines[0])
    assert f"http://127.0.0.1:{port}" in lines[1]
    assert "diaodu person add" in lines[3]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
        assert answer.read() == b"ok"
    worker = eventually(lambda: children(process.pid))[0]  # type: ignore[index]
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: [pid for pid in children(process.pid) if pid != worker])
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0


def test_the_worker_goes_when_the_server_is_killed(server: tuple[subprocess.Popen[str], int]) -> None:
    process, _port = server
    worker = eventually(lambda: children(process.pid))[0]  # type: ignore[index]
    process.kill()
    eventually(lambda: not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text())


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    environment = {**os.environ, "DIAODU_DATA_DIR": str(tmp_path), "DIAODU_DATABASE_URL": ""}
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "-m", "diaodu.cli.main", "serve", "--port", str(taken.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=PATIENCE)
    assert done.returncode == 1
    assert "cannot listen on" in done.stderr.splitlines()[-1]
