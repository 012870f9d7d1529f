"""What may be asked of a list: bounded numbers, storable text, a page of rows, a moment of knowledge."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, StringConstraints, ValidationInfo, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

Row = TypeVar("Row", bound=Model)
Out = TypeVar("Out")

LARGEST = 2**63 - 1
# What no database keeps is refused at the border.
STORABLE = r"^[^\x00]*$"
_AFTER_YEAR = r"-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})"
AS_OF = rf"^(\d{{1,18}}|\d{{4}}{_AFTER_YEAR})$"

Id = Annotated[int, Field(ge=1, le=LARGEST)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=STORABLE)]


def _known_then(words: str) -> int | datetime:
    if not re.fullmatch(AS_OF, words, re.ASCII):
        raise PydanticCustomError("moment", "neither a position nor a moment")
    if words.isdecimal():
        return int(words)
    try:
        return datetime.fromisoformat(words)
    except ValueError as error:
        raise PydanticCustomError("moment", "not a moment") from error


AsOf = Annotated[
    int | datetime, BeforeValidator(_known_then), WithJsonSchema({"type": "string", "pattern": AS_OF, "maxLength": 40})
]


def _never_null(schema: dict[str, Any]) -> None:
    """In an address, a parameter is left out; there is no null."""
    for details in schema["properties"].values():
        for kind in details.pop("anyOf", []):
            if kind != {"type": "null"}:
                details.update(kind)
                details.pop("default", None)


def _written_out(words: object) -> date:
    # A bare number would be taken for seconds since 1970.
    if not isinstance(words, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", words, re.ASCII):
        raise PydanticCustomError("date", "not a day")
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise PydanticCustomError("date", "not a day") from error


def _moment(words: object) -> datetime:
    if not isinstance(words, str) or not re.fullmatch(MOMENT, words, re.ASCII):
        raise PydanticCustomError("moment_alone", "not a moment")
    try:
        return datetime.fromisoformat(words)
    except ValueError as error:
        raise PydanticCustomError("moment_alone", "not a moment") from error


# Of this century: a moment at the ends of the calendar has no equivalent in UTC.
MOMENT = rf"^20\d{{2}}{_AFTER_YEAR}$"
Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "pattern": MOMENT, "maxLength": 40})
]
Day = Annotated[date, BeforeValidator(_written_out)]


class Asked(Schema):
    """The query of a route. A parameter that is not known is refused: a filter misspelt must not widen an answer."""

    model_config = ConfigDict(json_schema_extra=_never_null)

    @model_validator(mode="before")
    @classmethod
    def knows_every_parameter(cls, data: Any, info: ValidationInfo) -> Any:
        assert info.context is not None
        for name in info.context["request"].GET:
            if name not in cls.model_fields:
                raise PydanticCustomError("unknown_parameter", "no such parameter")
        return data


class AskedAsOf(Asked):
    as_of: AsOf | None = Field(
        None,
        description="What was known at this position of the journal, or at this moment (with its zone; best in UTC).",
    )


class AskedStretch(Asked):
    """A stretch of a list in its stable order."""

    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)


class AskedPage(AskedAsOf, AskedStretch):
    """A stretch of a list as it is known now, or was."""


class Page(Schema, Generic[Out]):
    """Some rows of a list, and how many there are."""

    items: list[Out]
    total: int
    limit: int
    offset: int


def page_of(rows: QuerySet[Row], asked: AskedStretch, shown: Callable[[Sequence[Row]], list[Out]]) -> Page[Out]:
    stretch = list(rows[asked.offset : asked.offset + asked.limit])
    return Page(items=shown(stretch), total=rows.count(), limit=asked.limit, offset=asked.offset)
