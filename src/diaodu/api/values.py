"""A reported value as a caller gives it: a number, words, or that nothing was reported, and where it stands."""

from typing import Annotated, Any, Literal, Self

from ninja import Field, Schema
from pydantic import StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from diaodu.accounts.viewer import Viewer
from diaodu.api.asking import LARGEST, STORABLE, Id
from diaodu.api.errors import not_found, wrong_kind_of_value
from diaodu.facts.actions import Reported
from diaodu.facts.models import FigureKind, Measure, NumberUnit, Source

_LARGEST_PLACE = 2**31 - 1
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$", max_length=40)]
Period = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}[0-9A-Z-]{0,6}$", max_length=10), Field(description="Such as 2024-05.")
]
Reason = Annotated[str, StringConstraints(pattern=r"^[^\x00]*[^\x00\s][^\x00]*$", max_length=500)]
FigureName = Literal["dispatch", "department", "statistics"]
# A statistical figure is only shown, and comes in with the file that says it; nobody reports one.
ReportedFigure = Literal["dispatch", "department"]


def figure_name(kind: int) -> FigureName:
    names: dict[int, FigureName] = {
        FigureKind.DISPATCH: "dispatch",
        FigureKind.DEPARTMENT: "department",
        FigureKind.STATISTICS: "statistics",
    }
    return names[kind]


class CellIn(Schema, extra="forbid"):
    """A cell of a source."""

    source: Id
    sheet: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=STORABLE)]
    cell: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$", max_length=10)]


class SpanIn(Schema, extra="forbid"):
    """Characters [start, end) of a source's text before restoring."""

    source: Id
    start: int = Field(ge=0, le=_LARGEST_PLACE)
    end: int = Field(ge=1, le=_LARGEST_PLACE)

    @model_validator(mode="after")
    def holds_a_character(self) -> Self:
        if self.end <= self.start:
            raise PydanticCustomError("span", "the end comes after the start")
        return self


class PageIn(Schema, extra="forbid"):
    """A page of a source."""

    source: Id
    page: int = Field(ge=1, le=_LARGEST_PLACE)


class ValueIn(Schema, extra="forbid"):
    """Exactly one of `number`, `text` and `not_reported`; missing is never zero."""

    number: int | None = Field(None, ge=-LARGEST, le=LARGEST, strict=True, description="In the measure's unit.")
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=STORABLE)] | None = None
    not_reported: bool = Field(False, strict=True)
    place: CellIn | SpanIn | PageIn | None = Field(None, description="null: the caller says so, in no source.")

    @model_validator(mode="after")
    def says_one_thing(self) -> Self:
        if [self.number is not None, self.text is not None, self.not_reported].count(True) != 1:
            raise PydanticCustomError("one_value", "one of number, text, not_reported")
        return self


class FigureIn(ValueIn):
    """A value and what it is the value of."""

    subject: Id = Field(description="The subject of a project or lead.")
    measure: Code
    source_kind: ReportedFigure = "dispatch"


def measure_of(code: str, *, where: str) -> Measure:
    found = Measure.objects.filter(code=code).first()
    if found is None:
        raise not_found(where)
    return found


def reported(
    given: ValueIn, *, subject_id: int, measure: Measure, source_kind: int, caller: Viewer, where: str
) -> Reported:
    """The value with its place, checked: the kind that the measure counts, a source that the caller sees."""
    is_words = measure.unit == NumberUnit.TEXT
    if (given.number is not None and is_words) or (given.text is not None and not is_words):
        raise wrong_kind_of_value(is_words=is_words, where=where)
    if given.place is None:
        place: dict[str, Any] = {"typed_by_id": caller.user.pk}
    else:
        place = given.place.dict()
        place["source_id"] = place.pop("source")
        if not Source.objects.visible_to(caller).filter(pk=place["source_id"]).exists():
            raise not_found(f"{where}.place.source")
    return Reported(subject_id, measure.pk, source_kind=source_kind, number=given.number, text=given.text, **place)
