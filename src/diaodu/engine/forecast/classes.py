"""Classes of past cases, from all history down to the narrowest, each drawn towards its parent when it is thin."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Generic, Protocol, TypeVar

# Keys from the widest class to the narrowest; a key that a case does not have is passed over.
LEVELS = ("phase", "node", "category", "unit")
# A parent class has the say of this many milestones or projects of the class itself.
PARENT_WEIGHT = 20
# Fewer milestones or projects than this in the whole history, and no forecast is made.
FEWEST = 5

# A class by its keys: (("timing", "due"), ("phase", "building")). The empty one is all history.
Klass = tuple[tuple[str, str], ...]


class Case(Protocol):
    @property
    def whose(self) -> str: ...


V = TypeVar("V")
C = TypeVar("C", bound=Case)
Weighed = tuple[V, float]


@dataclass(frozen=True)
class ClassWeight:
    """A class on the line down to the narrowest, how many milestones or projects stand in it, and its say."""

    klass: Klass
    n: int
    weight: float


@dataclass(frozen=True)
class Group(Generic[C]):
    cases: Sequence[C]

    @cached_property
    def weighed(self) -> Sequence[Weighed[C]]:
        """Each milestone or project counts once, however often it was looked at. The weights add up to 1."""
        times = Counter(case.whose for case in self.cases)
        return [(case, 1 / times[case.whose] / len(times)) for case in self.cases]

    @cached_property
    def n(self) -> int:
        return len({case.whose for case in self.cases})


def line_of(first: Klass, keys: Mapping[str, str], levels: Sequence[str]) -> list[Klass]:
    """From all history to the narrowest class that these keys describe."""
    full = (*first, *((level, keys[level]) for level in levels if keys.get(level)))
    return [full[:length] for length in range(len(full) + 1)]


class Classes(Generic[C]):
    """Cases by every class on their line."""

    def __init__(self, cases: Iterable[tuple[C, Sequence[Klass]]]) -> None:
        members: dict[Klass, list[C]] = defaultdict(list)
        for case, line in cases:
            for klass in line:
                members[klass].append(case)
        self._groups = {klass: Group(tuple(found)) for klass, found in members.items()}

    @property
    def n(self) -> int:
        return self[()].n

    def __getitem__(self, klass: Klass) -> Group[C]:
        return self._groups.get(klass, Group(()))

    def weights(self, line: Sequence[Klass]) -> tuple[ClassWeight, ...]:
        """The say of each class that has members. What a class with n members leaves over goes to its parent."""
        found: list[ClassWeight] = []
        rest = 1.0
        known = [klass for klass in line if klass in self._groups]
        for klass in reversed(known):
            n = self._groups[klass].n
            say = rest if klass == known[0] else rest * n / (n + PARENT_WEIGHT)
            found.append(ClassWeight(klass, n, say))
            rest -= say
        return tuple(reversed(found))


def quantiles(ordered: Sequence[Weighed[V]], shares: Iterable[float]) -> list[V]:
    """The smallest values that reach these shares of the whole weight."""
    sums = list(accumulate(weight for _, weight in ordered))
    slack = 1e-9 * sums[-1]
    return [ordered[min(bisect_left(sums, share * sums[-1] - slack), len(sums) - 1)][0] for share in shares]


def condensed(weighed: Iterable[Weighed[V]], points: int) -> tuple[Weighed[V], ...]:
    """At most so many points that together weigh as much: equal shares of the weight, equal values as one."""
    ordered = sorted(weighed)
    if len(ordered) > points:
        each = sum(weight for _, weight in ordered) / points
        ordered = [(value, each) for value in quantiles(ordered, [(at + 0.5) / points for at in range(points)])]
    return tuple((value, sum(weight for _, weight in same)) for value, same in groupby(ordered, key=itemgetter(0)))
