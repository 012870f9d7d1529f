"""Pairs of characters as each engine finds them fastest: a phrase in full text on SQLite, an array on PostgreSQL."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from django.db import connection
from django.db.backends.utils import CursorWrapper

from diaodu.search.bigrams import pairs_in_order

ROWS_AT_ONCE = 500
# (id of the words, kind, normalised text)
Row = tuple[int, str, str]

_FOUND = """
    SELECT words.record FROM {tables}
    WHERE {matched} AND words.kind = %s AND words.position <= %s AND words.text LIKE %s"""


class Pairs(Protocol):
    """One engine's way."""

    create: str
    drop: str

    def add(self, cursor: CursorWrapper, rows: Iterable[Row]) -> None:
        """Keep the pairs of new words."""

    def query(self, kind: str, wanted: str) -> tuple[str, list[Any]]:
        """SQL for the records whose pairs match, without kind, position and text; and what it is asked."""


class FullText:
    """SQLite: an FTS5 table without content. The ascii tokenizer takes every other character as part of a word.
    The kind is a column of the same index, so that asking for one kind reads no other."""

    create = "CREATE VIRTUAL TABLE search_pairs USING fts5(kind, pairs, content='', columnsize=0, tokenize='ascii')"
    drop = "DROP TABLE search_pairs"

    def add(self, cursor: CursorWrapper, rows: Iterable[Row]) -> None:
        words = [(number, kind, " ".join(pairs_in_order(text))) for number, kind, text in rows]
        cursor.executemany("INSERT INTO search_pairs(rowid, kind, pairs) VALUES (%s, %s, %s)", words)

    def query(self, kind: str, wanted: str) -> tuple[str, list[Any]]:
        phrase = f'"{wanted}"*' if len(wanted) == 1 else '"' + " ".join(pairs_in_order(wanted)[:-1]) + '"'
        # CROSS: the phrase first; left to itself, the planner walks all words of the kind.
        tables = "search_pairs CROSS JOIN search_words words ON words.id = search_pairs.rowid"
        sql = _FOUND.format(tables=tables, matched="search_pairs MATCH %s")
        return sql, [f"kind:{kind} AND pairs:{phrase}"]


class Inverted:
    """PostgreSQL: an array of the pairs and the single characters under a GIN index."""

    create = (
        "ALTER TABLE search_words ADD COLUMN pairs text[];"
        " CREATE INDEX search_words_pairs ON search_words USING gin (pairs)"
    )
    drop = "ALTER TABLE search_words DROP COLUMN pairs"

    def add(self, cursor: CursorWrapper, rows: Iterable[Row]) -> None:
        words = [([*{*pairs_in_order(text), *text}], number) for number, _kind, text in rows]
        cursor.executemany("UPDATE search_words SET pairs = %s WHERE id = %s", words)

    def query(self, kind: str, wanted: str) -> tuple[str, list[Any]]:
        tokens = [wanted] if len(wanted) == 1 else pairs_in_order(wanted)[:-1]
        return _FOUND.format(tables="search_words words", matched="words.pairs @> %s::text[]"), [tokens]


ENGINES: dict[str, Pairs] = {"sqlite": FullText(), "postgresql": Inverted()}


def keep_pairs(rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor:
        ENGINES[connection.vendor].add(cursor, rows)


def records_holding(kind: str, wanted: str, *, until: int) -> Iterator[int]:
    """Ids of records that were called something with these characters in a row, at a position up to `until`."""
    sql, asked = ENGINES[connection.vendor].query(kind, wanted)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked, kind, until, f"%{wanted}%"])
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from (record for (record,) in rows)
