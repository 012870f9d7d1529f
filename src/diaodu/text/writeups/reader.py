"""Reading one write-up of a dispatch meeting from beginning to end."""

from diaodu.text.writeups.agenda import read_agenda
from diaodu.text.writeups.asks import read_asks
from diaodu.text.writeups.dates import read_date
from diaodu.text.writeups.directives import read_directives
from diaodu.text.writeups.layout import Layout
from diaodu.text.writeups.people import read_people
from diaodu.text.writeups.title import read_meeting, read_ordinal, read_series
from diaodu.text.writeups.values import WriteUp


def read_write_up(text: str) -> WriteUp:
    """What the write-up says. Without a meeting in it there is nothing to read, and everything is empty."""
    layout = Layout.of(text)
    meeting = read_meeting(layout)
    if meeting is None:
        return WriteUp()
    people = read_people(layout)
    known = {person.text: person for person in (people.chair, *people.attendees) if person is not None}
    directives = read_directives(layout, known)
    demanded = bytearray(len(text))
    for directive in directives:
        demanded[directive.text.span.start : directive.text.span.end] = b"\x01" * len(directive.text.span)
    agenda = read_agenda(layout, meeting, demanded)
    return WriteUp(
        meeting=meeting,
        ordinal=read_ordinal(meeting, layout),
        series=read_series(meeting, layout),
        date=read_date(layout, meeting),
        chair=people.chair,
        attendees=people.attendees,
        projects=agenda.projects,
        leads=agenda.leads,
        directives=directives,
        asks=read_asks(layout),
    )
