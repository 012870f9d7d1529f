"""`restore`: one text in, the text that was meant and every edit out."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from diaodu.text.restoring.alignment import Change
from diaodu.text.restoring.composing import composed
from diaodu.text.restoring.confidence import SURE_ENOUGH, SURE_OF_DAMAGE, confidence_of
from diaodu.text.restoring.edits import Restoration, Why
from diaodu.text.restoring.furniture import furniture
from diaodu.text.restoring.gbk import alphabet
from diaodu.text.restoring.judging import Kind, cut_signs, is_converted
from diaodu.text.restoring.lexicon import bare, readings
from diaodu.text.restoring.scripts import to_simplified
from diaodu.text.restoring.shifts import CONTEXT, LONGEST_RUN, SYLLABLE, Beginning, Lattice, Written, pair_before

ANY_READING = re.compile(rf"\({SYLLABLE} ?\)")
A_READING = re.compile(rf"\(({SYLLABLE}) ?\)")
# Each begins with a plain sign: that is what makes them quick.
SIGNS = re.compile(
    rf"[(?,](?:(?P<reading>(?<=\(){SYLLABLE} ?\)(?:\({SYLLABLE} ?\))*+)"
    rf"|(?P<shift>(?<=\?){SYLLABLE} ?\))|(?P<comma>(?<=,)(?=[,、。])))"
)
MAYBE_READING = re.compile(rf"\((?<=[一-鿿]\(){SYLLABLE} ?\)")
MAYBE_BREAK = re.compile(rf"\?(?<=[^\x00-\x7f]\?){SYLLABLE} ?\)")
NO_WRITING = re.compile(r"[?;!。？；！]+([^\s|\x00-\x7f，。、：；“”《》（）！？]{3,20})")
FRUITLESS, PAUSE = 20, 1000  # signs in a row that lead nowhere are no text at all; characters until the next try
MARKS_IN_A_ROW = 3
PASSES = 6  # a page needs one, or two where a run is restored in part
SHORTEST_SURE = 3  # characters between two unsure ones
READING_CONFIDENCE, OTHER_TONE_CONFIDENCE, COMMA_CONFIDENCE = 0.995, 0.93, 0.97


def restore(text: str) -> Restoration:
    """Judges the document and undoes its damage. An undamaged text comes back as it is.

    What comes out would not be changed again: what is readable only once something else is restored is restored as
    well. Readings nested deeper than that are no text, and are left as they are.
    """
    restoration = restored_once(text)
    for _ in range(PASSES):
        again = restored_once(restoration.text) if restoration.damaged else restoration
        if again.text == restoration.text:
            return restoration
        restoration = composed(restoration, again)
    return Restoration(text, text, False)


def restored_once(text: str) -> Restoration:
    if (MAYBE_READING.search(text) or MAYBE_BREAK.search(text)) and is_converted(text):
        return restored(text, to_simplified(text), Kind.CONVERTED)
    if any(mark in text for mark in "?。;!") and any(map(shows_damage, cut_changes(text))):
        return restored(text, text, Kind.CUT)
    return Restoration(text, text, False)


def shows_damage(change: Change) -> bool:
    """Marks in a row may be a writer's; strange characters behind them are not."""
    return change.confidence >= SURE_OF_DAMAGE and change.end - change.start > MARKS_IN_A_ROW


def restored(text: str, plain: str, kind: Kind) -> Restoration:
    return rebuilt(text, plain, list(merged(list(furniture(text)), list(repairs(text, plain, kind)))))


def rebuilt(text: str, plain: str, changes: list[Change]) -> Restoration:
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
    done, patience = 0, Patience()
    for sign in sorted([*SIGNS.finditer(text), *cut_signs().finditer(text)], key=re.Match.start):
        start, end = sign.span()
        if start < done:
            continue
        if sign.lastgroup == "reading":
            confidence = reading_confidence(text[start - 1 : end])
            applied = confidence >= SURE_ENOUGH
            changes = [Change(start, end, "", Why.READING, confidence, applied)] if confidence else []
        elif sign.lastgroup == "comma":
            changes = [Change(start, end, "", Why.COMMA, COMMA_CONFIDENCE)]
        elif patience.is_out(start):
            continue
        else:
            changes = shift_changes(text, plain, start, kind, Why.SHIFT if sign.lastgroup else Why.CUT)
            patience.learn(start, changes)
        if changes:
            done = changes[-1].end
            yield from changes


