"""One page of a list."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)

ROWS = 50


def page_of(rows: QuerySet[M], request: HttpRequest, *, size: int = ROWS) -> Page[M]:
    """The page that `?page=` asks for; the nearest one that exists when it asks for nonsense."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
