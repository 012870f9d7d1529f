"""Words for a value that does not fit its schema."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By the type that the checking of schemas gives a fault, with the placeholders of its context.
WORDS = {
    "missing": gettext_lazy("This is required."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "unknown_parameter": gettext_lazy("There is no such parameter."),
    "greater_than_equal": gettext_lazy("At least %(ge)s."),
    "less_than_equal": gettext_lazy("At most %(le)s."),
    "string_too_short": gettext_lazy("At least %(min_length)s characters."),
    "string_too_long": gettext_lazy("At most %(max_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("This contains characters that are not accepted here."),
    "enum": gettext_lazy("One of: %(expected)s."),
    "moment": gettext_lazy("A position, or a moment with its zone such as 2024-05-29T09:00:00Z."),
    "moment_alone": gettext_lazy("A moment with its zone such as 2024-05-29T09:00:00Z."),
    "one_value": gettext_lazy("Exactly one of these: a number, a text, or not_reported as true."),
    "span": gettext_lazy("The end comes after the start."),
    "encoding": gettext_lazy("One of: %(expected)s."),
}
# The first part of the longer types: int_parsing, int_type, date_from_datetime_parsing …
FAMILIES = {
    "int": gettext_lazy("A whole number is expected."),
    "date": gettext_lazy("A day such as 2024-05-29 is expected."),
    "string": gettext_lazy("A text is expected."),
    "bool": gettext_lazy("Either true or false is expected."),
    "dict": gettext_lazy("An object is expected."),
    "model": gettext_lazy("An object is expected."),
    "list": gettext_lazy("A list is expected."),
}


def first_fault(faults: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """(words, where) of the first fault."""
    fault = faults[0]
    kind = str(fault["type"])
    words = WORDS.get(kind) or FAMILIES.get(kind.split("_")[0])
    where = ".".join(str(part) for part in fault["loc"])
    return (str(words) % fault.get("ctx", {}) if words else _("This value is not accepted here."), where)
