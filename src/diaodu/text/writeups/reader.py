"""Reading one write-up of a dispatch meeting from beginning to end."""

from diaodu.text.writeups.agenda import read_agenda
from diaodu.text.writeups.asks import read_asks
from diaodu.text.writeups.dates import read_date
from diaodu.text.writeups.directives import read_directives
from diaodu.text.writeups.layout import Layout
from diaodu.text.writeups.people import read_people
from diaodu.text.writeups.speech import speeches
from diaodu.text.writeups.title import read_meeting, read_ordinal, read_series, tells_of_a_meeting
from diaodu.text.writeups.values import WriteUp
from diaodu.text.writeups.wrapping import Unwrapped, put_back


def read_write_up(text: str) -> WriteUp:
    """What the write-up says. Lines broken inside a sentence are joined for reading; every place is one in `text`."""
    unwrapped = Unwrapped.of(text)
    if len(unwrapped.text) == len(text):
        return _read(text)
    return put_back(_read(unwrapped.text), unwrapped, text)


def _read(text: str) -> WriteUp:
    """Without a meeting there is nothing to read, and everything is empty; it may be one that nobody names."""
    layout = Layout.of(text)
    meeting = read_meeting(layout)
    if meeting is None and not tells_of_a_meeting(layout):
        return WriteUp()
    people = read_people(layout)
    known = {person.text: person for person in (people.chair, *people.attendees) if person is not None}
    directives = read_directives(layout, known)
    demanded = bytearray(len(text))
    for directive in directives:
        demanded[directive.text.span.start : directive.text.span.end] = b"\x01" * len(directive.text.span)
    for said in speeches(layout, known):
        demanded[said.start : said.end] = b"\x01" * len(said)
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
