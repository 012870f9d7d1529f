"""The guards in SQLite's words: row triggers that abort the statement."""

import re
from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from diaodu.journal.guards.rules import HEAD_MOVES_WRONGLY, GuardedTable
from diaodu.journal.models import Refusal


def stand(connection: BaseDatabaseWrapper, tables: list[GuardedTable]) -> None:
    """Create what is missing or different."""
    with connection.cursor() as cursor:
        standing = _standing(cursor)
        for name, sql in _wanted(cursor, tables).items():
            if standing.get(name) != sql:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(sql)


def missing(connection: BaseDatabaseWrapper, tables: list[GuardedTable]) -> list[str]:
    """Names of guards that do not stand exactly as they should."""
    with connection.cursor() as cursor:
        standing = _standing(cursor)
        return [name for name, sql in _wanted(cursor, tables).items() if standing.get(name) != sql]


def make_way_for_remakes(connection: BaseDatabaseWrapper) -> None:
    """Take the insert guards down for a migration: they name other tables, and SQLite refuses to rename a remade
    table into a name that a trigger mentions. Changing and deleting stay refused; the end of the migration
    stands them again."""
    with connection.cursor() as cursor:
        for name in _standing(cursor):
            if name.startswith("guard_insert_"):
                cursor.execute(f"DROP TRIGGER {name}")


def _standing(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'")
    return dict(cursor.fetchall())


def _wanted(cursor: CursorWrapper, tables: list[GuardedTable]) -> dict[str, str]:
    triggers: dict[str, str] = {}
    for table in tables:
        refused = [*_replaced_rows(cursor, table), *table.refused_rows]
        triggers[f"guard_insert_{table.name}"] = _trigger("insert", table, refused)
        triggers[f"guard_delete_{table.name}"] = _trigger("delete", table, [Refusal("is never deleted from", "1")])
        if table.name == "journal_head":
            triggers["guard_update_journal_head"] = _trigger("update", table, [HEAD_MOVES_WRONGLY])
        elif not table.may_change:
            triggers[f"guard_update_{table.name}"] = _trigger("update", table, [Refusal("is append-only", "1")])
    return triggers


def _trigger(event: str, table: GuardedTable, refused: Iterable[Refusal]) -> str:
    # One CASE, asked in order: cheaper than a statement for each test, and a bulk load asks it for every row.
    tests = " ".join(
        f"WHEN {refusal.condition.format(row='NEW')} THEN RAISE(ABORT, '{table.name} {refusal.why}')"
        for refusal in refused
    )
    name = f"guard_{event}_{table.name}"
    when = f'BEFORE {event.upper()} ON "{table.name}" FOR EACH ROW'
    return f"CREATE TRIGGER {name} {when} BEGIN SELECT CASE {tests} END; END"


def _replaced_rows(cursor: CursorWrapper, table: GuardedTable) -> list[Refusal]:
    """INSERT OR REPLACE removes rows without firing delete triggers, so a row that would push another out is refused
    at the door: for the key and for every unique index."""
    refused = [_taken(table.name, [f'"{table.key}"'])]
    cursor.execute(f"PRAGMA index_list({table.name})")
    for index in sorted(row[1] for row in cursor.fetchall() if row[2]):
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [index])
        (sql,) = cursor.fetchone()
        if sql is None:
            cursor.execute(f"PRAGMA index_info({index})")
            refused.append(_taken(table.name, [f'"{row[2]}"' for row in cursor.fetchall()]))
        else:
            columns, _, where = sql.partition(" ON ")[2].partition(" WHERE ")
            refused.append(_taken(table.name, _terms(columns), where))
    return refused


def _terms(columns: str) -> list[str]:
    """The terms of an index, columns or expressions: `"t" ("a", (COALESCE("b", 0)))` has two."""
    terms, depth = [""], 0
    for character in columns[columns.index("(") + 1 : columns.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            terms.append("")
        else:
            terms[-1] += character
    return [term.strip() for term in terms]


def _taken(table: str, terms: list[str], where: str = "") -> Refusal:
    """Some row has these terms already, and the index's own condition holds for that row and for the new one."""
    same = [f"{_of('old', term)} = {_of('NEW', term)}" for term in terms]
    if where:
        same += [f"({_of('old', where)})", f"({_of('NEW', where)})"]
    condition = f'EXISTS (SELECT 1 FROM "{table}" old WHERE {" AND ".join(same)})'
    return Refusal("would take the place of a row that is there", condition)


def _of(row: str, sql: str) -> str:
    return re.sub(r'"(\w+)"', rf'{row}."\1"', sql)
