"""What a killed worker had in hand."""

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from diaodu.cli.worker import TRIES, put_back_interrupted
from diaodu.web.daily import DAILY, enqueue_daily
from tests.world import run_tasks

pytestmark = pytest.mark.django_db


def in_hand(*workers: str) -> DBTaskResult:
    enqueue_daily()
    task = DBTaskResult.objects.first()
    assert task
    task.status, task.worker_ids = TaskResultStatus.RUNNING, list(workers)
    task.save()
    return task


@pytest.mark.parametrize(
    ("workers", "status"),
    [
        (["embedded"], TaskResultStatus.READY),
        (["other"], TaskResultStatus.RUNNING),
        (["embedded"] * TRIES, TaskResultStatus.FAILED),
    ],
)
def test_a_task_waits_again_but_not_for_ever(workers: list[str], status: str) -> None:
    task = in_hand(*workers)
    put_back_interrupted("embedded")
    task.refresh_from_db()
    assert task.status == status


def test_the_daily_work_succeeds_also_twice_on_a_day() -> None:
    enqueue_daily()
    enqueue_daily()
    run_tasks()
    done = DBTaskResult.objects.values_list("task_path", "status")
    assert set(done) == {(task.module_path, TaskResultStatus.SUCCESSFUL) for task in DAILY}
    assert len(done) == 2 * len(DAILY)
