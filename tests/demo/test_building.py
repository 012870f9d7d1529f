"""The demo world: the meeting of the write-up stands, with its evidence, and building twice gives the same world."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from diaodu.accounts.tree import UnitTree
from diaodu.demo.building import build_world
from diaodu.demo.cast import PASSWORD
from diaodu.facts.models import Citation, Fact
from diaodu.facts.reporting import Submission
from diaodu.intake.models import Draft, DraftState
from diaodu.leads.models import Lead
from diaodu.meetings.models import Meeting
from diaodu.projects.models import Project

LATER = datetime(2024, 7, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_the_tenth_meeting_comes_out_of_its_damaged_page() -> None:
    build_world()
    tenth = Meeting.objects.get(ordinal=10)
    assert (str(tenth.held_on), tenth.chair, tenth.agenda.count()) == ("2024-05-29", "沈望川", 10)
    assert sorted(tenth.directives.exclude(number=None).values_list("number", flat=True)) == [1, 2, 3, 4]
    for citation in Citation.objects.filter(subject=tenth.subject).select_related("source__reading"):
        assert citation.source.reading.original[citation.start : citation.end] == citation.words


@pytest.mark.django_db
def test_the_city_has_three_years_of_reports() -> None:
    build_world()
    assert (Project.objects.count(), Lead.objects.count(), Meeting.objects.count()) == (300, 202, 10)
    assert Fact.objects.values("period").distinct().count() == 36
    assert Fact.objects.exclude(supersedes=None).exclude(reason=None).exists()
    assert {row.state for row in Submission.objects.filter(period="2024-05")} == {"accepted"}
    assert Submission.objects.late(now=LATER).count() > 10
    merged = UnitTree.on(date(2022, 6, 1)).states.keys() - UnitTree.on(date(2024, 6, 1)).states.keys()
    assert not Project.objects.filter(unit__in=merged).exists()
    assert Project.history.filter(unit_id__in=merged).exists()


@pytest.mark.django_db
def test_one_write_up_waits_for_a_person() -> None:
    build_world()
    waiting = Draft.objects.filter(state=DraftState.PROPOSED)
    assert {draft.reading.source.name for draft in waiting} == {"招商引资第三次调度会（网页）.txt"}


@pytest.mark.sqlite
def test_building_twice_gives_the_same_world(tmp_path: Path) -> None:
    assert world_in(tmp_path / "one") == world_in(tmp_path / "two")


def world_in(folder: Path) -> str:
    """Builds the world in a folder by the command; returns a digest of every row but the queue's own."""
    environment = {**os.environ, "DIAODU_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "diaodu.cli.main", "demo", "--no-serve"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    digest = hashlib.sha256()
    with sqlite3.connect(folder / "diaodu.sqlite3") as store:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ? ORDER BY name"
        for app in ("accounts", "facts", "intake", "journal", "leads", "meetings", "projects"):
            for (table,) in store.execute(named, (f"{app}_%",)).fetchall():
                for row in store.execute(f'SELECT * FROM "{table}" ORDER BY 1'):
                    digest.update(repr((table, row)).encode())
    store.close()
    return digest.hexdigest()


@pytest.mark.django_db
@pytest.mark.parametrize("is_demo", [True, False])
def test_only_the_demonstration_says_its_password(client: Client, is_demo: bool) -> None:
    marker = settings.DATA_DIR / "demo"
    if is_demo:
        marker.touch()
    try:
        page = client.get("/accounts/login/").content.decode()
    finally:
        marker.unlink(missing_ok=True)
    assert (PASSWORD in page) is is_demo
