"""Undoes a GBK run that is read one byte off: the cheapest way through a lattice of bytes, by a beam of fixed width.

Each token of the damaged text is known bytes, a lost byte or a constraint; what the true text was is the sequence of
GBK characters that those bytes can spell and that costs least under the word costs. The work per token is bounded, so
the whole is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from diaodu.text.restoring.costs import SIGN_COSTS, costs_in_words
from diaodu.text.restoring.gbk import ANY_LEAD, Alphabet, PairAcross, pair_of, pair_of_sign
from diaodu.text.restoring.guesses import MISPLACED, NO_END, PRUNE, Guess, Pending, Way, Ways, pruned, unchanged, write
from diaodu.text.restoring.lexicon import readings, scripts

SYLLABLE = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɡ]{1,6}"
BREAK = re.compile(rf"\?({SYLLABLE}) ?\)")
READING = re.compile(rf"\(({SYLLABLE}) ?\)")
READINGS_AT_END = re.compile(rf"(?:\({SYLLABLE} ?\))+\Z")
BEAM, WIDE_BEAM = 12, 100
CONTEXT = 4  # characters after the shift that have their say
KEY_LENGTH, REMEMBERED_MOST = 6, 16384
LONGEST_READING = 9  # characters, with bracket and blank
LONGEST_RUN = 100  # characters; no real shift is longer, and it keeps the work on hopeless text bounded

ODD_SIGN = 7.0  # nats more for a sign that GBK text hardly writes full-width: digits, letters, symbols
DEAR = 7.0  # nats; a character this dear may be the wrong reading of a vanished pair
GUESSES_OPENED = 2
OPENED_BEHIND = 7.0  # nats; two characters dearer than this are not written out
VANISHED, LOST, HIDDEN, LITERAL, UNREAD = -1.0, 0.5, 4.0, 2.0, 8.0

TRUSTED = 2  # the best guesses; only in them a lost byte is supposed at a stop
ENDS = frozenset("\n。,，")
UNSWALLOWED = 5.0  # a letter right behind a shifted run is hardly ever a letter


@dataclass(frozen=True, slots=True)
class Written:
    """One restored character: where it comes from and how sure it is."""

    char: str
    origin: tuple[int, int]
    margin: float  # nats by which any guess without it is behind
    cost: float  # nats per character of the word it stands in
    half_known: bool  # only one of its bytes is known


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """What stood at text[:end]; empty if the text is likelier to be undamaged there."""

    end: int
    written: tuple[Written, ...]
    dear: tuple[int, ...]  # places whose characters are hard to believe

    @property
    def became(self) -> str:
        return "".join(one.char for one in self.written)


class Token:
    """One sign of the damaged text; `char` is "" for a reading."""

    __slots__ = ("char", "end", "is_break", "pair", "span", "start", "syllable")

    def __init__(self, start: int, end: int, char: str, syllable: str = "") -> None:
        self.start, self.end, self.span = start, end, (start, end)
        self.char, self.syllable = char, syllable
        self.pair = pair_of(char) if char > "\x7f" else None
        self.is_break = False


class Beginning(NamedTuple):
    """What is known before a run."""

    left: str  # the characters before it
    previous: tuple[int, int] | None  # the pair of the damaged character before it, readings left out
    lost: bool  # a byte may be lost right at the first sign


def tokens(text: str) -> Iterator[Token]:
    known = readings().toned
    place = 0
    while place < len(text):
        char = text[place]
        if char in "?(":
            found = (BREAK if char == "?" else READING).match(text, place)
            if found and (found[1] in known):
                token = Token(place, found.end(), "", found[1])
                token.is_break = char == "?"
                yield token
                place = found.end()
                continue
        yield Token(place, place + 1, char)
        place += 1


@lru_cache(maxsize=4096)
def guess_before(left: str) -> Guess:
    guess = Guess(0.0, 0.0, (0.0,), "", (), None, 0, 0, 0)
    for char in left:
        guess = write(guess, char, (0, 0), None, 0.0, shifted=False).taken()
    return guess._replace(origins=())


def at_the_end(beam: list[Guess]) -> list[Guess]:
    """The text ends here as lines do."""
    ended = [guess._replace(score=guess.score + MISPLACED * (guess.text[-1:] in NO_END)) for guess in beam]
    return sorted(ended, key=attrgetter("score"))


def margins_over(beam: list[Guess], best: Guess, left: int) -> list[float]:
    """For each shifted character by how much the first guess without it is behind; the beam is in order."""
    margins = [PRUNE] * best.shifted_count
    meant = ends_of(best, left)
    uncontested = list(range(best.shifted_count))
    for rival in beam:
        if not uncontested:
            break
        shared, behind = set(ends_of(rival, left)), max(rival.score - best.score, 0.0)
        for place in uncontested:
            if meant[place] not in shared:
                margins[place] = min(behind, PRUNE)
        uncontested = [place for place in uncontested if meant[place] in shared]
    return margins


def ends_of(guess: Guess, left: int) -> list[tuple[str, int]]:
    """The characters behind the context, each with where the signs that it is spelled by end."""
    return [(char, end) for char, (_, end, _) in zip(guess.text[left:], guess.origins, strict=False)]


class Lattice:
    """The ways on from a guess, token by token."""

    def __init__(self, alphabet: Alphabet) -> None:
        self.alphabet = alphabet
        self.simplified = scripts().simplified
        self.remembered: dict[tuple[Beginning, str], list[tuple[str, int, Reconstruction | None]]] = {}

    def run(self, text: str, begin: Beginning) -> Reconstruction | None:
        """What the text said until it is in step again. None: no way through.

        Only what had its say is remembered, so that the same run before another text is known again.
        """
        text = text[:LONGEST_RUN]
        key = (begin, text[:KEY_LENGTH])
        for seen, read, found in self.remembered.get(key, ()):
            if text.startswith(seen) and (len(seen) == read or len(seen) == len(text)):
                return found
        if len(self.remembered) >= REMEMBERED_MOST:
            self.remembered.clear()
        found, read = self.reconstruct(text, begin)
        self.remembered.setdefault(key, []).append((text[:read], read, found))
        return found

    def reconstruct(self, text: str, begin: Beginning) -> tuple[Reconstruction | None, int]:
        """Follows the text until every likely guess is in step again, and says how many characters had their say.

        Vanished pairs are first supposed only where nothing else spells a character, then also where that is dear.
        """
        first, read = self.follow(text, begin, frozenset())
        dear = frozenset(place for place in first.dear for place in (place - 1, place, place + 1)) if first else None
        if first and not dear:
            return first, read
        second, read_again = self.follow(text, begin, dear)
        return second or first, max(read, read_again)

    def follow(
        self, text: str, begin: Beginning, vanished_at: frozenset[int] | None
    ) -> tuple[Reconstruction | None, int]:
        beam = [guess_before(begin.left)]
        previous, in_step, read = begin.previous, 0, 0
        for token in tokens(text):
            read = token.end + LONGEST_READING
            ways = Ways()
            hidden = begin.lost and token.start == 0
            for rank, guess in enumerate(beam):
                for way in self.ways_on(guess, token, previous, hidden=hidden, trusted=rank < TRUSTED):
                    ways.add(way)
            if vanished_at is None or token.start in vanished_at or token.char == "?" or not ways:
                self.over_vanished(beam, token, ways)
            # A reading tells more than the costs so far.
            beam = pruned(ways, WIDE_BEAM if token.syllable or text.startswith("(", token.end) else BEAM)
            if not beam:
                return None, read
            if token.char or token.is_break:
                previous = pair_of_sign(token.char) if token.char else None
            in_step = in_step + 1 if all(guess.pending is None for guess in beam) else 0
            settled = in_step > (CONTEXT if len(beam) > 1 else 1) or (in_step and token.char in ENDS)
            if settled and not text.startswith("?", token.end):
                break
        else:
            if len(text) < LONGEST_RUN:
                beam = at_the_end(beam)
        return self.outcome(beam, len(begin.left)), read

    def outcome(self, beam: list[Guess], left: int) -> Reconstruction | None:
        finished = [guess for guess in beam if guess.pending is None]
        if not finished:
            return None
        best = finished[0]
        count = best.shifted_count
        margins = margins_over(beam, best, left)
        costs = costs_in_words(best.text)[left:]
        written = tuple(
            Written(char, (start, end), margin, cost, half_known)
            for char, (start, end, half_known), margin, cost in zip(
                best.text[left:], best.origins, margins, costs, strict=False
            )
        )
        dear = tuple(place for one in written if one.cost > DEAR for place in one.origin)
        return Reconstruction(best.shifted_until if count else 0, written, dear)

    def ways_on(
        self, guess: Guess, token: Token, previous: tuple[int, int] | None, *, hidden: bool, trusted: bool
    ) -> list[Way]:
        if token.is_break:
            return self.over_break(guess, token, previous)
        if token.syllable:
            return self.over_reading(guess, token)
        if guess.pending is None:
            return self.in_step(guess, token, hidden=hidden)
        return self.off_step(guess, token, trusted=trusted)

    def in_step(self, guess: Guess, token: Token, *, hidden: bool) -> list[Way]:
        char = token.char
        swallowed = char.isascii() and char.isalpha() and 0 < guess.shifted_until == token.start
        literal = LITERAL if char == "?" else UNSWALLOWED if swallowed else 0.0
        ways = [write(guess, char.translate(self.simplified), token.span, None, literal, shifted=False)]
        if char == "?":
            lost = guess.channel + LOST
            ways.append(
                unchanged(
                    guess._replace(channel=lost, score=guess.score + LOST, pending=ANY_LEAD, pending_from=token.start)
                )
            )
        if hidden:
            opened = guess._replace(channel=guess.channel + HIDDEN, pending=ANY_LEAD, pending_from=token.start)
            ways += self.off_step(opened, token, trusted=True)
        return ways

    def off_step(self, guess: Guess, token: Token, *, trusted: bool) -> list[Way]:
        char, pair = token.char, token.pair
        ways: list[Way] = []
        if char.isascii():
            ways += self.over_ascii(guess, token, ord(char))
            pair = pair_of_sign(char)
        if pair:
            ways += self.over_pair(guess, token, pair)
        if trusted and char in "。！；？!;?\n":
            plain = char.translate(self.simplified)
            for found in self.last_byte_lost(guess, token, HIDDEN):
                ways.append(write(found.taken(), plain, token.span, None, 0.0, shifted=False))
        return ways

    def over_ascii(self, guess: Guess, token: Token, byte: int) -> list[Way]:
        """An ASCII sign off step: the swallowed second byte of a character, or `?` for a lost one."""
        if byte == 0x3F:
            return self.last_byte_lost(guess, token, LOST)
        if byte < 0x40:
            return []
        return [
            write(guess, char, token.span, None, 0.0, shifted=True) for char in self.characters(guess.pending, byte)
        ]

    def last_byte_lost(self, guess: Guess, token: Token, extra: float) -> list[Way]:
        if not isinstance(guess.pending, int):
            return []
        return [
            write(guess, char, token.span, None, extra, shifted=True, half_known=True)
            for _, char in self.alphabet.lost_trail(guess.pending)
        ]

    def over_pair(self, guess: Guess, token: Token, pair: tuple[int, int]) -> list[Way]:
        """Two bytes off step: the first ends a character, the second begins one (or is an ASCII letter)."""
        first, second = pair
        if second in (0x80, 0xFF):
            return []
        ways = []
        half_known = not isinstance(guess.pending, int)
        for char in self.characters(guess.pending, first):
            extra = 0.0 if "一" <= char <= "鿿" or char in SIGN_COSTS else ODD_SIGN
            if second > 0x80:
                ways.append(write(guess, char, token.span, second, extra, shifted=True, half_known=half_known))
            else:
                written = write(guess, char, token.span, None, extra, shifted=True, half_known=half_known).taken()
                ways.append(write(written, chr(second), token.span, None, 0.0, shifted=True))
        return ways

    def over_vanished(self, beam: list[Guess], token: Token, ways: Ways) -> None:
        """A pair without Unicode value may have stood before this token: one character's end, the next one's begin."""
        for guess in [guess for guess in beam if isinstance(guess.pending, int)][:GUESSES_OPENED]:
            begun: dict[str, Way] = {}
            opened: dict[str, Guess] = {}
            for pairs, pending in self.spelled_across(guess, token):
                allowed = ways.best + OPENED_BEHIND - guess.score - VANISHED
                for cost, first, second, behind in pairs:
                    if cost > allowed:
                        break
                    if first not in begun:
                        begun[first] = write(guess, first, token.span, None, VANISHED, shifted=True, half_known=True)
                    if begun[first].score + behind <= ways.best + OPENED_BEHIND:
                        if first not in opened:
                            opened[first] = begun[first].taken()
                        ways.add(write(opened[first], second, token.span, pending, 0.0, shifted=True, half_known=True))

    def spelled_across(self, guess: Guess, token: Token) -> Iterator[tuple[list[PairAcross], Pending]]:
        """Pairs of characters, cheapest first, with what is pending after them."""
        alphabet, lead = self.alphabet, guess.pending
        assert isinstance(lead, int)
        if token.is_break:
            yield alphabet.across_vanished_to_read(lead, token.syllable), None
        elif token.syllable:
            return
        elif token.char == "?":
            yield alphabet.across_vanished_to_lost(lead), None
        elif token.char.isascii() and token.char >= "@":
            yield alphabet.across_vanished(lead, ord(token.char)), None
        if token.char and (pair := pair_of_sign(token.char)) and pair[1] > 0x80:
            yield alphabet.across_vanished(lead, pair[0]), pair[1]

    def over_break(self, guess: Guess, token: Token, previous: tuple[int, int] | None) -> list[Way]:
        """`?pin)`: a byte is lost, and with the byte before it it spells a character that is read so."""
        alphabet, syllable = self.alphabet, token.syllable
        if guess.pending is None:
            if previous is None:
                return []
            found = alphabet.read_as(syllable, bytes((previous[1],))) if previous[1] > 0x80 else []
            return [
                unchanged(guess._replace(pending=trail, pending_from=token.start, shifted_until=token.end))
                for _, trail, _ in found
                if trail > 0x80
            ]
        leads = bytes((guess.pending,)) if isinstance(guess.pending, int) else guess.pending
        return [
            write(guess, char, token.span, None, 0.0, shifted=True) for _, _, char in alphabet.read_as(syllable, leads)
        ]

    def over_reading(self, guess: Guess, token: Token) -> list[Way]:
        """`(pin)`: the two bytes before it spell a character that is read so; nothing is lost."""
        if guess.pending is not None:
            return [unchanged(guess)]
        fits = bool(guess.text) and readings().fits(guess.text[-1], token.syllable)
        if guess.shifted_until != token.start:
            extra, until = 0.0 if fits else UNREAD, guess.shifted_until
        elif fits:
            extra, until = 0.0, token.end
        else:
            return []
        return [
            unchanged(guess._replace(channel=guess.channel + extra, score=guess.score + extra, shifted_until=until))
        ]

    def characters(self, pending: Pending, trail: int) -> list[str]:
        if isinstance(pending, int):
            char = self.alphabet.pairs.get((pending, trail))
            return [char] if char else []
        return [char for _, char in self.alphabet.lost_lead(trail, pending or ANY_LEAD)]


def pair_before(text: str, place: int) -> tuple[int, int] | None:
    """The pair of the character before a place; readings in between do not count."""
    trimmed = READINGS_AT_END.sub("", text[max(0, place - 40) : place])
    return pair_of_sign(trimmed[-1]) if trimmed else None
