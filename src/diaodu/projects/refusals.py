"""What the ledger does not do when it is asked to, in words for the person who asked."""

from django.core.exceptions import ValidationError
from django.db.models import Model


class Refused(ValueError):
    """A rule of the ledger stands in the way. `field` names what of the request is wrong, if it is one part."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field


def check_fields(row: Model, *fields: str) -> None:
    """Hold these fields of a row to their own rules; the first that breaks one is refused."""
    try:
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.name not in fields])
    except ValidationError as invalid:
        field, words = next(iter(invalid.message_dict.items()))
        raise Refused(words[0], field) from None
