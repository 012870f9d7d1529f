"""Damages clean simplified text the way mirror sites do, for tests, the benchmark and the demo world.

The steps are those of the real pages: one-to-one conversion to traditional characters, readings put in by a
replacement over GBK bytes that does not mind where a character begins, a cut at punctuation bytes at any offset,
and a crawler that folds full-width signs. Everything is drawn from the seed; the same seed gives the same text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from diaodu.text.restoring.gbk import FULL_WIDTH, defined_pairs
from diaodu.text.restoring.lexicon import bare, character_costs, readings, scripts

CUT_BYTES = re.compile(b"(" + b"|".join(re.escape(mark.encode("gbk")) for mark in "。！；？") + b")")
COMMON_UNTIL = 12.0  # nats; sites list common characters
BLANK_SHARE = 0.05  # of a table's readings end in a blank
COMMA_SHARE = 0.9
LOOSE_SHARE = 0.22  # of the characters, where readings are strewn without a table


@dataclass(frozen=True, slots=True)
class SiteTable:
    """The strings one site replaces: a traditional character and the reading it puts behind it."""

    readings: Mapping[str, str]


@lru_cache(maxsize=1)
def usual_readings() -> Mapping[str, str]:
    usual: dict[str, str] = {}
    for syllable, chars in readings().first.items():
        for char in chars:
            usual.setdefault(char, syllable)
    return usual


def site_table(seed: int, *, share: float = 0.4) -> SiteTable:
    """A made-up site: this share of the common characters that have a traditional form."""
    drawn = Random(seed)
    found: dict[str, str] = {}
    for char, cost in character_costs().items():
        traditional = char.translate(scripts().traditional)
        syllable = usual_readings().get(traditional)
        if traditional != char and cost < COMMON_UNTIL and syllable and drawn.random() < share:
            found[traditional] = syllable + (" " if drawn.random() < BLANK_SHARE else "")
    return SiteTable(found)


def damage(text: str, *, table: SiteTable | None = None, cut: bool = False, commas: bool = False, seed: int = 0) -> str:
    """With a table: traditional with readings; `cut` as well or alone (then simplified); `commas` before most stops."""
    drawn = Random(seed)
    encoded = (text.translate(scripts().traditional) if table else text).encode("gbk", "replace")
    for char, syllable in sorted(table.readings.items()) if table else ():
        entry = char.encode("gbk")
        encoded = encoded.replace(entry, entry + f"({syllable})".encode("gbk"))
    pieces = CUT_BYTES.split(encoded) if cut else [encoded]
    keeps_lost = drawn.random() < 0.8
    folded = "".join(decoded(piece, keeps_lost=keeps_lost) for piece in pieces).translate(FULL_WIDTH)
    if commas:
        folded = re.sub("[,、。]", lambda sign: "," * (drawn.random() < COMMA_SHARE) + sign[0], folded)
    return folded


def strew(text: str, *, seed: int = 0) -> str:
    """Traditional, with toneless readings behind any character, some of them several times."""
    drawn = Random(seed)
    pieces = []
    for char in text:
        pieces.append(char.translate(scripts().traditional))
        syllable = usual_readings().get(char)
        if syllable and drawn.random() < LOOSE_SHARE:
            pieces.append(f"({bare(syllable)})" * drawn.choice((1, 1, 1, 2, 3)))
    return "".join(pieces).translate(FULL_WIDTH)


def page(paragraphs: Sequence[str], *, table: SiteTable, site: str, cut: bool = False, seed: int = 0) -> str:
    """A whole page: a navigation line, the body, borders and a disclaimer, then the body and the tail once more."""
    body = [damage(paragraph, table=table, cut=cut, seed=seed) for paragraph in paragraphs]
    tail = [*["![]() |"] * 3, damage(f"{site}免责声明：", table=table) + " | |||||||", "|"]
    return "\n".join([damage("新闻中心首页", table=table), *body, *tail, *body, *tail])


def decoded(encoded: bytes, *, keeps_lost: bool) -> str:
    """GBK as lenient readers take it: an impossible byte is `?`, a pair without value is nothing."""
    defined = defined_pairs()
    pieces: list[str] = []
    place = 0
    while place < len(encoded):
        first = encoded[place]
        second = encoded[place + 1] if place + 1 < len(encoded) else 0
        if first < 0x80:
            pieces.append(chr(first))
            place += 1
        elif second >= 0x40 and second not in (0x7F, 0xFF) and first not in (0x80, 0xFF):
            pieces.append(defined.get((first, second), ""))
            place += 2
        else:
            if second or keeps_lost:
                pieces.append("?")
            place += 2 if second in (0x28, 0x20) else 1
    return "".join(pieces)
