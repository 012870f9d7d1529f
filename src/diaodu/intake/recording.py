"""From a decided draft to records, each field with its citation; and back, as long as nobody has built on them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import ProtectedError

from diaodu.accounts.viewer import Viewer
from diaodu.facts.actions import cite, cite_typed, withdraw_citations
from diaodu.facts.models import Citation, Subject
from diaodu.intake.decisions import DecisionRefused
from diaodu.intake.models import COLLECTING_ROLES, Draft, DraftKind, DraftState
from diaodu.intake.proposing import Field, Fields
from diaodu.leads.actions import open_lead
from diaodu.leads.models import Lead
from diaodu.meetings.actions import put_on_agenda, record_attendance, record_directive, record_meeting
from diaodu.meetings.models import AgendaEntry, Attendance, Directive, DirectiveKind, Meeting
from diaodu.projects.actions import found_project, list_on_programme
from diaodu.projects.models import Listing, Project
from diaodu.text.days import due_day

Record = Meeting | Project | Lead | Directive
Row = TypeVar("Row", bound=models.Model)


@dataclass
class Confirmation:
    """One draft on its way to the ledger: what was decided, by whom, and the rows made so far."""

    draft: Draft
    fields: Fields
    match: Subject | None
    viewer: Viewer
    at: datetime
    made: list[tuple[str, int]] = field(default_factory=list)

    @property
    def who(self) -> dict[str, Any]:
        """`by` and `at` for the verbs of the floors below."""
        return {"by": self.viewer.user, "at": self.at}

    def value(self, name: str) -> str:
        return self.fields[name]["value"] if name in self.fields else ""

    def number(self, name: str) -> int | None:
        return int(self.value(name)) if name in self.fields else None

    def day(self, name: str) -> date | None:
        return date.fromisoformat(self.value(name)) if name in self.fields else None

    def each(self, name: str) -> Iterator[tuple[str, Field]]:
        """The fields that stand once per name, such as attendee:惠康."""
        return ((key, field) for key, field in self.fields.items() if key.startswith(f"{name}:"))

    def note(self, row: Row, *, is_new: bool = True) -> Row:
        """Remember a row that this confirmation made, for undoing."""
        if is_new:
            self.made.append((row._meta.label_lower, row.pk))
        return row

    def cite(self, subject: Subject, *names: str) -> None:
        """The evidence of these fields: their words in the text, or that this person typed them."""
        reading = self.draft.reading
        for name in names:
            found = self.fields.get(name)
            if found is not None and "start" in found:
                start, end = found["start"], found["end"]
                words, typed = reading.original[start:end], found["value"] if "read" in found else ""
                self.note(cite(subject, name, reading.source, start=start, end=end, words=words, typed=typed))
            elif found is not None and found.get("typed"):
                self.note(cite_typed(subject, name, reading.source, typed=found["value"], by=self.viewer.user))


def record(confirmation: Confirmation) -> Record:
    """Make the record, or join the one that it was matched with; then link what one meeting took up."""
    return _RECORDING[DraftKind(confirmation.draft.kind)](confirmation)


def _record_meeting(confirmation: Confirmation) -> Meeting:
    draft, title, held_on = confirmation.draft, confirmation.value("title"), confirmation.day("held_on")
    if confirmation.match is not None:
        meeting = _matched(confirmation, Meeting.objects.visible_to(confirmation.viewer))
        agreeing = {"ordinal": meeting.ordinal, "held_on": meeting.held_on, "chair": meeting.chair}
        cited = ["title", *(name for name, known in agreeing.items() if str(known) == confirmation.value(name))]
    else:
        same = Meeting.objects.filter(unit=draft.reading.source.unit, title=title)
        _refuse_double(same.filter(models.Q(held_on=held_on) | models.Q(held_on=None)) if held_on else same, title)
        meeting = record_meeting(
            title,
            unit=draft.reading.source.unit,
            series=confirmation.value("series"),
            ordinal=confirmation.number("ordinal"),
            held_on=held_on,
            chair=confirmation.value("chair"),
            **confirmation.who,
        )
        confirmation.note(meeting)
        cited = ["title", "series", "ordinal", "held_on", "chair"]
    confirmation.cite(meeting.subject, *cited)
    for key, person in confirmation.each("attendee"):
        attendance, is_new = record_attendance(meeting, name=person["value"], **confirmation.who)
        confirmation.note(attendance, is_new=is_new)
        confirmation.cite(meeting.subject, key)
    taken_up = draft.reading.drafts.filter(kind__in=[DraftKind.PROJECT, DraftKind.LEAD], state=DraftState.CONFIRMED)
    for other in taken_up.select_related("record__project", "record__lead"):
        assert other.record is not None
        _link(confirmation, meeting, other.order, other.record)
    return meeting


def _record_project(confirmation: Confirmation) -> Project:
    name, unit = confirmation.value("name"), confirmation.draft.reading.source.unit
    if confirmation.match is not None:
        project = _matched(confirmation, Project.objects.visible_to(confirmation.viewer))
    else:
        _refuse_double(Project.objects.filter(unit=unit, name=name), name)
        project = confirmation.note(found_project(name, unit=unit, **confirmation.who))
    confirmation.cite(project.subject, "name")
    meeting = _meeting_of(confirmation.draft)
    for key, programme in confirmation.each("programme"):
        year = _year_of(confirmation.draft, meeting)
        listing, is_new = list_on_programme(project, programme=programme["value"], year=year, **confirmation.who)
        confirmation.note(listing, is_new=is_new)
        confirmation.cite(project.subject, key)
    if meeting is not None:
        _link(confirmation, meeting, confirmation.draft.order, project.subject)
    return project


def _record_lead(confirmation: Confirmation) -> Lead:
    name, unit = confirmation.value("name"), confirmation.draft.reading.source.unit
    if confirmation.match is not None:
        lead = _matched(confirmation, Lead.objects.visible_to(confirmation.viewer))
    else:
        _refuse_double(Lead.objects.filter(unit=unit, name=name), name)
        lead = confirmation.note(open_lead(name, unit=unit, **confirmation.who))
    confirmation.cite(lead.subject, "name")
    meeting = _meeting_of(confirmation.draft)
    if meeting is not None:
        _link(confirmation, meeting, confirmation.draft.order, lead.subject)
    return lead


def _record_directive(confirmation: Confirmation) -> Directive:
    meeting = _meeting_of(confirmation.draft)
    if meeting is None:
        raise DecisionRefused("meeting-first")
    if confirmation.match is not None:
        directive = _matched(confirmation, Directive.objects.filter(meeting=meeting))
        confirmation.cite(directive.subject, "text")
        return directive
    text, due_words = confirmation.value("text"), confirmation.value("due_words")
    _refuse_double(meeting.directives.filter(text=text, party=confirmation.value("party")), text[:40])
    due_on = confirmation.day("due_on")
    if due_on is None or confirmation.fields["due_on"].get("derived"):
        # The meeting's date may have been corrected since the draft was made.
        due_on = due_day(due_words, said_on=meeting.held_on) if meeting.held_on else None
    directive = record_directive(
        meeting,
        text=text,
        order=confirmation.draft.order,
        kind=DirectiveKind(confirmation.value("kind") or DirectiveKind.DEMAND),
        number=confirmation.number("number"),
        party=confirmation.value("party"),
        due_words=due_words,
        due_on=due_on,
        **confirmation.who,
    )
    confirmation.note(directive)
    confirmation.cite(directive.subject, "party", "text", "due_words", *(["due_on"] if due_on else []))
    return directive


_RECORDING: dict[DraftKind, Callable[[Confirmation], Record]] = {
    DraftKind.MEETING: _record_meeting,
    DraftKind.PROJECT: _record_project,
    DraftKind.LEAD: _record_lead,
    DraftKind.DIRECTIVE: _record_directive,
}


def _matched(confirmation: Confirmation, in_sight: models.QuerySet[Row]) -> Row:
    """The record that was chosen, if this person collects for its unit; that one is out of sight is not told."""
    found = in_sight.select_related("subject").filter(subject=confirmation.match).first()
    if found is None:
        raise DecisionRefused("no-such-record")
    if _unit_of(found) not in confirmation.viewer.units(COLLECTING_ROLES):
        raise DecisionRefused("only-seen", name=str(found)[:40])
    return found


def _unit_of(record: Any) -> int:
    holder = record.meeting if isinstance(record, Directive) else record
    unit_id: int = holder.unit_id
    return unit_id


def _refuse_double(same: models.QuerySet[Any], name: str) -> None:
    """Nobody else can be confirming meanwhile: the journal's head is locked."""
    if same.exists():
        raise DecisionRefused("record-exists", name=name)


