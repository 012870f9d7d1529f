"""Guesses at what a damaged text said: how likely each is, and which of them are worth following.

A way on is only scored at first; a guess is made of it when it is among the best. Most never are.
"""

import math
from operator import itemgetter
from typing import NamedTuple

from diaodu.text.restoring.costs import LONGEST_WORD, cost_of_split
from diaodu.text.restoring.lexicon import word_costs

REMEMBERED, ALIKE_KEPT = 4, 2  # characters that tell two guesses apart, guesses kept of those they do not
PRUNE = 9.0  # nats behind the best

# Hardly ever the last word before a stop, and hardly ever the first after one.
NO_LAST = frozenset("就而和与及把被将从向对在以由但并且或因如若要应可不很更最已各每该其这那所让使给则也都还再又此")
NO_FIRST = frozenset("的了着们吗呢吧得")
NO_END = frozenset("，、,“”‘’《》（(·—")  # of a line
MARKS = frozenset("，。、；：！？,;!?:")
STOPS = MARKS | {"\n"}
PARTICULAR = STOPS | NO_FIRST | {" "}  # about what stands before them
MISPLACED = 5.0  # nats

Pending = int | bytes | None  # the first byte of a true character: known, one of several, or none awaited


class Guess(NamedTuple):
    """One way the text up to here may have read."""

    score: float
    channel: float
    costs: tuple[float, ...]  # of the cheapest split into words, up to each of the last characters
    text: str
    origins: tuple[tuple[int, int, bool], ...]  # start, end, and whether only one of its bytes is known
    pending: Pending
    pending_from: int
    shifted_until: int  # 0: never shifted
    shifted_count: int  # characters written until then


class Way(NamedTuple):
    """A guess that goes on: with one more true character, or with none ("")."""

    score: float
    guess: Guess
    char: str
    best: float  # of the cheapest split into words
    channel: float
    pending: Pending
    span: tuple[int, int]
    shifted: bool
    half_known: bool

    def taken(self) -> Guess:
        score, guess, char, best, channel, pending, (start, end), shifted, half_known = self
        if not char:
            return guess
        _, _, costs, text, origins, was_pending, pending_from, until, count = guess
        origins = (*origins, (start if was_pending is None else pending_from, end, half_known))
        if shifted:
            until, count = end, len(origins)
        costs = (*costs[-LONGEST_WORD:], best)
        # A tuple made so, without asking for every field by name, takes a third of the time.
        return tuple.__new__(Guess, (score, channel, costs, text + char, origins, pending, start, until, count))


def unchanged(guess: Guess) -> Way:
    return tuple.__new__(Way, (guess.score, guess, "", 0.0, guess.channel, guess.pending, (0, 0), False, False))


def write(
    guess: Guess,
    char: str,
    span: tuple[int, int],
    pending: Pending,
    extra: float,
    *,
    shifted: bool,
    half_known: bool = False,
) -> Way:
    """The guess with one more true character, which the signs at `span` stand for."""
    best = cost_of_split(guess.costs, guess.text, char)
    channel = guess.channel + extra
    if char in PARTICULAR and is_misplaced(char, guess.text):
        channel += MISPLACED
    return tuple.__new__(Way, (best + channel, guess, char, best, channel, pending, span, shifted, half_known))


def is_misplaced(char: str, text: str) -> bool:
    before = text[-1:]
    return (
        (char in STOPS and before in NO_LAST and text[-2:] not in word_costs())
        or (char in NO_FIRST and before in STOPS)
        or (char == "\n" and before in NO_END)
        or (char in MARKS and before in MARKS)
        or (char == " " and "一" <= before <= "鿿")
    )


class Ways(list[Way]):
    """All ways on from a beam but those that are hopelessly behind the best so far."""

    __slots__ = ("best",)

    def __init__(self) -> None:
        super().__init__()
        self.best = math.inf

    def add(self, way: Way) -> None:
        score = way[0]
        if score < self.best:
            self.best = score
        if score <= self.best + PRUNE:
            self.append(way)


def pruned(ways: list[Way], most: int) -> list[Guess]:
    """The best few, none hopelessly behind; of those that can only go on alike, no more than a margin needs."""
    if len(ways) == 1:
        return [ways[0].taken()]
    kept: list[Guess] = []
    alike: dict[tuple[Pending, str], list[str]] = {}
    ways.sort(key=itemgetter(0))
    for way in ways:
        if way[0] > ways[0][0] + PRUNE:
            break
        text = way.guess.text + way.char
        texts = alike.setdefault((way.pending, text[-REMEMBERED:]), [])
        if len(texts) < ALIKE_KEPT and text not in texts:
            texts.append(text)
            kept.append(way.taken())
            if len(kept) == most:
                break
    return kept
