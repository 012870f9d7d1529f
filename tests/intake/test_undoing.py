"""A decision is undone as long as nobody has built on it; the journal keeps it."""

import pytest

from diaodu.accounts.models import Role
from diaodu.facts.models import Citation
from diaodu.intake.actions import DecisionRefused, confirm_all, confirm_draft, reject_draft, undo_decision
from diaodu.intake.models import Draft, DraftState, Reading
from diaodu.journal.histories import as_of
from diaodu.journal.models import Entry
from diaodu.leads.models import Lead
from diaodu.meetings.models import AgendaEntry, Attendance, Meeting
from diaodu.projects.actions import found_project, rename_project
from diaodu.projects.models import Listing, Project
from tests.world import NOW, WRITE_UP, City, a_city, a_person, a_reading

pytestmark = pytest.mark.django_db


def confirm_everything(city: City, reading: Reading) -> None:
    assert confirm_all(reading, viewer=city.sees(city.dispatcher), at=NOW).left == []


def undo(city: City, reading: Reading, kind: str) -> Draft:
    draft = reading.drafts.filter(kind=kind, state=DraftState.CONFIRMED).first()
    assert draft is not None
    return undo_decision(draft, by=city.dispatcher, at=NOW)


def test_what_confirming_made_is_withdrawn_and_still_known_as_of_then() -> None:
    city = a_city()
    reading = a_reading(city)
    confirm_everything(city, reading)
    before = Entry.objects.latest("position").position
    subject = reading.drafts.filter(kind="project").first().record
    draft = undo(city, reading, "project")
    assert (draft.state, draft.record, draft.made, draft.decided_by) == (DraftState.PROPOSED, None, [], None)
    assert not Project.objects.filter(subject=subject).exists()
    assert not Citation.objects.standing().filter(subject=subject).exists()
    assert (Listing.objects.count(), AgendaEntry.objects.count()) == (1, 2)
    assert as_of(Project, before).filter(subject=subject).exists()


def test_a_meeting_falls_with_its_agenda_and_can_be_confirmed_again() -> None:
    city = a_city()
    reading = a_reading(city)
    confirm_everything(city, reading)
    undo(city, reading, "directive")
    draft = undo(city, reading, "meeting")
    assert [model.objects.count() for model in (Meeting, Attendance, AgendaEntry, Project)] == [0, 0, 0, 2]
    confirm_draft(draft, corrections=None, match=None, viewer=city.sees(city.dispatcher), at=NOW)
    assert (Meeting.objects.get().agenda.count(), Attendance.objects.count()) == (3, 2)


def test_a_meeting_with_directives_is_not_undone_before_them() -> None:
    city = a_city()
    reading = a_reading(city)
    confirm_everything(city, reading)
    with pytest.raises(DecisionRefused) as refused:
        undo(city, reading, "meeting")
    assert (refused.value.code, Meeting.objects.get().agenda.count()) == ("built-on", 3)


def test_a_record_that_another_text_joined_stays() -> None:
    city = a_city()
    first, second = a_reading(city), a_reading(city, WRITE_UP.replace("5月29日", "6月18日"), name="next.txt")
    confirm_everything(city, first)
    confirm_everything(city, second)
    with pytest.raises(DecisionRefused) as refused:
        undo(city, first, "lead")
    assert (refused.value.code, Lead.objects.get().agenda_entries.count()) == ("built-on", 2)


def test_undoing_a_match_leaves_the_record_and_takes_its_evidence_back() -> None:
    city = a_city()
    known = found_project("市十一中迁建", unit=city.unit, by=city.dispatcher, at=NOW)
    reading = a_reading(city)
    confirm_everything(city, reading)
    undo(city, reading, "project")
    assert (known.listings.count(), known.agenda_entries.count()) == (0, 0)
    assert not Citation.objects.standing().filter(subject=known.subject).exists()
    assert Project.objects.filter(pk=known.pk).exists()


def test_a_record_changed_since_is_not_undone() -> None:
    city = a_city()
    reading = a_reading(city)
    confirm_everything(city, reading)
    project = Project.objects.get(name="市十一中迁建")
    rename_project(project, name="市十一中整体迁建", reason="按批复", by=city.dispatcher, at=NOW)
    with pytest.raises(DecisionRefused) as refused:
        undo(city, reading, "project")
    assert refused.value.code == "changed-since"


def test_corrections_are_undone_with_the_decision() -> None:
    city = a_city()
    draft = a_reading(city).drafts.filter(kind="lead").first()
    assert draft is not None
    corrected = confirm_draft(
        draft, corrections={"name": "吉利商用车"}, match=None, viewer=city.sees(city.dispatcher), at=NOW
    )
    assert undo_decision(corrected, by=city.dispatcher, at=NOW).fields == draft.fields


def test_a_rejection_is_undone_by_who_made_it_only() -> None:
    city = a_city()
    colleague = a_person("colleague", "邵文", city.unit, Role.DISPATCHER)
    draft = reject_draft(a_reading(city).drafts.first(), reason="重复", by=city.dispatcher, at=NOW)
    with pytest.raises(DecisionRefused, match="陆向明"):
        undo_decision(draft, by=colleague, at=NOW)
    opened = undo_decision(draft, by=city.dispatcher, at=NOW)
    assert (opened.state, opened.reason) == (DraftState.PROPOSED, "")
    assert [row.state for row in opened.history.all()] == ["proposed", "rejected", "proposed"]


def test_an_open_draft_has_nothing_to_undo() -> None:
    city = a_city()
    with pytest.raises(DecisionRefused) as refused:
        undo_decision(a_reading(city).drafts.first(), by=city.dispatcher, at=NOW)
    assert refused.value.code == "not-decided"
