"""Two people at once, in real transactions of their own, do not make doubles."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from diaodu.facts.models import Source, SourceKind
from diaodu.intake.actions import DecisionRefused, confirm_all, confirm_draft, reject_draft, take_in
from diaodu.intake.models import Draft, Reading
from diaodu.meetings.models import AgendaEntry, Meeting
from diaodu.projects.models import Project
from tests.world import NOW, WRITE_UP, City, a_city, a_reading

pytestmark = pytest.mark.django_db(transaction=True)

Outcome = object


def at_once(*verbs: Callable[[], Outcome]) -> list[Outcome]:
    """What each verb gave, or the code of its refusal; each runs on a connection of its own."""
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], Outcome]) -> Outcome:
        try:
            connection.ensure_connection()
            barrier.wait(10)
            return verb()
        except DecisionRefused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as people:
        return list(people.map(run, verbs))


def confirm(city: City, draft: Draft) -> str:
    return confirm_draft(draft, corrections=None, match=None, viewer=city.sees(city.dispatcher), at=NOW).state


def test_one_draft_confirmed_by_two_makes_one_record() -> None:
    city = a_city()
    draft = a_reading(city).drafts.get(kind="lead")
    outcomes = at_once(*[lambda: confirm(city, draft)] * 4)
    assert sorted(map(str, outcomes)) == ["already-confirmed"] * 3 + ["confirmed"]
    assert draft.history.filter(state="confirmed").count() == 1


def test_confirmed_and_rejected_at_once_is_one_or_the_other() -> None:
    city = a_city()
    draft = a_reading(city).drafts.filter(kind="project").first()
    assert draft is not None
    outcomes = at_once(
        lambda: confirm(city, draft),
        lambda: reject_draft(draft, reason="重复", by=city.leader, at=NOW).state,
    )
    draft.refresh_from_db()
    assert sorted(map(str, outcomes)) in (["already-confirmed", "confirmed"], ["already-rejected", "rejected"])
    assert Project.objects.count() == (draft.state == "confirmed")


def test_one_meeting_reported_by_two_texts_is_made_once() -> None:
    city = a_city()
    texts = [WRITE_UP, WRITE_UP + "又讯"]
    drafts = [a_reading(city, text).drafts.get(kind="meeting") for text in texts]
    outcomes = at_once(*[lambda draft=draft: confirm(city, draft) for draft in drafts])
    assert (sorted(map(str, outcomes)), Meeting.objects.count()) == (["confirmed", "record-exists"], 1)


def test_meeting_and_project_confirmed_at_once_are_linked() -> None:
    city = a_city()
    drafts = a_reading(city).drafts.filter(kind__in=["meeting", "lead"])
    assert at_once(*[lambda draft=draft: confirm(city, draft) for draft in drafts]) == ["confirmed", "confirmed"]
    assert AgendaEntry.objects.count() == 1


def test_all_confirmed_twice_at_once_is_confirmed_once() -> None:
    city = a_city()
    reading = a_reading(city)
    everything = lambda: len(confirm_all(reading, viewer=city.sees(city.dispatcher), at=NOW).confirmed)  # noqa: E731
    assert sorted(map(str, at_once(everything, everything))) == ["0", "5"]
    assert (Meeting.objects.count(), Project.objects.count(), AgendaEntry.objects.count()) == (1, 2, 3)


def test_one_file_sent_twice_at_once_is_received_once() -> None:
    city = a_city()
    who = {"kind": SourceKind.FILE, "name": "5月.txt", "unit": city.unit, "encoding": None, "by": city.dispatcher}
    outcomes = at_once(*[lambda: take_in([b"one file"], at=NOW, **who)[1]] * 3)
    assert sorted(map(str, outcomes)) == ["False", "False", "True"]
    assert (Source.objects.count(), Reading.objects.count()) == (1, 1)
