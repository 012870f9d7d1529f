"""Views that promise to read: a GET that tries to write is refused at the cursor."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)

_COMMENTS = r"(?:\s|--[^\n]*\n|/\*.*?\*/)*"
_READS = re.compile(
    _COMMENTS + r"\(?\s*(SELECT|WITH|EXPLAIN|SHOW|VALUES|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|PRAGMA)\b",
    re.I | re.S,
)
# A WITH may end in a change, and a SELECT may make a table.
_HIDDEN_CHANGE = re.compile(
    r"\b(INSERT\s+INTO|REPLACE\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|MERGE\s+INTO|SELECT\b.*?\bINTO)\b", re.I | re.S
)


class WriteWhileReading(RuntimeError):
    """A page that only reads tried to change the ledger: a mistake in our code."""


def _refuse_changes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not _READS.match(sql) or _HIDDEN_CHANGE.search(sql):
        raise WriteWhileReading(f"a read-only page tried to run: {sql[:120]}")
    return execute(sql, params, many, context)


def readonly(view: Callable[Concatenate[R, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only GET and HEAD, and no statement but a reading one on the ledger's connection while the view runs."""

    @wraps(view)
    def reading(request: R, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with connection.execute_wrapper(_refuse_changes):
            return view(request, *args, **kwargs)

    return require_safe(reading)
