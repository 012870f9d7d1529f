"""Texts as pairs of neighbouring characters: Chinese is written without spaces, and a name is often asked for by two
characters out of its middle."""

import unicodedata


def normalised(text: str) -> str:
    """Letters and digits alone, in one width and one case: 焦作市煤炭储备基地（西部园区） and 储备基地西部 meet."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def pairs_in_order(text: str) -> list[str]:
    """Every pair of neighbours of a normalised text, then its last character alone: each character begins a pair."""
    return [text[at : at + 2] for at in range(len(text))]