def _meeting_of(draft: Draft) -> Meeting | None:
    """The meeting that the draft's text was confirmed to be about."""
    confirmed = draft.reading.drafts.filter(kind=DraftKind.MEETING, state=DraftState.CONFIRMED)
    return Meeting.objects.filter(subject__in=confirmed.values("record")).order_by("pk").first()


def _year_of(draft: Draft, meeting: Meeting | None) -> int:
    """The year of a programme's list: the meeting's, as confirmed or proposed, else that of receipt."""
    if meeting is not None and meeting.held_on is not None:
        return meeting.held_on.year
    proposed = draft.reading.drafts.filter(kind=DraftKind.MEETING).order_by("order").first()
    if proposed is not None and "held_on" in proposed.fields:
        return date.fromisoformat(proposed.fields["held_on"]["value"]).year
    return draft.reading.source.entry.recorded_at.year


def _link(confirmation: Confirmation, meeting: Meeting, order: int, subject: Subject) -> None:
    taken_up = {"project": subject.project} if hasattr(subject, "project") else {"lead": subject.lead}
    entry, is_new = put_on_agenda(meeting, order=order, **taken_up, **confirmation.who)
    confirmation.note(entry, is_new=is_new)


def withdraw(draft: Draft) -> None:
    """Take back what confirming a draft made, save what another confirmed text says too: that falls to the other one.

    The journal keeps it; refused when others have built on it.
    """
    subject, name = draft.record, _name(draft)
    if draft.made_record:
        _refuse_if_built_on(draft, name)
    if draft.kind == DraftKind.MEETING:
        # Agenda entries of this text fall with its meeting, whichever draft completed them.
        made = {
            pk for other in draft.reading.drafts.all() for label, pk in other.made if label == "meetings.agendaentry"
        }
        for entry in AgendaEntry.objects.filter(pk__in=made, meeting__subject=subject):
            if not _handed_on(draft, entry):
                entry.delete()
    for label, pk in reversed(draft.made):
        model = apps.get_model(label)
        row = model._base_manager.filter(pk=pk).first()
        if isinstance(row, Citation):
            withdraw_citations([row])
        elif row is not None and not _handed_on(draft, row):
            try:
                row.delete()
            except ProtectedError:
                raise DecisionRefused("built-on", name=name) from None


