"""A source is read in the background: progress, refusals, kills."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from diaodu.facts.models import SourceKind
from diaodu.intake import tasks
from diaodu.intake.actions import take_in
from diaodu.intake.models import Draft, Reading, ReadingState
from diaodu.intake.tasks import resume_lost_readings
from tests.world import NOW, WRITE_UP, City, a_city, a_reading, child_environment, run_tasks

pytestmark = pytest.mark.django_db


def waiting(city: City, data: bytes, name: str = "5月.txt") -> Reading:
    who = {"unit": city.unit, "by": city.dispatcher, "at": NOW, "encoding": None}
    return take_in([data], kind=SourceKind.FILE, name=name, **who)[0]


def read(city: City, data: bytes, name: str = "5月.txt") -> Reading:
    reading = waiting(city, data, name)
    run_tasks()
    reading.refresh_from_db()
    return reading


def test_a_write_up_becomes_text_and_drafts() -> None:
    reading = read(a_city(), WRITE_UP.encode("gb18030"))
    assert (reading.state, reading.done_share, reading.encoding) == (ReadingState.READY, 100, "gb18030")
    assert (reading.original, reading.restored, reading.damaged) == (WRITE_UP, WRITE_UP, False)
    assert set(reading.drafts.values_list("kind", "proposed_by")) == {
        (kind, "rules") for kind in ("meeting", "project", "lead", "directive")
    }


def test_edits_are_kept_with_their_reason_and_confidence() -> None:
    reading = read(a_city(), "會(huì )議調度了重點(diǎn)項目,市長(cháng)劉冰主持并講話(huà)。".encode())
    assert reading.damaged
    edit = next(edit for edit in reading.edits if edit["found"] == "(huì )")
    assert (edit["why"], edit["became"], edit["applied"]) == ("reading", "", True)
    assert reading.original[edit["start"] : edit["end"]] == "(huì )"
    assert 0.9 <= edit["confidence"] <= 1


def test_a_refusal_is_stored_with_its_placeholders() -> None:
    reading = read(a_city(), b"\x89PNG\r\n\x1a\n" + bytes(100), name="page.txt")
    assert reading.state == ReadingState.REFUSED
    assert reading.refusal == {"code": "unknown-kind", "values": {"found": "PNG"}}
    assert reading.drafts.count() == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("今天天气很好,公园里游人如织。", "no-meeting"),
        ("The council met on Tuesday to discuss the bridge.", "hardly-chinese"),
    ],
)
def test_a_text_without_a_meeting_is_ready_and_says_so(text: str, code: str) -> None:
    reading = read(a_city(), text.encode())
    assert (reading.state, reading.drafts.count()) == (ReadingState.READY, 0)
    assert reading.notes == [{"code": code, "values": {}}]


def test_an_error_of_ours_is_told_and_reaches_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(tasks, "read_write_up", broken)
    reading = read(a_city(), WRITE_UP.encode())
    assert (reading.state, reading.refusal) == (ReadingState.REFUSED, {"code": "reading-failed", "values": {}})
    assert DBTaskResult.objects.get().exception_class_path == "builtins.ZeroDivisionError"


def test_a_failure_while_storing_leaves_no_half_of_the_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    create = Draft.objects.create

    def fail_at_the_third(**fields: object) -> Draft:
        if len(made) == 2:
            raise OperationalError
        made.append(create(**fields))
        return made[-1]

    monkeypatch.setattr(tasks.Draft.objects, "create", fail_at_the_third)
    reading = read(a_city(), WRITE_UP.encode())
    assert (len(made), reading.drafts.count(), reading.original) == (2, 0, "")


def test_a_task_run_twice_proposes_once() -> None:
    city = a_city()
    reading = a_reading(city)
    number = reading.drafts.count()
    tasks.read_source.func(reading.pk)
    assert reading.drafts.count() == number


WORKER = """
import django, time
django.setup()
from diaodu.intake import tasks
from tests.world import run_tasks
def hang(text):
    print("reading", flush=True)
    time.sleep(60)
tasks.read_write_up = hang
run_tasks()
"""


def kill_a_worker_midway() -> None:
    with subprocess.Popen([sys.executable, "-c", WORKER], env=child_environment(), stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"reading\n"
        assert resume_lost_readings(timezone.now() + timedelta(hours=1)) == 0, "its worker lives"
        os.kill(worker.pid, signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_no_drafts_and_another_takes_the_reading_up() -> None:
    reading = waiting(a_city(), WRITE_UP.encode())
    kill_a_worker_midway()
    reading.refresh_from_db()
    assert (reading.state, reading.done_share, reading.drafts.count()) == (ReadingState.RUNNING, 60, 0)
    assert resume_lost_readings(timezone.now()) == 0, "claimed only just now"
    assert resume_lost_readings(timezone.now() + timedelta(minutes=1)) == 1
    run_tasks()
    reading.refresh_from_db()
    assert (reading.state, reading.drafts.count()) == (ReadingState.READY, 5)


def test_a_text_that_cost_three_workers_their_lives_is_refused() -> None:
    reading = waiting(a_city(), WRITE_UP.encode())
    for worker in ("first", "second", "third"):
        DBTaskResult.objects.get().claim(worker)
        resume_lost_readings(timezone.now() + timedelta(minutes=1))
    reading.refresh_from_db()
    assert (reading.state, reading.refusal) == (ReadingState.REFUSED, {"code": "keeps-failing", "values": {}})
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_a_reading_whose_task_was_given_up_for_good_says_so() -> None:
    reading = waiting(a_city(), WRITE_UP.encode())
    row = DBTaskResult.objects.get()
    for worker in ("first", "second", "third"):
        row.claim(worker)
    row.set_failed(RuntimeError("its worker was killed 3 times"))
    assert resume_lost_readings(timezone.now()) == 0
    reading.refresh_from_db()
    assert reading.refusal == {"code": "keeps-failing", "values": {}}


def test_a_reading_given_up_by_a_worker_told_twice_to_stop_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(text: str) -> None:
        raise SystemExit(1)

    with monkeypatch.context() as told_twice:
        told_twice.setattr(tasks, "read_write_up", stop)
        reading = read(a_city(), WRITE_UP.encode())
    assert reading.state == ReadingState.RUNNING
    assert resume_lost_readings(timezone.now()) == 1
    run_tasks()
    reading.refresh_from_db()
    assert reading.state == ReadingState.READY
