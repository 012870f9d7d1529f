"""A reading view cannot write, on either engine."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from diaodu.journal.models import Entry
from diaodu.journal.writing import journal_entry
from diaodu.lib.readonly import WriteWhileReading, readonly

WRITES = [
    "INSERT INTO journal_entry VALUES (1)",
    "  update journal_head set position = 9",
    "DELETE FROM journal_entry",
    "REPLACE INTO journal_entry VALUES (1)",
    "TRUNCATE journal_entry",
    "DROP TABLE journal_entry",
    "/* hello */ -- there\n INSERT INTO x VALUES (1)",
    "WITH gone AS (DELETE FROM journal_entry RETURNING 1) SELECT * FROM gone",
    "SELECT * INTO copy FROM journal_entry",
]


def run(sql: str, method: str = "GET") -> HttpResponse:
    @readonly
    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return HttpResponse("read")

    return view(RequestFactory().generic(method, "/"))  # type: ignore[return-value]


@pytest.mark.django_db
@pytest.mark.parametrize("sql", WRITES)
def test_it_refuses_to_write(sql: str) -> None:
    with pytest.raises(WriteWhileReading, match="read-only page"):
        run(sql)


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["SELECT 1", "WITH one AS (SELECT 1) SELECT * FROM one"])
def test_it_reads(sql: str) -> None:
    assert run(sql).content == b"read"


@pytest.mark.django_db
def test_it_answers_only_reading_methods() -> None:
    assert run("SELECT 1", "POST").status_code == 405


@pytest.mark.django_db
def test_after_the_view_writing_is_open_again() -> None:
    run("SELECT 1")
    with journal_entry(by=None, at=timezone.now(), verb="after reading") as entry:
        assert Entry.objects.filter(position=entry.position, verb="after reading").exists()
