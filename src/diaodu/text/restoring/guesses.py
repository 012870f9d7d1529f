"""Guesses at what a damaged text said: how likely each is, and which of them are worth following.

A way on is only scored at first; a guess is made of it when it is among the best. Most never are.
"""

from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from diaodu.text.restoring.gbk import SIGN_COSTS
from diaodu.text.restoring.lexicon import UNKNOWN, longest_by_ending, word_costs

REMEMBERED, ALIKE_KEPT = 4, 2  # characters that tell two guesses apart, guesses kept of those they do not
PRUNE = 9.0  # nats behind the best
LONGEST_WORD = 5

ALONE, FUNCTION_WORD = 0.3, 5.5  # a surcharge for a character outside any word, unless it is this common
DIGIT, LETTER, MORE_LETTERS, STRANGE = 4.0, 10.0, 3.0, 11.0

# Hardly ever the last word before a stop, and hardly ever the first after one.
NO_LAST = frozenset("就而和与及把被将从向对在以由但并且或因如若要应可不很更最已各每该其这那所让使给则也都还再又此")
NO_FIRST = frozenset("的了着们吗呢吧得")
NO_END = frozenset("，、,“”‘’《》（(·—")  # of a line
MARKS = frozenset("，。、；：！？,;!?:")
STOPS = MARKS | {"\n"}
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
        guess = self.guess
        if not self.char:
            return guess
        start, end = self.span
        started = guess.pending_from if guess.pending is not None else start
        origins = (*guess.origins, (started, end, self.half_known))
        until, count = (end, len(origins)) if self.shifted else (guess.shifted_until, guess.shifted_count)
        return Guess(
            self.score,
            self.channel,
            (*guess.costs[-LONGEST_WORD:], self.best),
            guess.text + self.char,
            origins,
            self.pending,
            start,
            until,
            count,
        )


def unchanged(guess: Guess) -> Way:
    return Way(guess.score, guess, "", 0.0, guess.channel, guess.pending, (0, 0), shifted=False, half_known=False)


@lru_cache(maxsize=1)
def costs_alone() -> Mapping[str, float]:
    """What a Chinese character costs as a word of its own."""
    return {
        char: cost + ALONE if cost > FUNCTION_WORD else cost for char, cost in word_costs().items() if len(char) == 1
    } | SIGN_COSTS


def cost_alone(char: str, before: str) -> float:
    """The same for any other sign."""
    if "一" <= char <= "鿿":
        return UNKNOWN + ALONE
    if char.isascii():
        return DIGIT if char.isdigit() else MORE_LETTERS if before.isascii() and before.isalnum() else LETTER
    return 3.0 if before and not "一" <= before <= "鿿" and before.isalpha() and not before.isascii() else STRANGE


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
    costs, text = guess.costs, guess.text
    before = text[-1:]
    alone = costs_alone().get(char)
    best = costs[-1] + (cost_alone(char, before) if alone is None else alone)
    pair = before + char
    known = word_costs()
    word = known.get(pair)
    if word is not None and before and costs[-2] + word < best:
        best = costs[-2] + word
    longest = longest_by_ending().get(pair)
    if longest:
        end = text[-4:] + char
        for length in range(3, min(longest, len(costs), len(end)) + 1):
            word = known.get(end[-length:])
            if word is not None and costs[-length] + word < best:
                best = costs[-length] + word
    if (
        (char in STOPS and before in NO_LAST and text[-2:] not in known)
        or (char in NO_FIRST and before in STOPS)
        or (char == "\n" and before in NO_END)
        or (char in MARKS and before in MARKS)
        or (char == " " and "一" <= before <= "鿿")
    ):
        extra += MISPLACED
    channel = guess.channel + extra
    return Way(best + channel, guess, char, best, channel, pending, span, shifted, half_known)


def cost_behind(first: str, second: str) -> float:
    """What a character costs behind another at the least, but for words of more than two."""
    alone = costs_alone()
    cost = alone.get(second, UNKNOWN)
    word = word_costs().get(first + second)
    return cost if word is None else min(cost, word - alone.get(first, UNKNOWN))


def pruned(ways: list[Way], most: int) -> list[Guess]:
    """The best few, none hopelessly behind; of those that can only go on alike, no more than a margin needs."""
    kept: list[Guess] = []
    seen: set[tuple[Pending, str]] = set()
    alike: dict[tuple[Pending, str], int] = {}
    ways.sort(key=itemgetter(0))
    for way in ways:
        if way.score > ways[0].score + PRUNE:
            break
        text = way.guess.text + way.char
        state, ending = (way.pending, text), (way.pending, text[-REMEMBERED:])
        count = alike.get(ending, 0)
        if count < ALIKE_KEPT and state not in seen:
            seen.add(state)
            alike[ending] = count + 1
            kept.append(way.taken())
            if len(kept) == most:
                break
    return kept


def costs_in_words(text: str) -> list[float]:
    """For each character the nats per character of its word in the cheapest split."""
    known, alone = word_costs(), costs_alone()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        char = text[end - 1]
        cost = alone[char] if char in alone else cost_alone(char, text[max(end - 2, 0) : end - 1])
        options = [(best[end - 1][0] + cost, 1)]
        for length in range(2, min(LONGEST_WORD, end) + 1):
            if (word := known.get(text[end - length : end])) is not None:
                options.append((best[end - length][0] + word, length))
        best.append(min(options))
    costs: list[float] = []
    end = len(text)
    while end:
        length = best[end][1]
        costs += [(best[end][0] - best[end - length][0]) / length] * length
        end -= length
    return costs[::-1]
