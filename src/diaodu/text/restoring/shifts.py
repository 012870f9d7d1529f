"""Undoes a GBK run that is read one byte off: the cheapest way through a lattice of bytes, by a beam of fixed width.

Each token of the damaged text is known bytes, a lost byte or a constraint; what the true text was is the sequence of GBK
characters that those bytes can spell and that costs least under the word costs. The work per token is bounded, so the
whole is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from diaodu.text.restoring.gbk import ANY_LEAD, Alphabet, pair_of
from diaodu.text.restoring.lexicon import UNKNOWN, readings, scripts, second_characters, word_costs

SYLLABLE = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɡ]{1,6}"
BREAK = re.compile(rf"\?({SYLLABLE}) ?\)")
READING = re.compile(rf"\(({SYLLABLE}) ?\)")
READINGS_AT_END = re.compile(rf"(?:\({SYLLABLE} ?\))+\Z")
BEAM = 20
PRUNE = 14.0  # nats behind the best
CONTEXT = 4  # characters after the shift that have their say
LONGEST_WORD = 7
LONGEST_RUN = 160  # tokens; no real shift is longer, and it keeps the work on hopeless text bounded

SIGN_COSTS = dict.fromkeys("，,。、", 3.0) | dict.fromkeys("；;：:“”（）()《》\n", 4.5) | dict.fromkeys("！？!?", 5.5)
DIGIT, LETTER, STRANGE = 4.0, 6.0, 11.0
ODD_SIGN = 7.0  # nats more for a sign that GBK text hardly writes full-width: digits, letters, symbols
USUAL_SIGNS = frozenset("，。、；：？！“”‘’（）《》—…·％　,;:?!()% ")
DEAR = 8.5  # nats; a character this dear may be the wrong reading of a vanished pair
OPENED_KEPT = 20
VANISHED, LOST, HIDDEN, LITERAL, UNREAD = 2.5, 0.5, 4.0, 2.0, 8.0

Pending = int | bytes | None  # the first byte of a true character: known, one of several, or none awaited


class Guess(NamedTuple):
    """One way the text up to here may have read."""

    score: float
    channel: float
    costs: tuple[float, ...]  # of the cheapest split into words, up to each of the last characters
    text: str
    origins: tuple[tuple[int, int], ...]
    pending: Pending
    pending_from: int
    shifted_until: int  # 0: never shifted
    shifted_count: int  # characters written until then


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """What stood at text[start:end], by character with its origin, and by how much it beats the next best."""

    start: int
    end: int
    became: str
    origins: tuple[tuple[int, int], ...]
    margin: float
    cost: float  # nats per written character
    dear: tuple[int, ...]  # places whose characters are hard to believe

    @property
    def changes(self) -> bool:
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    char: str  # "" for a sign with a syllable
    pair: tuple[int, int] | None
    syllable: str = ""
    is_break: bool = False


def tokens(text: str, start: int) -> Iterator[Token]:
    known = readings().toned
    place = start
    while place < len(text):
        char = text[place]
        if char in "?(":
            found = (BREAK if char == "?" else READING).match(text, place)
            if found and (found[1] in known):
                yield Token(place, found.end(), "", None, found[1], is_break=char == "?")
                place = found.end()
                continue
        yield Token(place, place + 1, char, pair_of(char) if char > "\x7f" else None)
        place += 1


def character_cost(char: str, before: str) -> float:
    if "一" <= char <= "鿿":
        return word_costs().get(char, UNKNOWN)
    if char in SIGN_COSTS:
        return SIGN_COSTS[char]
    if char.isascii():
        return DIGIT if char.isdigit() else LETTER
    return 3.0 if before and not "一" <= before <= "鿿" and before.isalpha() and not before.isascii() else STRANGE


def write(guess: Guess, char: str, token: Token, pending: Pending, extra: float, *, shifted: bool) -> Guess:
    """The guess with one more true character."""
    costs, text = guess.costs, guess.text + char
    known = word_costs()
    best = costs[-1] + character_cost(char, guess.text[-1:])
    for length in range(2, min(LONGEST_WORD, len(costs)) + 1):
        word = known.get(text[-length:])
        if word is not None and costs[-length] + word < best:
            best = costs[-length] + word
    channel = guess.channel + extra
    started = guess.pending_from if guess.pending is not None else token.start
    origins = (*guess.origins, (started, token.end))
    until, count = (token.end, len(origins)) if shifted else (guess.shifted_until, guess.shifted_count)
    return Guess(best + channel, channel, (*costs[-LONGEST_WORD:], best), text, origins, pending, token.start, until, count)


class Lattice:
    """The ways on from a guess, token by token."""

    def __init__(self, alphabet: Alphabet) -> None:
        self.alphabet = alphabet
        self.simplified = scripts().simplified

    def run(self, text: str, start: int, left: str, *, lost_at_start: bool = False) -> Reconstruction | None:
        """Follows the text from `start` until every likely guess is in step again. None: no way through.

        Pairs that vanished are first supposed only where nothing else spells a character, then also where the outcome is dear.
        """
        first = self.follow(text, start, left, frozenset(), lost_at_start=lost_at_start)
        dear = frozenset(place for place in first.dear for place in (place - 1, place, place + 1)) if first else None
        if first and not dear:
            return first
        return self.follow(text, start, left, dear, lost_at_start=lost_at_start) or first

    def follow(
        self, text: str, start: int, left: str, vanished_at: frozenset[int] | None, *, lost_at_start: bool
    ) -> Reconstruction | None:
        left = left[-CONTEXT:]
        empty = Guess(0.0, 0.0, (0.0,), "", (), None, start, 0, 0)
        for char in left:
            empty = write(empty, char, Token(start, start, char, None), None, 0.0, shifted=False)
        beam = [empty._replace(origins=())]
        previous = pair_before(text, start)
        in_step = 0
        for count, token in enumerate(tokens(text, start)):
            if count >= LONGEST_RUN:
                return None
            ways: list[Guess] = []
            for guess in beam:
                ways += self.ways_on(guess, token, previous, hidden=count == 0 and lost_at_start)
            if vanished_at is None or token.start in vanished_at or not ways:
                ways += self.over_vanished(beam, token)
            beam = pruned(ways)
            if not beam:
                return None
            previous = token.pair or (previous if token.syllable and not token.is_break else None)
            in_step = in_step + 1 if all(guess.pending is None for guess in beam) else 0
            if in_step and (in_step > CONTEXT or token.char in ("\n", "。", ",", "，")) and not text.startswith("?", token.end):
                break
        return self.outcome(beam, start, len(left))

    def outcome(self, beam: list[Guess], start: int, left: int) -> Reconstruction | None:
        finished = [guess for guess in beam if guess.pending is None]
        if not finished:
            return None
        best = finished[0]
        rivals = [guess.score - best.score for guess in beam if guess.text != best.text]
        became = best.text[left : left + best.shifted_count]
        written = len(best.text) - left
        return Reconstruction(
            start,
            best.shifted_until if best.shifted_until else start,
            became,
            best.origins[: best.shifted_count],
            min(rivals, default=PRUNE),
            best.score / max(written, 1),
            dear_places(best),
        )

    def ways_on(self, guess: Guess, token: Token, previous: tuple[int, int] | None, *, hidden: bool) -> list[Guess]:
        if token.syllable:
            return self.over_break(guess, token, previous) if token.is_break else self.over_reading(guess, token, previous)
        in_step = guess.pending is None
        ways = self.in_step(guess, token, hidden=hidden) if in_step else self.off_step(guess, token)
        return ways

    def in_step(self, guess: Guess, token: Token, *, hidden: bool) -> list[Guess]:
        char = token.char.translate(self.simplified) if token.pair else token.char
        literal = LITERAL if char == "?" else 0.0
        ways = [write(guess, char, token, None, literal, shifted=False)]
        if char == "?":
            lost = guess.channel + LOST
            ways.append(guess._replace(channel=lost, score=guess.score + LOST, pending=ANY_LEAD, pending_from=token.start))
        if hidden:
            opened = guess._replace(channel=guess.channel + HIDDEN, pending=ANY_LEAD, pending_from=token.start)
            ways += self.off_step(opened, token)
        return ways

    def off_step(self, guess: Guess, token: Token) -> list[Guess]:
        ways: list[Guess] = []
        char, pair = token.char, token.pair
        if char.isascii():
            ways += self.over_ascii(guess, token, ord(char))
            pair = (0xA1, 0xA1) if char == " " else (0xA3, ord(char) + 0x80) if "!" <= char <= "~" else None
        if pair:
            ways += self.over_pair(guess, token, pair)
        if char in "。！；？!;?\n":
            for found in self.last_byte_lost(guess, token, HIDDEN):
                plain = token.char.translate(self.simplified)
                ways.append(write(found, plain, token, None, 0.0, shifted=False))
        return ways

    def over_ascii(self, guess: Guess, token: Token, byte: int) -> list[Guess]:
        """An ASCII sign off step: the swallowed second byte of a character, or `?` for a lost one."""
        if byte == 0x3F:
            return self.last_byte_lost(guess, token, LOST)
        if byte < 0x40:
            return []
        return [write(guess, char, token, None, 0.0, shifted=True) for char in self.characters(guess.pending, byte)]

    def last_byte_lost(self, guess: Guess, token: Token, extra: float) -> list[Guess]:
        if not isinstance(guess.pending, int):
            return []
        return [
            write(guess, char, token, None, extra, shifted=True) for _, char in self.alphabet.lost_trail(guess.pending)
        ]

    def over_pair(self, guess: Guess, token: Token, pair: tuple[int, int]) -> list[Guess]:
        """Two bytes off step: the first ends a character, the second begins one (or is an ASCII letter)."""
        first, second = pair
        if second in (0x80, 0xFF):
            return []
        ways = []
        for char in self.characters(guess.pending, first):
            extra = 0.0 if "一" <= char <= "鿿" or char in USUAL_SIGNS else ODD_SIGN
            if second > 0x80:
                ways.append(write(guess, char, token, second, extra, shifted=True))
            else:
                written = write(guess, char, token, None, extra, shifted=True)
                ways.append(write(written, chr(second), token, None, 0.0, shifted=True))
        return ways

    def over_vanished(self, beam: list[Guess], token: Token) -> list[Guess]:
        """A pair without Unicode value may have stood before this token: the end of one character, the begin of the next."""
        opened = [
            write(guess, char, token, seconds, VANISHED, shifted=True)._replace(pending_from=guess.pending_from)
            for guess in beam
            if isinstance(guess.pending, int)
            for seconds, char in self.alphabet.before_vanished(guess.pending)
        ]
        ways: list[Guess] = []
        for guess in sorted(opened, key=lambda way: way.score)[:OPENED_KEPT]:
            if token.is_break:
                ways += self.over_break(guess, token, None)
            elif token.char == "?":
                ways += self.next_in_word(guess, token)
            elif not token.syllable:
                ways += self.off_step(guess, token)
        return ways

    def next_in_word(self, guess: Guess, token: Token) -> list[Guess]:
        """Both bytes of a character are gone; only the word it stands in can tell."""
        leads = guess.pending if isinstance(guess.pending, bytes) else ANY_LEAD
        ways = []
        for char in second_characters().get(guess.text[-1:], ""):
            pair = pair_of(char.translate(scripts().traditional) if self.alphabet.converted else char)
            if pair and pair[0] in leads:
                ways.append(write(guess, char, token, None, LOST, shifted=True))
        return ways

    def over_break(self, guess: Guess, token: Token, previous: tuple[int, int] | None) -> list[Guess]:
        """`?pin)`: a byte is lost, and with the byte before it it spells a character that is read so."""
        alphabet, syllable = self.alphabet, token.syllable
        if guess.pending is None:
            if previous is None:
                return []
            found = alphabet.read_as(syllable, bytes((previous[1],))) if previous[1] > 0x80 else []
            return [
                guess._replace(pending=trail, pending_from=token.start, shifted_until=token.end)
                for _, trail, _ in found
                if trail > 0x80
            ]
        leads = bytes((guess.pending,)) if isinstance(guess.pending, int) else guess.pending
        return [write(guess, char, token, None, 0.0, shifted=True) for _, _, char in alphabet.read_as(syllable, leads)]

    def over_reading(self, guess: Guess, token: Token, previous: tuple[int, int] | None) -> list[Guess]:
        """`(pin)`: the two bytes before it spell a character that is read so; nothing is lost."""
        if guess.pending is not None:
            return [guess]
        fits = bool(guess.text) and readings().fits(guess.text[-1], token.syllable)
        extra = 0.0 if fits else UNREAD
        until = token.end if guess.shifted_until == token.start else guess.shifted_until
        return [guess._replace(channel=guess.channel + extra, score=guess.score + extra, shifted_until=until)]

    def characters(self, pending: Pending, trail: int) -> list[str]:
        if isinstance(pending, int):
            char = self.alphabet.pairs.get((pending, trail))
            return [char] if char else []
        return [char for _, char in self.alphabet.lost_lead(trail, pending or ANY_LEAD)]


def pair_before(text: str, place: int) -> tuple[int, int] | None:
    """The pair of the character before a place; readings in between do not count."""
    trimmed = READINGS_AT_END.sub("", text[max(0, place - 40) : place])
    return pair_of(trimmed[-1]) if trimmed else None


def dear_places(guess: Guess) -> tuple[int, ...]:
    """Where the cheapest reading is still hard to believe: the second pass may suppose vanished pairs there."""
    known = word_costs()
    text = guess.text[len(guess.text) - len(guess.origins) :]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        options = [(best[end - 1][0] + character_cost(text[end - 1], text[end - 2 : end - 1]), 1)]
        for length in range(2, min(LONGEST_WORD, end) + 1):
            if (cost := known.get(text[end - length : end])) is not None:
                options.append((best[end - length][0] + cost, length))
        best.append(min(options))
    places: list[int] = []
    end = len(text)
    while end:
        length = best[end][1]
        if (best[end][0] - best[end - length][0]) / length > DEAR:
            places += [origin for span in guess.origins[end - length : end] for origin in span]
        end -= length
    return tuple(places)


def pruned(ways: list[Guess]) -> list[Guess]:
    """The best few, one for each text and state, none hopelessly behind."""
    kept: list[Guess] = []
    seen: set[tuple[Pending, str]] = set()
    for guess in sorted(ways, key=lambda way: way.score):
        state = (guess.pending, guess.text)
        if guess.score > kept[0].score + PRUNE if kept else False:
            break
        if state not in seen:
            seen.add(state)
            kept.append(guess)
            if len(kept) == BEAM:
                break
    return kept
