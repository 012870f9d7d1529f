"""Whether a whole document is damaged, and how. An honest page in either script is never taken for a damaged one."""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from diaodu.text.restoring.gbk import pair_of, pair_of_sign
from diaodu.text.restoring.lexicon import bare, character_costs, is_bare, readings, scripts
from diaodu.text.restoring.shifts import BREAK, SYLLABLE

# A character, its reading, a blank and more readings; each match begins with the bracket, which is quickly found.
READ_CHARACTER = re.compile(rf"\((?<=([一-鿿])\()({SYLLABLE})( ?)\)((?:\({SYLLABLE} ?\))*+)")
READ_ALONE = re.compile(rf"\((?<=(?<![一-鿿)])([一-鿿])\()({SYLLABLE})( ?)\)((?:\({SYLLABLE} ?\))*+)(?![一-鿿])")
HONEST_SIGNS = re.compile("[於後裏裡「」『』妳甚纔祇佈傢鍾着]")
COUNTED_CHARACTERS = 12  # the commonest annotated characters whose bare occurrences are counted
STRANGE_FROM = 12.5  # nats; a character this rare is strange in running text
COMMON_UNTIL = 9.5  # nats; nobody explains how to read a character this common


class Kind(Enum):
    CLEAN = "clean"
    CONVERTED = "converted"  # traditional forms with readings put in
    CUT = "cut"  # simplified, only cut at punctuation marks


@dataclass(slots=True)
class Evidence:
    """What the readings in brackets of one document say."""

    traditional: Counter[str] = field(default_factory=Counter)  # characters with their usual table reading, toned
    neutral: int = 0  # toned readings on characters that are the same in both scripts
    bare_on_traditional: int = 0
    bare_on_neutral: int = 0
    repeated: int = 0
    alone: int = 0  # the character stands by itself, as in a list of words to learn
    blank_inside: int = 0
    toned: dict[str, set[str]] = field(default_factory=dict)


def gathered(text: str) -> Evidence:
    evidence = Evidence()
    alone = Counter(READ_ALONE.findall(text))
    for found, count in Counter(READ_CHARACTER.findall(text)).items():
        char, syllable, blank, more = found
        fits, is_traditional, is_toned = weighed(char, syllable)
        if not fits:
            continue
        if not is_toned:
            evidence.bare_on_traditional += count * is_traditional
            evidence.bare_on_neutral += count * (not is_traditional)
            evidence.repeated += count * bool(more)
        elif is_traditional:
            evidence.traditional[char] = evidence.traditional.get(char, 0) + count
            evidence.toned.setdefault(char, set()).add(syllable)
            evidence.blank_inside += count * bool(blank)
        else:
            evidence.neutral += count
        evidence.alone += alone.get(found, 0)
    return evidence


@lru_cache(maxsize=32768)
def weighed(char: str, syllable: str) -> tuple[bool, bool, bool]:
    """Whether the character may be read so, whether it is traditional only, and whether the reading has its tone."""
    is_traditional = char.translate(scripts().simplified) != char
    return readings().fits(char, syllable), is_traditional, not is_bare(syllable)


def is_converted(text: str) -> bool:
    """Readings put in by a machine: on traditional characters, on every occurrence, always the same, mid-word."""
    evidence = gathered(text)
    breaks = sum(1 for found in BREAK.finditer(text) if names_lost_byte(text, found))
    toned, lacking = evidence.traditional.total(), evidence.bare_on_traditional + evidence.bare_on_neutral
    total = toned + lacking + evidence.neutral
    if not total + breaks or evidence.alone * 2 > total + breaks:
        return False
    if any(len(found) > 1 for found in evidence.toned.values()) and toned < 20 * len(evidence.toned):
        return False
    if toned + breaks and lacking <= toned:
        return toned_by_machine(text, evidence, breaks)
    is_traditional_text = evidence.bare_on_traditional > 0
    return evidence.repeated >= (1 if is_traditional_text else 2) or (is_traditional_text and lacking >= 3)


def toned_by_machine(text: str, evidence: Evidence, breaks: int) -> bool:
    toned = evidence.traditional.total()
    if evidence.neutral * 4 > toned + breaks:
        return False
    counted = evidence.traditional.most_common(COUNTED_CHARACTERS)
    annotated = sum(count for _, count in counted)
    occurring = sum(text.count(char) for char, _ in counted)
    if annotated < 0.75 * occurring:
        return False
    honest = len(HONEST_SIGNS.findall(text))
    weight = toned + 2 * breaks + evidence.blank_inside
    if weight >= 2:
        return honest * 3 <= weight or weight >= 12
    (char, _), *_ = counted
    (syllable,) = evidence.toned[char]
    usual = char in readings().first.get(syllable, "")
    return not honest and usual and character_costs().get(char.translate(scripts().simplified), 99.0) < COMMON_UNTIL


def names_lost_byte(text: str, found: re.Match[str]) -> bool:
    """Whether some character is read so and begins with the last byte of the character before."""
    place = found.start()
    while place and text[place - 1] == ")":
        place = text.rfind("(", max(0, place - 9), place)
        if place < 0:
            return False
    pair = pair_of_sign(text[place - 1]) if place else None
    if pair is None:
        return False
    return pair[1] in first_bytes(found[1])


@lru_cache(maxsize=4096)
def first_bytes(syllable: str) -> frozenset[int]:
    """Of the characters that are read so; a syllable without its tone names nothing."""
    chars = readings().toned.get(syllable, "") if bare(syllable) != syllable else ""
    return frozenset(pair[0] for pair in map(pair_of, chars) if pair)


@lru_cache(maxsize=1)
def cut_signs() -> re.Pattern[str]:
    """A punctuation mark at which text was cut: what follows is strange, or marks stand as no writer puts them."""
    costs = character_costs()
    usual = "".join(char for char, cost in costs.items() if cost < STRANGE_FROM)
    strange = f"[^\\x00-\\x7f　-〞！-～—…·“”‘’①-⑳Ⅰ-Ⅻ℃％\ue000-\uffff{usual}{usual.translate(scripts().traditional)}]"
    # A reading counts as one sign, and a named lost byte ends the search: it is a sign of its own.
    sign = rf"(?:[^\n(?]|\((?:{SYLLABLE} ?\))?+|\?(?!{SYLLABLE} ?\)))"
    return re.compile(
        "[?;!。？；！](?:"
        f"(?<=\\?)[?;!。？；！](?={sign}{{0,8}}?{strange})|(?<=\\?)\\?(?=[@-~]?[一-鿿])|(?<=\\?)[;!。]\\?[;!。]|(?<=\\?)!\\?(?=[\n|]|\\Z)"
        "|(?<=[;；])[。！？!?]|(?<=[!！])[。；;]"
        f"|(?={sign}{{0,4}}?{strange}{sign}{{0,6}}?{strange}))"
    )
