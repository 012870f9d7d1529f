"""The tables behind restoring: words with costs, readings, forms in both scripts; each read when first asked for."""

import gzip
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
NOT_ALONE = 3.5  # nats
UNKNOWN = 17.0  # nats; a character in no word at all
STEP = 4  # the build script writes costs in quarters of a nat

TONELESS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹɡ", "aaaaeeeeiiiioooouuuuüüüümnnng")


def read_table(name: str) -> list[str]:
    return gzip.decompress((DATA / f"{name}.txt.gz").read_bytes()).decode().splitlines()


def read_costs(name: str) -> dict[str, float]:
    costs: dict[str, float] = {}
    for line in read_table(name):
        level, words = line.split("\t")
        costs.update(dict.fromkeys(words.split(" "), int(level) / STEP))
    return costs


@lru_cache(maxsize=1)
def character_costs() -> Mapping[str, float]:
    """Characters, wherever in a word they stand, with -ln of their share in running text."""
    return read_costs("characters")


@lru_cache(maxsize=1)
def word_costs() -> Mapping[str, float]:
    """Words with -ln of their share; a character that hardly stands alone costs its share and a surcharge."""
    costs = read_costs("words")
    for char, cost in character_costs().items():
        alone = cost + NOT_ALONE
        if alone < costs.get(char, UNKNOWN):
            costs[char] = alone
    return costs


@lru_cache(maxsize=1)
def endings() -> Mapping[str, tuple[float, int]]:
    """The last two characters of words → what they cost as a word (inf: they are none), the longest word's length."""
    known: dict[str, tuple[float, int]] = {}
    for word, cost in word_costs().items():
        length = len(word)
        if length > 1:
            alone, longest = known.get(word[-2:], (math.inf, 2))
            known[word[-2:]] = (cost if length == 2 else alone, max(longest, length))
    return known


@lru_cache(maxsize=1)
def second_characters() -> Mapping[str, Mapping[str, float]]:
    """Character → the characters that make a word of two with it, with the cost of that word."""
    following: dict[str, dict[str, float]] = {}
    for word, cost in word_costs().items():
        if len(word) == 2:
            following.setdefault(word[0], {})[word[1]] = cost
    return following


@dataclass(frozen=True, slots=True)
class Readings:
    """Which characters a toned (or bare) syllable may be read for; `first` holds only the usual reading of each."""

    toned: Mapping[str, str]
    bare: Mapping[str, str]
    first: Mapping[str, str]

    def fits(self, char: str, syllable: str) -> bool:
        """Whether the syllable is any reading of the character; a syllable without tone marks fits any tone."""
        if char in self.toned.get(syllable, ""):
            return True
        return is_bare(syllable) and char in self.bare.get(syllable.replace("v", "ü"), "")


@lru_cache(maxsize=4096)
def is_bare(syllable: str) -> bool:
    return syllable.isascii() or unicodedata.normalize("NFD", syllable) == unicodedata.normalize("NFD", bare(syllable))


@lru_cache(maxsize=4096)
def bare(syllable: str) -> str:
    return syllable.translate(TONELESS)


@lru_cache(maxsize=1)
def readings() -> Readings:
    toned: dict[str, str] = {}
    loose: dict[str, str] = {}
    first: dict[str, str] = {}
    for line in read_table("readings"):
        syllable, usual, others = line.split("\t")
        toned[syllable] = usual + others
        first[syllable] = usual
        loose[bare(syllable)] = loose.get(bare(syllable), "") + usual + others
    return Readings(toned, loose, first)


@dataclass(frozen=True, slots=True)
class Scripts:
    """Characters of the two scripts, one to one."""

    simplified: str  # for str.translate, by code: traditional → simplified; any other character is its own
    traditional: Mapping[int, int]  # for str.translate: what a one-to-one converter writes for a simplified character


@lru_cache(maxsize=1)
def scripts() -> Scripts:
    long, short, short_again, long_again = read_table("scripts")
    everything = "".join(map(chr, range(0x10000)))
    return Scripts(everything.translate(str.maketrans(long, short)), str.maketrans(short_again, long_again))
