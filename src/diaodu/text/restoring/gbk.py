"""What pairs of GBK bytes stand for, and which characters a half-known pair may be."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from diaodu.text.restoring.costs import costs_alone, costs_of_signs
from diaodu.text.restoring.lexicon import UNKNOWN, readings, scripts, second_characters

LEADS = range(0x81, 0xFF)
TRAILS = tuple(trail for trail in range(0x40, 0xFF) if trail != 0x7F)
ANY_LEAD = bytes(LEADS)
CANDIDATES_KEPT = 48  # the commonest; a rarer one would never win on a single byte of evidence
PAIRS_KEPT = 60
CONSIDERED_BEHIND = 9.0  # nats behind the cheapest pair
RARE = 13.5  # nats; a character dearer than this is no candidate for an unknown byte
PRIVATE_USE = (
    (0xE000, 0xAA, 0xA1, 94),
    (0xE234, 0xF8, 0xA1, 94),
    (0xE4C6, 0xA1, 0x40, 96),
)  # first, lead, trail, row length
FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


@lru_cache(maxsize=65536)
def pair_of(char: str) -> tuple[int, int] | None:
    """The two bytes of a character, also of one from the user-defined areas; None if it has no pair."""
    code = ord(char)
    if 0xE000 <= code < 0xE766:
        first, lead, trail, row = next(area for area in reversed(PRIVATE_USE) if code >= area[0])
        place = code - first
        low = trail + place % row
        return lead + place // row, low + (1 if trail == 0x40 and low >= 0x7F else 0)
    try:
        encoded = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (encoded[0], encoded[1]) if len(encoded) == 2 else None


@lru_cache(maxsize=1)
def defined_pairs() -> Mapping[tuple[int, int], str]:
    pairs = {}
    for lead in LEADS:
        for trail in TRAILS:
            char = bytes((lead, trail)).decode("gbk", "ignore")
            if len(char) == 1:
                pairs[lead, trail] = char
    return pairs


@lru_cache(maxsize=1)
def vanishing_leads() -> Mapping[int, bytes]:
    """First byte of a pair without Unicode value → the second bytes that can begin the next true character."""
    defined = defined_pairs()
    leads = {lead: bytes(second for second in LEADS if (lead, second) not in defined) for lead in LEADS}
    return {lead: seconds for lead, seconds in leads.items() if seconds}


def pair_of_sign(char: str) -> tuple[int, int] | None:
    """The two bytes of a character, or of the full-width form that was folded into this ASCII sign."""
    if char == " ":
        return 0xA1, 0xA1
    return (0xA3, ord(char) + 0x80) if "!" <= char <= "~" else pair_of(char)


class PairAcross(NamedTuple):
    """Two characters with a vanished pair between them."""

    cost: float  # of both together
    first: str
    second: str
    behind: float  # what the second costs behind the first


@dataclass(frozen=True)
class Alphabet:
    """The pairs a kind of document is written in, each with the simplified character it ends up as."""

    converted: bool
    pairs: Mapping[tuple[int, int], str]
    by_lead: Mapping[int, list[tuple[int, str]]]  # trail and character, commonest first
    by_trail: Mapping[int, list[tuple[int, str]]]  # lead and character, commonest first
    _lost_leads: dict[tuple[int, bytes], list[tuple[int, str]]] = field(default_factory=dict)
    _pairs_across: dict[tuple[int, int | str], list[PairAcross]] = field(default_factory=dict)
    _read: dict[tuple[str, bytes], list[tuple[int, int, str]]] = field(default_factory=dict)

    def lost_trail(self, lead: int) -> list[tuple[int, str]]:
        """Characters with this lead byte and any trail byte, commonest first."""
        return self.by_lead.get(lead, [])[:CANDIDATES_KEPT]

    def lost_lead(self, trail: int, leads: bytes) -> list[tuple[int, str]]:
        """Characters with this trail byte and one of the lead bytes, commonest first."""
        key = (trail, leads)
        if key not in self._lost_leads:
            found = [one for one in self.by_trail.get(trail, ()) if one[0] in leads]
            self._lost_leads[key] = found[:CANDIDATES_KEPT]
        return self._lost_leads[key]

    def across_vanished(self, lead: int, trail: int) -> list[PairAcross]:
        """Two characters with a vanished pair between their bytes: one begins with `lead`, one ends with `trail`."""
        return self._across((lead, trail), lambda seconds: self.lost_lead(trail, seconds))

    def across_vanished_to_read(self, lead: int, syllable: str) -> list[PairAcross]:
        """The same where all that is known of the second character is how it is read."""
        return self._across(
            (lead, syllable), lambda seconds: [(0, char) for _, _, char in self.read_as(syllable, seconds)]
        )

    def across_vanished_to_lost(self, lead: int) -> list[PairAcross]:
        """The same where nothing is known of the second character: only the word that both stand in can tell."""
        return self._across((lead, ""), None)

    def _across(
        self, key: tuple[int, int | str], second_of: Callable[[bytes], list[tuple[int, str]]] | None
    ) -> list[PairAcross]:
        if key not in self._pairs_across:
            costs, alone, followers = costs_of_signs(), costs_alone(), second_characters()
            found: dict[tuple[str, str], tuple[float, str, str, float]] = {}
            limit = math.inf
            for trail, first in self.by_lead.get(key[0], []):
                seconds = vanishing_leads().get(trail)
                if seconds is None:
                    continue
                following, first_cost = followers.get(first, {}), costs.get(first, RARE)
                for _, second in second_of(seconds) if second_of else self._continuing(first, seconds):
                    cost = first_cost + costs.get(second, RARE)
                    word = following.get(second)
                    if cost < limit - CONSIDERED_BEHIND:
                        limit = cost + CONSIDERED_BEHIND
                    if word is not None:
                        behind = min(alone.get(second, UNKNOWN), word - alone.get(first, UNKNOWN))
                        found[first, second] = min(cost, word), first, second, behind
                    elif cost <= limit:
                        found[first, second] = cost, first, second, alone.get(second, UNKNOWN)
            self._pairs_across[key] = [PairAcross(*pair) for pair in sorted(found.values())[:PAIRS_KEPT]]
        return self._pairs_across[key]

    def _continuing(self, first: str, leads: bytes) -> list[tuple[int, str]]:
        found = []
        for char in second_characters().get(first, {}):
            pair = pair_of(char.translate(scripts().traditional) if self.converted else char)
            if pair and pair[0] in leads:
                found.append((pair[1], char))
        return commonest(found)

    def read_as(self, syllable: str, leads: bytes) -> list[tuple[int, int, str]]:
        """(lead, trail, character) of all characters with one of the lead bytes that may be read this way."""
        key = (syllable, leads)
        if key not in self._read:
            allowed = set(leads)
            found = []
            for char in readings().toned.get(syllable, ""):
                pair = pair_of(char)
                if pair and pair[0] in allowed and pair in self.pairs:
                    found.append((*pair, self.pairs[pair]))
            costs = costs_of_signs()
            found.sort(key=lambda one: costs.get(one[2], RARE))
            self._read[key] = found
        return self._read[key]


def commonest(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    costs = costs_of_signs()
    kept = [(costs.get(char, RARE), key, char) for key, char in found]
    return [(key, char) for cost, key, char in sorted(kept) if cost < RARE]


def is_foreign_to_converted(char: str) -> bool:
    """A character that a converter to traditional would have replaced: simplified only."""
    if char.translate(scripts().traditional) == char:
        return False
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return True
    return False


@lru_cache(maxsize=4)
def alphabet(*, converted: bool, folded: bool) -> Alphabet:
    """Of converted documents (traditional, read as simplified) or simplified ones; folded: full-width became ASCII."""
    simplified = scripts().simplified
    pairs: dict[tuple[int, int], str] = {}
    for pair, char in defined_pairs().items():
        plain = char.translate(simplified)
        if "一" <= char <= "鿿":
            if is_foreign_to_converted(char) if converted else plain != char:
                continue
        elif pair[0] not in (0xA1, 0xA2, 0xA3):
            continue
        pairs[pair] = FULL_WIDTH.get(ord(plain), plain) if folded else plain
    by_lead: dict[int, list[tuple[int, str]]] = {}
    by_trail: dict[int, list[tuple[int, str]]] = {}
    for (lead, trail), char in pairs.items():
        by_lead.setdefault(lead, []).append((trail, char))
        by_trail.setdefault(trail, []).append((lead, char))
    for half_known in (by_lead, by_trail):
        for key, found in half_known.items():
            half_known[key] = commonest(found)
    return Alphabet(converted, pairs, by_lead, by_trail)
