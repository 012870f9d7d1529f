"""The table of head words: what each word of a ledger fills, and its words for the choices of a field."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_TIMES = re.compile(
    r"\d{2,4}\s*年(?:度)?|\d{1,2}\s*[-~—–至]\s*\d{0,2}\s*月|\d{1,2}\s*月(?:份)?|\d+\s*旬|[1n]\s*[-~—–至]\s*n?\s*月"
)
_MARKS = re.compile(r"[\s\"'“”‘’·、,。.:;/\\|_*-]+")


@dataclass(frozen=True)
class HeadWords:
    """`fills` by plain word; `spent` says what money spent fills by the kind of stretch in its head."""

    fills: dict[str, str]
    spent: frozenset[str]
    spent_fills: dict[str, str]
    choices: dict[str, dict[str, str]]


@cache
def head_words() -> HeadWords:
    content = tomllib.loads((files("diaodu.intake.ledger") / "synonyms.toml").read_text(encoding="utf-8"))
    fills: dict[str, str] = {}
    for code, words in content["fields"].items():
        for word in words:
            fills.setdefault(plain_head(word), code)
    choices = {
        field: {plain_choice(word): value for value, words in values.items() for word in words}
        for field, values in content["choices"].items()
    }
    spent = content["spent"]
    return HeadWords(fills, frozenset(map(plain_head, spent["words"])), dict(spent["fills"]), choices)


def plain_head(words: str) -> str:
    """A head as it is looked up: one width, no brackets, years, months or marks."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return _MARKS.sub("", _TIMES.sub("", _BRACKETS.sub("", plain)))


def plain_choice(words: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", words)).casefold()
