"""`diaodu worker`: does the work that pages have put aside: reading files, computing, sealing."""

import argparse
import os
import signal
import socket
import sys
import threading
import time

from diaodu.cli.django_ready import start_django

# A task whose worker was killed under it is tried anew, but not for ever: it may be what kills the worker.
TRIES = 3
SECONDS_BETWEEN_LOOKS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks for work (default 1)")
    parser.add_argument("--name", help="of this worker; after a crash one of the same name takes up its work")
    parser.add_argument("--until-input-ends", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from django_tasks_db.management.commands.db_worker import Worker

    name = arguments.name or f"{socket.gethostname()}-{os.getpid()}"
    put_back_interrupted(name)
    threading.Thread(target=_look_after, daemon=True).start()
    if arguments.until_input_ends:
        threading.Thread(target=_stop_when_input_ends, daemon=True).start()
    worker = Worker(
        queue_names=["*"],
        interval=arguments.interval,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()
    return 0


def _stop_when_input_ends() -> None:
    """The server holds the other end: however it dies, its worker goes too, after the task in hand."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


def _look_after() -> None:
    """Now and every minute: readings whose worker died on whatever machine go back into the queue, and the search
    index reads what was written since."""
    from django.db import close_old_connections
    from django.utils import timezone

    from diaodu.intake.ledger.tasks import resume_lost_imports
    from diaodu.intake.tasks import resume_lost_readings
    from diaodu.search.indexing import catch_up

    while True:
        resume_lost_readings(timezone.now())
        resume_lost_imports(timezone.now())
        catch_up()
        close_old_connections()
        time.sleep(SECONDS_BETWEEN_LOOKS)


def put_back_interrupted(name: str) -> None:
    """Tasks that a worker of this name had in hand when it was killed wait again, or count as failed."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if not task.worker_ids or task.worker_ids[-1] != name:
            continue
        if len(task.worker_ids) < TRIES:
            task.status = TaskResultStatus.READY
            task.save(update_fields=["status"])
        else:
            task.set_failed(RuntimeError(f"its worker was killed {TRIES} times"))
