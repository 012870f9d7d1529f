"""What a column's values are chosen from, with their words."""

from django.utils.translation import pgettext

from diaodu.engine.light_schemes import Token
from diaodu.ledger.cells import CHOICES
from diaodu.ledger.columns import Column, Kind


def choices_of(column: Column) -> list[tuple[str, str]]:
    """(value, words); empty where values are not chosen from a list that stands still."""
    if column.kind is Kind.LIGHT:
        return [(str(token), token_words(token)) for token in Token]
    choices = CHOICES.get(column.name)
    return [] if choices is None else [(value, str(label)) for value, label in choices.choices]


def token_words(token: Token) -> str:
    """What a colour of light says by itself."""
    return {
        Token.OK: pgettext("light", "met"),
        Token.WARN: pgettext("light", "behind"),
        Token.BAD: pgettext("light", "failing"),
        Token.LATE: pgettext("light", "late"),
        Token.NONE: pgettext("light", "not reported"),
    }[token]
