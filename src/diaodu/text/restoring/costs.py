"""What characters and words cost in nats: how unlikely a text is."""

import math
from collections.abc import Mapping
from functools import lru_cache

from diaodu.text.restoring.lexicon import UNKNOWN, character_costs, endings, word_costs

LONGEST_WORD = 5
SIGN_COSTS = (
    dict.fromkeys("，,。、", 3.0) | dict.fromkeys("；;：:“”（）()《》\n", 4.5) | dict.fromkeys("！？!?‘’—…·％　% ", 6.0)
)
ALONE, FUNCTION_WORD = 0.3, 5.5  # a surcharge for a character outside any word, unless it is this common
DIGIT, LETTER, MORE_LETTERS, STRANGE = 4.0, 10.0, 3.0, 11.0


@lru_cache(maxsize=1)
def costs_of_signs() -> Mapping[str, float]:
    """Characters and punctuation marks, wherever they stand."""
    return {**SIGN_COSTS, **character_costs()}


@lru_cache(maxsize=1)
def costs_alone() -> Mapping[str, float]:
    """What a Chinese character costs as a word of its own, and a punctuation mark."""
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


def cost_of_split(costs: tuple[float, ...], text: str, char: str) -> float:
    """Of the cheapest split into words with `char` behind the text; `costs` are those up to each place before it."""
    before = text[-1:]
    alone = costs_alone().get(char)
    best = costs[-1] + (cost_alone(char, before) if alone is None else alone)
    ending = endings().get(before + char)
    if ending is None or not before:
        return best
    word, longest = ending
    if costs[-2] + word < best:
        best = costs[-2] + word
    if longest > 2:
        known, end = word_costs(), text[1 - LONGEST_WORD :] + char
        for length in range(3, min(longest, len(costs), len(end)) + 1):
            if costs[-length] + (word := known.get(end[-length:], math.inf)) < best:
                best = costs[-length] + word
    return best


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
