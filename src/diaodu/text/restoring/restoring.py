"""`restore`: one text in, the text that was meant and every edit out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from diaodu.text.restoring.alignment import Change
from diaodu.text.restoring.edits import Restoration, Why
from diaodu.text.restoring.furniture import furniture
from diaodu.text.restoring.gbk import alphabet
from diaodu.text.restoring.judging import Kind, cut_signs, is_converted
from diaodu.text.restoring.lexicon import bare, readings
from diaodu.text.restoring.scripts import to_simplified
from diaodu.text.restoring.shifts import CONTEXT, READINGS_AT_END, SYLLABLE, Lattice, Reconstruction

SIGNS = re.compile(rf"(?P<reading>(?:\({SYLLABLE} ?\))+)|(?P<shift>\?{SYLLABLE} ?\))|(?P<comma>,(?=[,、。]))")
ANY_READING = re.compile(rf"\({SYLLABLE} ?\)")
A_READING = re.compile(rf"\(({SYLLABLE}) ?\)")
MAYBE = re.compile(rf"[一-鿿]\({SYLLABLE} ?\)|[一-鿿)]\?{SYLLABLE} ?\)")
SURE_ENOUGH = 0.85
READING_CONFIDENCE, OTHER_TONE_CONFIDENCE, COMMA_CONFIDENCE = 0.995, 0.93, 0.97


def restore(text: str) -> Restoration:
    """Judges the document and undoes its damage. An undamaged text comes back as it is."""
    if MAYBE.search(text) and is_converted(text):
        return restored(text, to_simplified(text), Kind.CONVERTED)
    if "?" in text or "。" in text or ";" in text or "!" in text:
        cuts = [change for change in cut_changes(text) if change.applied]
        if cuts:
            return restored(text, text, Kind.CUT)
    return Restoration(text, text, False)


def restored(text: str, plain: str, kind: Kind) -> Restoration:
    changes = list(merged(list(furniture(text)), list(repairs(text, plain, kind))))
    pieces, place = [], 0
    for change in changes:
        pieces.append(plain[place : change.start])
        pieces.append(change.became if change.applied else text[change.start : change.end])
        place = change.end
    pieces.append(plain[place:])
    return Restoration(text, "".join(pieces), True, tuple(changes))


def merged(removed: list[Change], repaired: list[Change]) -> Iterator[Change]:
    """Both lists in order; what stands in a removed stretch needs no repair."""
    index = 0
    for change in repaired:
        while index < len(removed) and removed[index].start < change.end:
            if index + 1 and removed[index].end > change.start:
                break
            yield removed[index]
            index += 1
        if index < len(removed) and removed[index].start < change.end:
            continue
        yield change
    yield from removed[index:]


def repairs(text: str, plain: str, kind: Kind) -> Iterator[Change]:
    if kind is Kind.CUT:
        yield from cut_changes(text)
        return
    done = 0
    cuts = cut_signs().finditer(text)
    cut = next(cuts, None)
    for sign in SIGNS.finditer(text):
        while cut and cut.start() < sign.start():
            if cut.start() >= done and (change := shift_change(text, plain, cut.start(), Kind.CONVERTED, Why.CUT)):
                done = change.end
                yield change
            cut = next(cuts, None)
        if sign.start() < done:
            continue
        if sign.lastgroup == "reading":
            change = reading_change(text, sign)
        elif sign.lastgroup == "comma":
            change = Change(sign.start(), sign.end(), "", Why.COMMA, COMMA_CONFIDENCE)
        else:
            change = shift_change(text, plain, sign.start(), kind, Why.SHIFT)
        if change:
            done = change.end
            yield change
    while cut:
        if cut.start() >= done and (change := shift_change(text, plain, cut.start(), Kind.CONVERTED, Why.CUT)):
            done = change.end
            yield change
        cut = next(cuts, None)


def cut_changes(text: str) -> Iterator[Change]:
    done = 0
    for sign in cut_signs().finditer(text):
        if sign.start() >= done and (change := shift_change(text, text, sign.start(), Kind.CUT, Why.CUT)):
            done = change.end
            yield change


def reading_change(text: str, sign: re.Match[str]) -> Change | None:
    confidence = reading_confidence(text[sign.start() - 1 : sign.start()], sign[0])
    return Change(sign.start(), sign.end(), "", Why.READING, confidence, confidence >= SURE_ENOUGH) if confidence else None


@lru_cache(maxsize=32768)
def reading_confidence(char: str, group: str) -> float:
    """How surely this is a reading put in after that character: 0 where it is something else, (kg) or (a)."""
    if not "一" <= char <= "鿿":
        return 0.0
    syllables = A_READING.findall(group)
    if all(readings().fits(char, syllable) for syllable in syllables):
        return READING_CONFIDENCE
    toned = all(bare(syllable) != syllable for syllable in syllables)
    if toned and all(char in readings().bare.get(bare(syllable), "") for syllable in syllables):
        return OTHER_TONE_CONFIDENCE
    return 0.5 if toned and any(syllable in readings().toned for syllable in syllables) else 0.0


def shift_change(text: str, plain: str, start: int, kind: Kind, why: Why) -> Change | None:
    left = plain[max(0, start - 60) : start]
    left = ANY_READING.sub("", left)[-CONTEXT:].split("\n")[-1]
    found = reconstructed(text[max(0, start - 12) : start + 1000], min(start, 12), left, kind, why)
    if found is None:
        if why is Why.CUT:
            return None
        end = text.index(")", start) + 1
        return Change(start, end, text[start:end], why, 0.0, applied=False)
    if not found.changes:
        return None
    offset = start - min(start, 12)
    confidence = confidence_of(found)
    origins = tuple((first + offset, last + offset) for first, last in found.origins)
    return Change(start, found.end + offset, found.became, why, confidence, confidence >= SURE_ENOUGH, origins)


def reconstructed(text: str, start: int, left: str, kind: Kind, why: Why) -> Reconstruction | None:
    return lattice(kind).run(text, start, left, lost_at_start=why is Why.CUT)


@lru_cache(maxsize=4)
def lattice(kind: Kind) -> Lattice:
    return Lattice(alphabet(converted=kind is Kind.CONVERTED, folded=True))


def confidence_of(found: Reconstruction) -> float:
    """The share of right ones among reconstructions with this margin and cost."""
    if found.cost > 9.5:
        return 0.3
    return min(0.99, 0.5 + found.margin / 10)
