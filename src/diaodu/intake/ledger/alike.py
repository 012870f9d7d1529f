"""Projects on record whose names resemble a new one, found without comparing every name with every other."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

_LEAST = 80
_MOST = 5
_RAREST = 4  # pairs of characters of a name that are looked up
_MOST_BEARERS = 2_000  # a pair that more names bear says little


class AlikeNames:
    """An index of names by pairs of neighbouring characters."""

    def __init__(self, names: Mapping[str, Sequence[int]]) -> None:
        self._names = [(name, found) for name, rows in names.items() for found in rows]
        self._bearers: dict[str, list[int]] = defaultdict(list)
        for number, (name, _) in enumerate(self._names):
            for pair in _pairs(name):
                self._bearers[pair].append(number)

    def of(self, plain: str) -> list[tuple[int, int]]:
        """(what bears the name, likeness in hundredths), the likeliest first."""
        if not self._names:
            return []
        rarest = sorted((pair for pair in _pairs(plain) if pair in self._bearers), key=self._bearing)[:_RAREST]
        shared = Counter(number for pair in rarest for number in self._bearers[pair][:_MOST_BEARERS])
        scored = []
        for number in shared:
            name, found = self._names[number]
            likeness = fuzz.ratio(plain, name, score_cutoff=_LEAST)
            if likeness:
                scored.append((found, int(likeness)))
        scored.sort(key=lambda pair: (-pair[1], pair[0]))
        return scored[:_MOST]

    def _bearing(self, pair: str) -> int:
        return len(self._bearers[pair])

    @staticmethod
    def likeness(one: str, other: str) -> int:
        return int(fuzz.ratio(one, other))


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)} or {name}
