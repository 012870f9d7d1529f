"""`diaodu serve`: the whole desk in one go: pages, API, static files, one worker, the daily work."""

import argparse
import signal
import socket
import subprocess
import sys
import threading
from datetime import timedelta
from types import FrameType

from diaodu.cli.check import report_mistakes
from diaodu.cli.django_ready import start_django
from diaodu.cli.errors import CommandError
from diaodu.cli.migrate import bring_up_to_date

WORKER_INTERVAL = "0.3"
PAUSE_AFTER_CRASH = 2.0
LONGEST_UPLOAD = timedelta(hours=1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--threads", type=int, default=8, help="requests answered at once (default 8)")
    parser.add_argument("--no-worker", action="store_true", help="leave the work to `diaodu worker`")


def run(arguments: argparse.Namespace) -> int:
    start_django()
    bring_up_to_date()
    if not report_mistakes():
        raise CommandError("mend the above first; `diaodu check` looks again")
    _sweep()
    server = _open(arguments)
    signal.signal(signal.SIGTERM, _leave)
    stop = threading.Event()
    threads = [threading.Thread(target=_do_daily_work, args=(stop,), daemon=True)]
    if not arguments.no_worker:
        threads.append(threading.Thread(target=_keep_a_worker, args=(stop,)))
    for thread in threads:
        thread.start()
    _greet(arguments)
    try:
        # Answers until a signal; then lets the requests in hand finish.
        server.run()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    return 0


def _sweep() -> None:
    """Removes what uploads left behind that were cut off; another process may be receiving one right now."""
    from django.utils import timezone

    from diaodu.facts.blobs import sweep_incoming

    sweep_incoming(timezone.now() - LONGEST_UPLOAD)


def _open(arguments: argparse.Namespace):  # type: ignore[no-untyped-def]
    """The listening server. Behind a TLS proxy on this machine, the proxy's word on who asks is taken."""
    from django.conf import settings
    from waitress import create_server

    from diaodu.wsgi import application

    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    try:
        return create_server(
            application,
            host=arguments.host,
            port=arguments.port,
            threads=arguments.threads,
            ident="diaodu",
            clear_untrusted_proxy_headers=True,
            **(proxy if settings.HTTPS else {}),
        )
    except (OSError, socket.gaierror) as error:
        raise CommandError(f"cannot listen on {arguments.host}:{arguments.port}: {error.strerror}") from error


def _leave(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _greet(arguments: argparse.Namespace) -> None:
    from django.conf import settings

    from diaodu.accounts.models import User

    print(f"Diaodu answers on http://{arguments.host}:{arguments.port} — data in {settings.DATA_DIR}", flush=True)
    if not User.objects.exists():
        print(
            "Nobody can sign in yet. Add an administrator:\n"
            "    diaodu person add admin --name NAME --role administrator --unit CODE --unit-name NAME-OF-THE-CITY",
            flush=True,
        )


def _keep_a_worker(stop: threading.Event) -> None:
    """One worker process as long as the server lives; another when it dies. It ends when its input does."""
    command = [sys.executable, "-m", "diaodu.cli.main", "worker", "--until-input-ends"]
    command += ["--interval", WORKER_INTERVAL, "--name", f"embedded@{socket.gethostname()}"]
    while not stop.is_set():
        with subprocess.Popen(command, stdin=subprocess.PIPE) as worker:
            while worker.poll() is None and not stop.wait(0.2):
                pass
            if stop.is_set():
                worker.terminate()
        stop.wait(PAUSE_AFTER_CRASH)


def _do_daily_work(stop: threading.Event) -> None:
    """Puts the daily tasks into the queue now and after each midnight."""
    from django.db import close_old_connections

    from diaodu.web.daily import enqueue_daily, seconds_to_next_day

    while not stop.is_set():
        enqueue_daily()
        close_old_connections()
        stop.wait(seconds_to_next_day())
