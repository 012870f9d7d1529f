"""What was said of a finish date, look by look, and the slips between two looks."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from statistics import median_low

# Two looks count as one step apart when the days between them lie within this factor of the step.
STRETCH = 2
# Looks a month apart say little about a year: below this, steps are not told apart from the rhythm of the reports.
SHORTEST_STEP = 150


@dataclass(frozen=True)
class Look:
    """On `on` the date was said to be `says_on` (None: not said). `finished`: it is the finish, no longer a plan.

    An extension is a look too: on the day it was granted the date became another, `words` say why.
    """

    on: date
    says_on: date | None
    keys: Mapping[str, str] = field(default_factory=dict)
    finished: bool = False
    words: str = ""


@dataclass(frozen=True)
class Track:
    """The looks at one milestone or project, earliest first. `whose` names it in reasons."""

    whose: str
    looks: tuple[Look, ...]

    @classmethod
    def of(cls, whose: str, looks: Iterable[Look]) -> "Track":
        return cls(whose, tuple(sorted(looks, key=lambda look: look.on)))

    def until(self, day: date) -> "Track":
        """What was known on that day."""
        return Track(self.whose, tuple(look for look in self.looks if look.on <= day))

    def carried_forward(self, until: date, every_days: int) -> "Track":
        """Looks added between changes, each saying what was last said: a plan nobody extended is an observation too."""
        looks: list[Look] = []
        for look, after in zip(self.looks, [*self.looks[1:], None], strict=True):
            looks.append(look)
            last = until if after is None else min(after.on, until)
            day = look.on + timedelta(days=every_days)
            while not look.finished and day < last:
                looks.append(replace(look, on=day, words=""))
                day += timedelta(days=every_days)
        if looks and not looks[-1].finished and looks[-1].on < until:
            looks.append(replace(looks[-1], on=until, words=""))
        return Track(self.whose, tuple(looks))


@dataclass(frozen=True)
class Slip:
    """Asked on one day, the date was said to be `planned_on`; seen again later, it had become `became_on`."""

    whose: str
    keys: Mapping[str, str]
    asked_on: date
    planned_on: date
    seen_on: date
    became_on: date
    finished: bool = False
    words: str = ""

    @property
    def days(self) -> int:
        return (self.became_on - self.planned_on).days

    @property
    def days_left(self) -> int:
        """Until the stated date, on the day of asking."""
        return (self.planned_on - self.asked_on).days

    @property
    def gap_days(self) -> int:
        return (self.seen_on - self.asked_on).days

    @property
    def share(self) -> float:
        """Days moved as a share of the days between asking and seeing.

        What is overdue and still open has moved to the day of seeing at least: that part is certain and not counted.
        """
        if self.finished:
            return (self.became_on - max(self.planned_on, self.asked_on)).days / self.gap_days
        certain = max(self.planned_on, self.seen_on)
        return (max(self.became_on, self.seen_on) - certain).days / self.gap_days


def usual_step(tracks: Iterable[Track]) -> int:
    """The usual number of days between two looks, but never less than the shortest step."""
    gaps = [
        (after.on - look.on).days for track in tracks for look, after in zip(track.looks, track.looks[1:], strict=False)
    ]
    return max(SHORTEST_STEP, median_low(gaps)) if gaps else SHORTEST_STEP


def slips_of(track: Track, step_days: int) -> Iterator[Slip]:
    """For each look the one about a step later, or the finish if that came first."""
    days = [look.on.toordinal() for look in track.looks]
    for place, look in enumerate(track.looks):
        if look.finished:
            return
        after = _a_step_later(track.looks, days, place, step_days)
        if after is not None and look.says_on and after.says_on:
            yield Slip(
                track.whose, look.keys, look.on, look.says_on, after.on, after.says_on, after.finished, after.words
            )


def _a_step_later(looks: Sequence[Look], days: Sequence[int], place: int, step_days: int) -> Look | None:
    asked = days[place]
    first = max(place + 1, bisect_left(days, asked + -(-step_days // STRETCH)))
    last = bisect_left(days, asked + step_days * STRETCH + 1)
    near = [at for at in range(first, last) if looks[at].says_on]
    if near:
        return looks[min(near, key=lambda at: (abs(days[at] - asked - step_days), at))]
    ending = looks[-1]
    return ending if ending.finished and asked < days[-1] < asked + step_days * STRETCH else None
