"""From what a write-up says to drafts: the fields of each record, with the characters of the original they stand on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NotRequired, TypedDict

from diaodu.intake.models import DraftKind
from diaodu.meetings.models import DirectiveKind
from diaodu.text.days import due_day, full_days, latest_day
from diaodu.text.span import Span
from diaodu.text.writeups import DateWords, Directive, Named, ProjectMention, WriteUp

YearFrom = Literal["text", "page", "received"]


class Field(TypedDict):
    """One field of a draft: its value as text, and where it stands in the original, if it does.

    `year_from` says where a date has its year from; `derived`, that the value was computed from the words at the place;
    `read`, what the text says where a person typed something else; `typed`, that a person typed what stands nowhere.
    """

    value: str
    start: NotRequired[int]
    end: NotRequired[int]
    year_from: NotRequired[YearFrom]
    derived: NotRequired[bool]
    read: NotRequired[str]
    typed: NotRequired[bool]


Fields = dict[str, Field]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that a text seems to speak of."""

    kind: DraftKind
    fields: Fields


def propose(
    write_up: WriteUp, *, text: str, original_span: Callable[[Span], Span], received_on: date
) -> list[Proposal]:
    """Drafts in the order of confirming: the meeting, what it took up in the order of the text, what it demanded.

    `text` is the restored text of the write-up; `original_span` leads from its characters to the original's.
    """
    place = _Place(original_span)
    held = held_on(write_up.date, text=text, received_on=received_on) if write_up.date else None
    proposals = [Proposal(DraftKind.MEETING, _meeting(write_up, held, place))] if write_up.meeting else []
    mentions: list[tuple[int, Proposal]] = [
        *(
            (mention.name.span.start, Proposal(DraftKind.PROJECT, _project(mention, place)))
            for mention in write_up.projects
        ),
        *((lead.span.start, Proposal(DraftKind.LEAD, {"name": place.of(lead)})) for lead in write_up.leads),
    ]
    proposals += [proposal for _, proposal in sorted(mentions, key=lambda mention: mention[0])]
    day = held[0] if held else None
    proposals += [Proposal(DraftKind.DIRECTIVE, _directive(said, day, place)) for said in write_up.directives]
    proposals += [Proposal(DraftKind.DIRECTIVE, _ask(ask, place)) for ask in write_up.asks]
    return proposals


def held_on(words: DateWords, *, text: str, received_on: date) -> tuple[date, YearFrom] | None:
    """The day of the meeting, and where its year comes from: its own words, a dated page, else the day of receipt.

    A page tells of a meeting on its day or soon after, so the year is the one that leaves the shortest time between.
    """
    if words.year is not None:
        day = latest_day(received_on, year=words.year, month=words.month, day=words.day)
        return (day, "text") if day else None
    on_page = [day for day in _days_before(full_days(text), words) if day[0] <= received_on]
    if on_page:
        return min(on_page, key=lambda pair: pair[1] - pair[0])[0], "page"
    day = latest_day(received_on, year=None, month=words.month, day=words.day)
    return (day, "received") if day else None


def _days_before(pages: Iterable[date], words: DateWords) -> Iterator[tuple[date, date]]:
    for page in pages:
        day = latest_day(page, year=None, month=words.month, day=words.day)
        if day is not None:
            yield day, page


class _Place:
    """Fields with their place in the original."""

    def __init__(self, original_span: Callable[[Span], Span]) -> None:
        self.original_span = original_span

    def at(self, span: Span, value: str) -> Field:
        there = self.original_span(span)
        return {"value": value, "start": there.start, "end": there.end} if len(there) else {"value": value}

    def of(self, named: Named) -> Field:
        return self.at(named.span, named.words)


def _meeting(write_up: WriteUp, held: tuple[date, YearFrom] | None, place: _Place) -> Fields:
    assert write_up.meeting is not None
    title = write_up.meeting
    fields: Fields = {"title": place.of(title)}
    if (ordinal := write_up.ordinal) is not None:
        before, after = ordinal.span.start - title.span.start, ordinal.span.end - title.span.start
        fields["series"] = place.at(title.span, title.text[:before] + title.text[after:])
        fields["ordinal"] = place.at(ordinal.span, str(ordinal.number))
    if write_up.date is not None and held is not None:
        fields["held_on"] = {**place.at(write_up.date.span, held[0].isoformat()), "year_from": held[1]}
    if write_up.chair is not None:
        fields["chair"] = place.of(write_up.chair)
    for person in write_up.attendees:
        fields.setdefault(f"attendee:{person.words}", place.of(person))
    return fields


def _project(mention: ProjectMention, place: _Place) -> Fields:
    fields: Fields = {"name": place.of(mention.name)}
    if mention.programme is not None:
        fields[f"programme:{mention.programme.text}"] = place.of(mention.programme)
    return fields


def _directive(said: Directive, held: date | None, place: _Place) -> Fields:
    fields: Fields = {}
    if said.party is not None:
        fields["party"] = place.of(said.party)
    fields["text"] = place.of(said.text)
    if said.number is not None:
        fields["number"] = {"value": str(said.number)}
    if said.due is not None:
        fields["due_words"] = place.of(said.due)
        if held is not None and (due := due_day(said.due.text, said_on=held)) is not None:
            fields["due_on"] = {**place.at(said.due.span, due.isoformat()), "derived": True}
    return fields


def _ask(ask: Named, place: _Place) -> Fields:
    return {"text": place.of(ask), "kind": {"value": DirectiveKind.POLICY.value}}
