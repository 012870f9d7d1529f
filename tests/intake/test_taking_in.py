"""Texts come in once, whole or not at all."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from diaodu.facts.blobs import blob_path
from diaodu.facts.models import Source, SourceKind
from diaodu.intake.actions import DecisionRefused, read_again, reject_draft, take_in
from diaodu.intake.models import Reading, ReadingState
from diaodu.intake.values import Limits, Refusal
from diaodu.journal.histories import as_of
from diaodu.journal.models import Entry
from tests.world import NOW, WRITE_UP, City, a_city, a_reading, child_environment, run_tasks

pytestmark = pytest.mark.django_db


def send(city: City, chunks: Iterator[bytes] | list[bytes], **limits: int) -> tuple[Reading, bool]:
    who = {"kind": SourceKind.FILE, "name": "5月.txt", "unit": city.unit, "encoding": None}
    return take_in(chunks, **who, by=city.dispatcher, at=NOW, limits=Limits(**limits))


def files_kept() -> set[Path]:
    return {
        path for folder in ("blobs", "incoming") for path in (settings.DATA_DIR / folder).rglob("*") if path.is_file()
    }


def test_source_reading_and_task_stand_under_one_position() -> None:
    city = a_city()
    reading, is_new = send(city, [b"one", b"two"])
    assert (is_new, reading.state, reading.source.entry.verb) == (True, ReadingState.WAITING, "take_in")
    assert blob_path(reading.source.sha256).read_bytes() == b"onetwo"
    assert DBTaskResult.objects.get().args_kwargs["args"] == [reading.pk]


def test_the_same_bytes_again_change_nothing() -> None:
    city = a_city()
    first, _ = send(city, [WRITE_UP.encode()])
    position = Entry.objects.latest("position")
    again, is_new = send(city, [WRITE_UP.encode()])
    assert (again, is_new) == (first, False)
    assert (Entry.objects.latest("position"), DBTaskResult.objects.count()) == (position, 1)


def test_what_is_too_large_is_refused_and_not_kept() -> None:
    city, before = a_city(), files_kept()
    with pytest.raises(Refusal) as refused:
        send(city, [b"x" * 600_000] * 4, file_bytes=2 * 1024**2)
    assert (refused.value.code, refused.value.values) == ("too-large", {"size_mb": 3, "most_mb": 2})
    assert (files_kept(), Source.objects.count()) == (before, 0)


def test_a_lost_connection_leaves_nothing() -> None:
    city, before = a_city(), files_kept()

    def broken() -> Iterator[bytes]:
        yield b"half of it"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        send(city, broken())
    assert (files_kept(), Source.objects.count(), DBTaskResult.objects.count()) == (before, 0, 0)


KILLED_MIDWAY = """
import django, sys, time
django.setup()
from diaodu.accounts.models import Unit, User
from diaodu.facts.models import SourceKind
from diaodu.intake.actions import take_in
from django.utils import timezone
def chunks():
    yield b"x" * 1_000_000
    print("half", flush=True)
    time.sleep(60)
take_in(chunks(), kind=SourceKind.FILE, name="x", unit=Unit.objects.first(), encoding=None,
        by=User.objects.first(), at=timezone.now())
"""


@pytest.mark.django_db(transaction=True)
def test_a_kill_in_the_middle_of_an_upload_leaves_only_a_leftover() -> None:
    a_city()
    before = files_kept()
    command = [sys.executable, "-c", KILLED_MIDWAY]
    with subprocess.Popen(command, env=child_environment(), stdout=subprocess.PIPE) as upload:
        assert upload.stdout is not None
        assert upload.stdout.readline() == b"half\n"
        os.kill(upload.pid, signal.SIGKILL)
    (leftover,) = files_kept() - before
    assert leftover.parent == settings.DATA_DIR / "incoming"
    assert Source.objects.count() == 0
    leftover.unlink()


def test_reading_again_in_another_encoding_takes_the_old_drafts_away_and_keeps_their_history() -> None:
    city = a_city()
    reading = a_reading(city)
    before, number = Entry.objects.latest("position").position, reading.drafts.count()
    reading = read_again(reading, encoding="big5", by=city.dispatcher, at=NOW)
    assert (reading.state, reading.drafts.count()) == (ReadingState.WAITING, 0)
    run_tasks()
    reading.refresh_from_db()
    assert (reading.state, reading.encoding, reading.drafts.count()) == (ReadingState.READY, "big5", 0)
    draft = reading.drafts.model
    assert as_of(draft, before).count() == number


def test_reading_again_is_refused_while_it_is_read_and_once_a_draft_is_decided() -> None:
    city = a_city()
    waiting, _ = send(city, [b"one"])
    with pytest.raises(DecisionRefused) as refused:
        read_again(waiting, encoding="big5", by=city.dispatcher, at=NOW)
    assert refused.value.code == "being-read"
    reading = a_reading(city)
    reject_draft(reading.drafts.first(), reason="重复", by=city.dispatcher, at=NOW)
    with pytest.raises(DecisionRefused) as refused:
        read_again(reading, encoding="big5", by=city.dispatcher, at=NOW)
    assert refused.value.code == "some-decided"
