"""Base rates: how far dates moved in the past, by class."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diaodu.engine.forecast.classes import (
    FEWEST,
    LEVELS,
    Classes,
    ClassWeight,
    Group,
    Klass,
    Weighed,
    condensed,
    line_of,
)
from diaodu.engine.forecast.tracks import SHORTEST_STEP, Slip, Track, slips_of, usual_step
from diaodu.engine.labels import Label

# A class is kept as at most this many equally likely slips of what finished, and as many of what stayed open.
POINTS = 40


@dataclass(frozen=True)
class Timing:
    """How far off a stated date is, in steps: up to `most`."""

    code: str
    most: float
    label: Label


TIMINGS = (
    Timing("overdue", 0, Label("已逾期", "overdue")),
    Timing("due", 0.5, Label("半个报告期内到期", "due within half a report's time")),
    Timing("due_late", 1, Label("本报告期内到期", "due before the next report")),
    Timing("next", 1.5, Label("下一报告期前半到期", "due soon after the next report")),
    Timing("soon", 2.5, Label("两个报告期左右到期", "due in about two reports' time")),
    Timing("later", 5, Label("五个报告期内到期", "due within five reports' time")),
    Timing("distant", float("inf"), Label("五个报告期以后到期", "due later than five reports' time")),
)
# Without a new date it would be finished before the next report.
DUE = ("overdue", "due", "due_late")


def timing(days_left: float, step_days: float) -> str:
    return next(each.code for each in TIMINGS if days_left <= each.most * step_days)


@dataclass(frozen=True)
class Spread:
    """How far dates moved, as shares of a step: for what finished and for what stayed open. All weights add up to 1."""

    finished: tuple[Weighed[float], ...]
    moved: tuple[Weighed[float], ...]


class BaseRates:
    """Past slips by class. Knows only what it was handed: hand in what was known on the day of asking."""

    def __init__(self, slips: Iterable[Slip], step_days: int = SHORTEST_STEP, levels: Sequence[str] = LEVELS) -> None:
        self.step_days = step_days
        self.levels = tuple(levels)
        self._classes: Classes[Slip] = Classes(
            (slip, self._line(slip.keys, timing(slip.days_left, step_days))) for slip in slips
        )
        self._narrow: dict[Klass, Spread] = {}
        self._spreads: dict[tuple[Klass, str], Spread] = {}

    @classmethod
    def learn(cls, tracks: Sequence[Track], levels: Sequence[str] = LEVELS) -> "BaseRates":
        """From all looks of these tracks, one step apart."""
        step_days = usual_step(tracks)
        return cls((slip for track in tracks for slip in slips_of(track, step_days)), step_days, levels)

    @property
    def n(self) -> int:
        """Milestones or projects with at least one slip, of any length."""
        return self._classes.n

    @property
    def has_finished(self) -> bool:
        return any(slip.finished for slip in self._classes[()].cases)

    def classes(self, keys: Mapping[str, str], when: str) -> tuple[ClassWeight, ...]:
        """The classes that have a say. Due and not due are taken together only where almost nothing is known."""
        everything, of_its_kind, *narrower = self._line(keys, when)
        wide = [everything] if self._classes[of_its_kind].n < FEWEST else []
        return self._classes.weights([*wide, of_its_kind, *narrower])

    def slips(self, klass: Klass) -> Sequence[Slip]:
        return self._classes[klass].cases

    def spread(self, keys: Mapping[str, str], when: str) -> Spread:
        """The classes' slips, each class by its say."""
        key = (tuple((level, keys.get(level, "")) for level in self.levels), when)
        if key not in self._spreads:
            parts = [(self._own_spread(each.klass), each.weight) for each in self.classes(keys, when)]
            self._spreads[key] = Spread(
                condensed(((value, w * say) for own, say in parts for value, w in own.finished), POINTS),
                condensed(((value, w * say) for own, say in parts for value, w in own.moved), POINTS),
            )
        return self._spreads[key]

    def _line(self, keys: Mapping[str, str], when: str) -> list[Klass]:
        kind = "due" if when in DUE else "not_due"
        return line_of((("kind", kind), ("timing", when)), keys, self.levels)

    def _own_spread(self, klass: Klass) -> Spread:
        if klass not in self._narrow:
            group: Group[Slip] = self._classes[klass]
            self._narrow[klass] = Spread(
                condensed(((slip.share, w) for slip, w in group.weighed if slip.finished), POINTS),
                condensed(((slip.share, w) for slip, w in group.weighed if not slip.finished), POINTS),
            )
        return self._narrow[klass]
