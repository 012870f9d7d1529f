"""Stored figures of indicators as the database can order and narrow by them."""

from fractions import Fraction
from typing import Any

from django.db.models import BigIntegerField, F, FloatField, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from diaodu.assessment.models import Finding


class FigureNumber(Func):
    """The numerator (0) or denominator (1) of an indicator in the column `figures`; a whole number has none."""

    def __init__(self, code: str, index: int) -> None:
        # Codes come from the catalogue, never from a request.
        super().__init__(F("figures"), output_field=BigIntegerField())
        self.place = (code, index)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        code, index = self.place
        number = f"json_extract(%(expressions)s, '$.{code}[{index}]')"
        return self.as_sql(compiler, connection, template=number, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        code, index = self.place
        number = f"(%(expressions)s #>> '{{{code},{index}}}')::numeric"
        return self.as_sql(compiler, connection, template=number, **context)


def denominator_of(code: str) -> Coalesce:
    """What the numerator is over: one, for a whole number."""
    return Coalesce(FigureNumber(code, 1), 1)


class Quotient(Func):
    """One over the other, to order by: what is shown is divided exactly, in Python."""

    template = "(%(expressions)s)"
    arg_joiner = " * 1.0 / "


def figure_of_project(code: str, period: str) -> Subquery:
    """What an indicator says of each project of the query around it, to order by."""
    value = Quotient(FigureNumber(code, 0), denominator_of(code), output_field=FloatField())
    own = Finding.objects.of_projects(period).filter(owner_id=OuterRef("id"))
    return Subquery(own.annotate(figure_value=value).values("figure_value")[:1])


def projects_between(code: str, period: str, bounds: tuple[Fraction | None, Fraction | None]) -> QuerySet[Any]:
    """The projects whose figure lies within, compared by cross-multiplication: nothing is rounded."""
    found = Finding.objects.of_projects(period).filter(Q(figures__has_key=code))
    for bound, compare in zip(bounds, (GreaterThanOrEqual, LessThanOrEqual), strict=True):
        if bound is not None:
            over, under = FigureNumber(code, 0) * bound.denominator, denominator_of(code) * bound.numerator
            found = found.filter(compare(over, under))
    return found.order_by().values("owner_id")
