"""What the page of received texts shows: the newest first, each with how far it has come."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from diaodu.accounts.viewer import Viewer
from diaodu.intake.models import Draft, DraftState, Reading, ReadingState
from diaodu.intake.values import Refusal
from diaodu.intake.words import Words, refusal_words
from diaodu.journal.histories import as_of


@dataclass(frozen=True)
class Received:
    """One received text: who sent it, for whom, and what became of it."""

    reading: Reading
    unit_name: str
    counts: dict[str, int]

    @property
    def refusal(self) -> Words | None:
        return words_of_refusal(self.reading)

    @property
    def is_being_read(self) -> bool:
        return self.reading.state in (ReadingState.WAITING, ReadingState.RUNNING)

    @property
    def drafts(self) -> int:
        return sum(self.counts.values())


def words_of_refusal(reading: Reading) -> Words | None:
    """Why a text cannot be read and what to do, in the language that is active now."""
    if reading.refusal is None:
        return None
    return refusal_words(Refusal(reading.refusal["code"], **reading.refusal["values"]))


def received_readings(viewer: Viewer, position: int | None) -> QuerySet[Reading]:
    """Readings this person may see, the newest first, without their texts; those known at a position."""
    readings = Reading.objects.visible_to(viewer).defer("original", "restored", "edits")
    if position is not None:
        readings = readings.filter(source__entry_id__lte=position)
    return readings.select_related("source__entry", "source__received_by").order_by("-source__entry_id", "-pk")


def received_rows(readings: Iterable[Reading], viewer: Viewer, position: int | None) -> Iterator[Received]:
    readings = list(readings)
    drafts = Draft.objects.all() if position is None else as_of(Draft, position)
    states = drafts.filter(reading_id__in=[reading.pk for reading in readings]).values_list("reading_id", "state")
    found = Counter(states)
    for reading in readings:
        counts = {state.value: found[reading.pk, state.value] for state in DraftState}
        yield Received(reading, viewer.tree.name(reading.source.unit_id), counts)


def left_to_confirm(viewer: Viewer) -> tuple[int, int]:
    """How many drafts wait for this person's eyes, and in how many texts."""
    waiting = Draft.objects.filter(state=DraftState.PROPOSED, reading__in=Reading.objects.visible_to(viewer))
    by_reading = Counter(waiting.order_by().values_list("reading_id", flat=True))
    return by_reading.total(), len(by_reading)