class Patience:
    """Where signs in a row lead nowhere, the next stretch is passed over; what comes behind it may be text again."""

    def __init__(self) -> None:
        self.failures = self.out_until = 0

    def is_out(self, place: int) -> bool:
        return place < self.out_until

    def learn(self, place: int, changes: list[Change]) -> None:
        self.failures = 0 if any(change.applied for change in changes) else self.failures + 1
        if self.failures > FRUITLESS:
            self.failures, self.out_until = 0, place + PAUSE


def cut_changes(text: str) -> Iterator[Change]:
    done, patience = 0, Patience()
    for sign in cut_signs().finditer(text):
        if sign.start() < done or patience.is_out(sign.start()):
            continue
        changes = shift_changes(text, text, sign.start(), Kind.CUT, Why.CUT)
        patience.learn(sign.start(), changes)
        if changes:
            done = changes[-1].end
            yield from changes


@lru_cache(maxsize=32768)
def reading_confidence(read: str) -> float:
    """How surely this is a character with readings put in after it: 0 where it is something else, (kg) or (a)."""
    char, group = read[:1], read[1:]
    if not is_han(char):
        return 0.0
    syllables = A_READING.findall(group)
    if all(readings().fits(char, syllable) for syllable in syllables):
        return READING_CONFIDENCE
    toned = all(bare(syllable) != syllable for syllable in syllables)
    if toned and all(char in readings().bare.get(bare(syllable), "") for syllable in syllables):
        return OTHER_TONE_CONFIDENCE
    return 0.5 if toned and any(syllable in readings().toned for syllable in syllables) else 0.0


def shift_changes(text: str, plain: str, start: int, kind: Kind, why: Why) -> list[Change]:
    """The stretches of one shifted run: what is sure is restored, what is not is marked."""
    left = ANY_READING.sub("", plain[max(0, start - 60) : start].rpartition("\n")[2])[-CONTEXT:]
    begin = Beginning(left, pair_before(text, start), why is Why.CUT)
    found = lattice(kind).run(text[start : start + LONGEST_RUN], begin)
    if found is None or not found.written:
        end = hopeless_until(text, start, why)
        return [Change(start, end, text[start:end], why, 0.0, applied=False)] if end > start else []
    changes = []
    begun = start
    for stretch in stretches(found.written):
        end = found.end + start if stretch[-1] is found.written[-1] else stretch[-1].origin[1] + start
        origins = tuple((max(one.origin[0] + start, begun), one.origin[1] + start) for one in stretch)
        confidence = min(confidence_of(one) for one in stretch)
        became = "".join(one.char for one in stretch)
        changes.append(Change(begun, end, became, why, confidence, confidence >= SURE_ENOUGH, origins))
        begun = end
    return changes


def hopeless_until(text: str, start: int, why: Why) -> int:
    """How far damage without a way back is marked: the named byte, or what no writer puts behind a punctuation mark."""
    if why is Why.SHIFT:
        return text.index(")", start) + 1
    found = NO_WRITING.match(text, start)
    return found.end() if found and sum(not is_han(char) for char in found[1]) > 1 else start


def stretches(written: tuple[Written, ...]) -> list[list[Written]]:
    """Runs of sure and of unsure characters; a few sure ones beside an unsure one are not to be trusted alone."""
    sure = [confidence_of(one) >= SURE_ENOUGH for one in written]
    for place, (one, after) in enumerate(pairwise(written)):
        # A stop of which a byte vanished fits almost anywhere; a character behind it has to bear it out.
        if one.half_known and not is_han(one.char) and not (sure[place + 1] and is_han(after.char)):
            sure[place] = False
        # Two characters before the same sign stay or go together.
        if one.origin[1] == after.origin[1]:
            sure[place] = sure[place + 1] = sure[place] and sure[place + 1]
    runs: list[list[Written]] = []
    place = 0
    while place < len(written):
        end = place
        while end < len(written) and sure[end] == sure[place]:
            end += 1
        too_short = sure[place] and end - place < SHORTEST_SURE and (place > 0 or end < len(written))
        run = list(written[place:end])
        if runs and (too_short or not sure[place]) and runs[-1] and not is_sure(runs[-1]):
            runs[-1] += run
        else:
            runs.append(run)
        place = end
    return runs


def is_han(char: str) -> bool:
    return "一" <= char <= "鿿"


def is_sure(run: list[Written]) -> bool:
    return len(run) >= SHORTEST_SURE and all(confidence_of(one) >= SURE_ENOUGH for one in run)


@lru_cache(maxsize=4)
def lattice(kind: Kind) -> Lattice:
    return Lattice(alphabet(converted=kind is Kind.CONVERTED, folded=True))
