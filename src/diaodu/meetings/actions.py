"""Verbs of dispatch meetings: recording one that was held, who attended, what it took up and demanded."""

from datetime import date, datetime

from diaodu.accounts.models import Unit, User
from diaodu.facts.models import Subject, SubjectKind
from diaodu.journal.writing import journal_entry
from diaodu.leads.models import Lead
from diaodu.meetings.models import AgendaEntry, Attendance, Directive, DirectiveKind, Meeting, Series
from diaodu.projects.models import Project


def record_meeting(
    title: str,
    *,
    unit: Unit,
    by: User,
    at: datetime,
    series: str = "",
    ordinal: int | None = None,
    held_on: date | None = None,
    chair: str = "",
) -> Meeting:
    """A meeting that a unit convened, in the series of that name, which begins with it if it is new."""
    with journal_entry(by=by.pk, at=at, verb="record_meeting"):
        row = Series.objects.get_or_create(unit=unit, name=series)[0] if series else None
        subject = Subject.objects.create(kind=SubjectKind.MEETING)
        return Meeting.objects.create(
            subject=subject, unit=unit, title=title, series=row, ordinal=ordinal, held_on=held_on, chair=chair
        )


def record_attendance(meeting: Meeting, *, name: str, by: User, at: datetime) -> tuple[Attendance, bool]:
    """Somebody was present: (attendance, whether it is new)."""
    with journal_entry(by=by.pk, at=at, verb="record_attendance"):
        return Attendance.objects.get_or_create(meeting=meeting, name=name)


def put_on_agenda(
    meeting: Meeting, *, order: int, by: User, at: datetime, project: Project | None = None, lead: Lead | None = None
) -> tuple[AgendaEntry, bool]:
    """The meeting took up a project or a lead: (entry, whether it is new)."""
    with journal_entry(by=by.pk, at=at, verb="put_on_agenda"):
        return AgendaEntry.objects.get_or_create(meeting=meeting, project=project, lead=lead, defaults={"order": order})


def record_directive(
    meeting: Meeting,
    *,
    text: str,
    order: int,
    by: User,
    at: datetime,
    kind: DirectiveKind = DirectiveKind.DEMAND,
    number: int | None = None,
    party: str = "",
    due_words: str = "",
    due_on: date | None = None,
) -> Directive:
    """What the meeting demanded of a party, and by when."""
    with journal_entry(by=by.pk, at=at, verb="record_directive"):
        subject = Subject.objects.create(kind=SubjectKind.DIRECTIVE)
        return Directive.objects.create(
            subject=subject,
            meeting=meeting,
            text=text,
            order=order,
            kind=kind,
            number=number,
            party=party,
            due_words=due_words,
            due_on=due_on,
        )
