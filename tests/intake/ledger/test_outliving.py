"""An import outlives its worker, its reader, a person's second thoughts and a second import at the same moment."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from diaodu.facts.models import Citation, Fact
from diaodu.intake.ledger import evidence, tasks
from diaodu.intake.ledger.actions import ImportRefused, cancel_import, confirm_import
from diaodu.intake.ledger.progress import ask_to_stop
from diaodu.intake.ledger.tasks import resume_lost_imports
from diaodu.intake.models import ImportState, LedgerImport
from diaodu.projects.models import Project
from tests.intake.ledger.sheets import a_ledger, gone_on, mapped, taken_in
from tests.intake.test_two_at_once import at_once
from tests.world import NOW, a_city, child_environment, run_tasks

WORKER = """
import django, time
django.setup()
from diaodu.intake.ledger import evidence
from tests.world import run_tasks
def hang(table):
    print("writing", flush=True)
    time.sleep(60)
evidence.record_facts = hang
run_tasks()
"""


def confirmed() -> LedgerImport:
    chosen = mapped(taken_in(a_city(), a_ledger()))
    return confirm_import(chosen, leave_out=False, by=chosen.started_by, at=NOW)


def nothing_is_written() -> bool:
    return not (Project.objects.exists() or Fact.objects.exists() or Citation.objects.exists())


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_mid_write_leaves_nothing_and_another_begins_anew() -> None:
    chosen = confirmed()
    with subprocess.Popen([sys.executable, "-c", WORKER], env=child_environment(), stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"writing\n"
        assert resume_lost_imports(timezone.now() + timedelta(hours=1)) == 0, "its worker lives"
        os.kill(worker.pid, signal.SIGKILL)
    assert nothing_is_written()
    assert resume_lost_imports(timezone.now() + timedelta(minutes=1)) == 1
    run_tasks()
    chosen.refresh_from_db()
    assert (chosen.state, Project.objects.count()) == (ImportState.DONE, 2)


@pytest.mark.django_db
def test_an_error_in_mid_write_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = confirmed()

    def fail(table: object) -> None:
        raise OperationalError

    monkeypatch.setattr(evidence, "record_facts", fail)
    with pytest.raises(OperationalError):
        tasks.carry_on(chosen.pk, at=NOW)
    chosen.refresh_from_db()
    assert nothing_is_written()
    assert (chosen.state, chosen.refusal["code"]) == (ImportState.REFUSED, "import-failed")


@pytest.mark.django_db
def test_a_job_that_is_asked_to_stop_writes_nothing() -> None:
    chosen = confirmed()
    ask_to_stop(chosen.pk)
    assert gone_on(chosen).state == ImportState.CANCELLED
    assert nothing_is_written()


@pytest.mark.django_db
def test_an_import_put_aside_can_no_longer_be_confirmed() -> None:
    chosen = mapped(taken_in(a_city(), a_ledger()))
    cancel_import(chosen, by=chosen.started_by, at=NOW)
    with pytest.raises(ImportRefused, match="elsewhere"):
        confirm_import(chosen, leave_out=False, by=chosen.started_by, at=NOW)


@pytest.mark.django_db
def test_what_changed_since_the_dry_run_is_shown_once_more() -> None:
    city = a_city()
    first, second = (mapped(taken_in(city, a_ledger(), name=name)) for name in ("a.xlsx", "b.xlsx"))
    for chosen in (first, second):
        confirm_import(chosen, leave_out=False, by=city.dispatcher, at=NOW)
    assert gone_on(first).state == ImportState.DONE
    second = gone_on(second)
    assert (second.state, second.counts["unchanged"]) == (ImportState.PLANNED, 2)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_ledger_at_once_make_no_doubles() -> None:
    city = a_city()
    chosen = [mapped(taken_in(city, a_ledger(), name=name)) for name in ("a.xlsx", "b.xlsx")]
    for one in chosen:
        confirm_import(one, leave_out=False, by=city.dispatcher, at=NOW)
    states = at_once(*[lambda one=one: gone_on(one).state for one in chosen])
    assert sorted(map(str, states)) == [ImportState.DONE, ImportState.PLANNED]
    assert (Project.objects.count(), Fact.objects.count()) == (2, 3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "code"), [(a_ledger()[:-300], "broken"), (b"", "empty-workbook")], ids=["half", "empty"]
)
def test_a_torn_file_is_refused_in_words(data: bytes, code: str) -> None:
    chosen = taken_in(a_city(), data)
    assert (chosen.state, chosen.refusal["code"]) == (ImportState.REFUSED, code)
