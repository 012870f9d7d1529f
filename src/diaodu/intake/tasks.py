"""The background task that reads a received source, and how a reading whose worker died is taken up again.

A worker that is killed leaves its task marked as running for ever: the queue knows no heartbeat. So a task holds an
operating-system lock on a file of the data directory while it runs. A task that is marked as running although its lock
is free has lost its worker, and is put back into the queue. Workers share the data directory anyway, for the blobs.
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from diaodu.facts.blobs import blob_path
from diaodu.intake.model_endpoint import ModelEndpoint, ask_model, configured
from diaodu.intake.models import Draft, Reading, ReadingState
from diaodu.intake.proposing import Proposal, propose
from diaodu.intake.reading import read_document
from diaodu.intake.values import Document, Note, Refusal
from diaodu.journal.writing import journal_entry
from diaodu.lib.process_lock import process_lock
from diaodu.text.restoring import Restoration, restore
from diaodu.text.writeups import WriteUp, read_write_up

# A worker claims a task and takes its lock a moment later; younger claims are left alone.
_TIME_TO_LOCK = timedelta(seconds=10)
_MOST_CLAIMS = 3
_HAN_SHARE_OF_CHINESE = 0.1
_BY_RULES, _BY_MODEL = "rules", "model"


@task()
def read_source(reading_id: int) -> None:
    """Read a source into text and drafts. After a kill it begins anew; of two runs at once, one does nothing."""
    read_received(reading_id, at=timezone.now())


def read_received(reading_id: int, *, at: datetime) -> None:
    """What the task does, at a moment: also for who builds a world in the past and does not wait for a worker."""
    with process_lock(_lock_path(reading_id)) as locked:
        if locked:
            _read(reading_id, at)


def _lock_path(reading_id: int) -> Path:
    return Path(settings.DATA_DIR) / "locks" / f"reading-{reading_id}"


def _read(reading_id: int, at: datetime) -> None:
    reading = Reading.objects.select_related("source__entry").get(pk=reading_id)
    if reading.state not in (ReadingState.WAITING, ReadingState.RUNNING):
        return
    try:
        _show_progress(reading, 1)
        asked = reading.encoding or None
        document = read_document(blob_path(reading.source.sha256), name=reading.source.name, encoding=asked)
        _show_progress(reading, 25)
        restoration = restore(document.text)
        _show_progress(reading, 60)
        write_up = read_write_up(restoration.text)
        _show_progress(reading, 75)
        proposals, notes = _proposals(reading, restoration, write_up)
        with journal_entry(by=None, at=at, verb="propose_drafts"):
            _store(reading, document, restoration, proposals, (*document.notes, *notes))
    except Refusal as refusal:
        _refuse(reading, refusal)
    except Exception:
        _refuse(reading, Refusal("reading-failed"))
        raise


def _show_progress(reading: Reading, done_share: int) -> None:
    Reading.objects.filter(pk=reading.pk).update(state=ReadingState.RUNNING, done_share=done_share)


def _refuse(reading: Reading, refusal: Refusal) -> None:
    reading.state, reading.done_share = ReadingState.REFUSED, 100
    reading.refusal = {"code": refusal.code, "values": dict(refusal.values)}
    reading.save(update_fields=["state", "done_share", "refusal"])


def _proposals(
    reading: Reading, restoration: Restoration, write_up: WriteUp
) -> tuple[list[tuple[str, Proposal]], list[Note]]:
    """Drafts with who proposes them, and notes for the person who will decide."""
    received_on = timezone.localdate(reading.source.entry.recorded_at)
    text, original_span = restoration.text, restoration.original_span
    found = propose(write_up, text=text, original_span=original_span, received_on=received_on)
    proposals, notes = [(_BY_RULES, proposal) for proposal in found], []
    if (endpoint := configured(settings.MODEL_ENDPOINT)) is not None:
        further, model_notes = _ask(endpoint, text, write_up)
        found = propose(further, text=text, original_span=original_span, received_on=received_on)
        proposals += [(_BY_MODEL, proposal) for proposal in found]
        notes += model_notes
    if not proposals:
        notes.append(Note("no-meeting" if _is_chinese(text) else "hardly-chinese"))
    return proposals, notes


def _ask(endpoint: ModelEndpoint, text: str, write_up: WriteUp) -> tuple[WriteUp, list[Note]]:
    answer = ask_model(endpoint, text)
    return answer.beyond(write_up), list(answer.notes)


def _is_chinese(text: str) -> bool:
    letters = [char for char in text[:20_000] if char.isalpha()]
    return sum("一" <= char <= "鿿" for char in letters) > len(letters) * _HAN_SHARE_OF_CHINESE


def _store(
    reading: Reading,
    document: Document,
    restoration: Restoration,
    proposals: list[tuple[str, Proposal]],
    notes: tuple[Note, ...],
) -> None:
    """Text and drafts at once, so that a kill before the end leaves none of them."""
    reading.original, reading.restored, reading.damaged = document.text, restoration.text, restoration.damaged
    reading.encoding = document.encoding or ""
    reading.edits = [
        {
            "start": edit.span.start,
            "end": edit.span.end,
            "found": edit.found,
            "became": edit.became,
            "why": str(edit.why),
            "confidence": edit.confidence,
            "applied": edit.applied,
        }
        for edit in restoration.edits
    ]
    reading.notes = [{"code": note.code, "values": dict(note.values)} for note in notes]
    reading.state, reading.done_share, reading.refusal = ReadingState.READY, 100, None
    reading.save()
    for order, (proposed_by, proposal) in enumerate(proposals, start=1):
        Draft.objects.create(
            reading=reading, kind=proposal.kind, order=order, proposed_by=proposed_by, fields=proposal.fields
        )


def resume_lost_readings(at: datetime) -> int:
    """Put readings whose worker died back into the queue: (how many). For workers, when they start and now and then.

    A text that has cost several workers their lives is refused instead.
    """
    resumed = 0
    for row in broken_off(read_source.module_path, at):
        reading_id = row.args_kwargs["args"][0]
        with process_lock(_lock_path(reading_id)) as is_lost:
            if is_lost:
                resumed += _put_back(row, reading_id)
    return resumed


def broken_off(task_path: str, at: datetime) -> "QuerySet[DBTaskResult[..., None]]":
    """Tasks of one kind whose worker may be dead, was told twice to stop, or lost them to the limit of tries."""
    claimed = Q(status=TaskResultStatus.RUNNING, started_at__lt=at - _TIME_TO_LOCK)
    given_up = Q(status=TaskResultStatus.FAILED)
    return DBTaskResult.objects.filter(claimed | given_up, task_path=task_path)


def _put_back(row: "DBTaskResult[..., None]", reading_id: int) -> bool:
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(pk=reading_id)
        if reading.state not in (ReadingState.WAITING, ReadingState.RUNNING):
            return False
        hopeless = is_hopeless(row)
        row.status = TaskResultStatus.FAILED if hopeless else TaskResultStatus.READY
        row.save(update_fields=["status"])
        if hopeless:
            _refuse(reading, Refusal("keeps-failing"))
    return not hopeless


def is_hopeless(row: "DBTaskResult[..., None]") -> bool:
    """Whether a task has cost so many workers their lives that it may be what kills them."""
    return len(row.worker_ids) >= _MOST_CLAIMS
