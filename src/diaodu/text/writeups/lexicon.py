"""The words of the genre, from `words.toml`, and how Chinese writes numbers."""

import re
import tomllib
from importlib.resources import files

_WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        files("diaodu.text.writeups").joinpath("words.toml").read_text(encoding="utf-8")
    ).items()
}


def words_of(name: str) -> frozenset[str]:
    """One list of `words.toml`."""
    return _WORDS[name]


def any_of(name: str) -> str:
    """A pattern for any word of a list, the longest first."""
    longest_first = sorted(_WORDS[name], key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


# 各县(市、区) is one party; 街 ends a party (镇街) but not 开工街.
UNIT_END = rf"(?:{any_of('unit_endings')}|[县市区乡镇]\([^()]{{1,8}}\)|[全各][省市县区乡镇]|(?<!工)街)"
CARDINAL = "(?:\\d{1,4}|[一二三四五六七八九十百两]{1,5})"

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_NUMERAL = re.compile("[零一二三四五六七八九〇○两十百]{1,7}|\\d{1,4}")


def number_of(words: str) -> int | None:
    """第二十三 → 23, 一百零二 → 102, 二〇二四 → 2024, 11 → 11; None for anything else."""
    if not _NUMERAL.fullmatch(words):
        return None
    if words.isdecimal():
        return int(words)
    if "十" not in words and "百" not in words:
        return int("".join(str(_DIGITS[sign]) for sign in words))
    total, digit = 0, 0
    for sign in words:
        if sign == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif sign == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[sign]
    return total + digit