def _handed_on(draft: Draft, row: models.Model) -> bool:
    """Whether another confirmed draft says what this row says; from now on undoing that one takes the row back."""
    others = Draft.objects.filter(state=DraftState.CONFIRMED).exclude(pk=draft.pk)
    heir = next((other for other in _on_same_record(draft, row, others) if _says(other, row)), None)
    made = [row._meta.label_lower, row.pk]
    if heir is not None and made not in heir.made:
        heir.made = [*heir.made, made]
        heir.save()
    return heir is not None


def _on_same_record(draft: Draft, row: models.Model, others: models.QuerySet[Draft]) -> models.QuerySet[Draft]:
    """The other drafts that may rest on a row: on an agenda entry, those of texts that joined both of its ends."""
    if not isinstance(row, AgendaEntry):
        return others.filter(record=draft.record)
    about_meeting = others.filter(record=row.meeting.subject_id).values("reading")
    taken_up = models.Q(record__project=row.project_id) if row.project_id else models.Q(record__lead=row.lead_id)
    return others.filter(taken_up, reading__in=about_meeting)


def _says(other: Draft, row: models.Model) -> bool:
    fields: Fields = other.fields
    if isinstance(row, Attendance):
        return any(key.startswith("attendee:") and field["value"] == row.name for key, field in fields.items())
    if isinstance(row, Listing):
        programme = row.programme.name
        named = any(key.startswith("programme:") and field["value"] == programme for key, field in fields.items())
        return named and _year_of(other, _meeting_of(other)) == row.year
    return isinstance(row, AgendaEntry)


def _refuse_if_built_on(draft: Draft, name: str) -> None:
    assert draft.record is not None
    record = getattr(draft.record, draft.kind)
    if record.history.first().position > draft.history.first().position:
        raise DecisionRefused("changed-since", name=name)
    others = Draft.objects.filter(record=draft.record, state=DraftState.CONFIRMED).exclude(pk=draft.pk)
    own = [pk for label, pk in draft.made if label == "facts.citation"]
    if others.exists() or Citation.objects.standing().filter(subject=draft.record).exclude(pk__in=own).exists():
        raise DecisionRefused("built-on", name=name)


def _name(draft: Draft) -> str:
    fields: Fields = draft.fields
    named = next(fields[name]["value"] for name in ("title", "name", "text") if name in fields)
    return named[:40]
