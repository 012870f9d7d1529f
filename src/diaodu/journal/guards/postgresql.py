"""The guards in PostgreSQL's words: statement triggers, so that a bulk load is checked once, not row by row."""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from diaodu.journal.guards.rules import HEAD_MOVES_WRONGLY, GuardedTable
from diaodu.journal.models import Refusal

BEFORE_EVENTS = {4: "INSERT", 8: "DELETE", 16: "UPDATE", 32: "TRUNCATE"}
ROW, BEFORE, INSERT, DELETE, UPDATE, TRUNCATE = 1, 2, 4, 8, 16, 32


@dataclass(frozen=True)
class Trigger:
    """A trigger and its function. `kind` is its tgtype, the bit set by which PostgreSQL keeps time and events."""

    table: str
    name: str
    kind: int
    body: str

    @property
    def proof(self) -> tuple[str, int, str]:
        """What the catalogue says of it when it stands: always enabled, of this kind, with this body."""
        return "A", self.kind, self.body

    def statements(self) -> list[str]:
        events = " OR ".join(word for bit, word in BEFORE_EVENTS.items() if self.kind & bit)
        moment = "BEFORE" if self.kind & BEFORE else "AFTER"
        added = "REFERENCING NEW TABLE AS added " if not self.kind & BEFORE else ""
        each = "ROW" if self.kind & ROW else "STATEMENT"
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $guard${self.body}$guard$",
            f"CREATE OR REPLACE TRIGGER {self.name} {moment} {events} ON {self.table} {added}"
            f"FOR EACH {each} EXECUTE FUNCTION {self.name}()",
            # Also where session_replication_role switches ordinary triggers off.
            f"ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER {self.name}",
        ]


def stand(connection: BaseDatabaseWrapper, tables: list[GuardedTable]) -> None:
    """Create what is missing or different."""
    with connection.cursor() as cursor:
        standing = _standing(cursor)
        for trigger in _wanted(tables):
            if standing.get((trigger.table, trigger.name)) != trigger.proof:
                for statement in trigger.statements():
                    cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper, tables: list[GuardedTable]) -> list[str]:
    """Names of guards that do not stand exactly as they should."""
    with connection.cursor() as cursor:
        standing = _standing(cursor)
    return [one.name for one in _wanted(tables) if standing.get((one.table, one.name)) != one.proof]


def _standing(cursor: CursorWrapper) -> dict[tuple[str, str], tuple[str, int, str]]:
    cursor.execute(
        "SELECT c.relname, t.tgname, t.tgenabled::text, t.tgtype::int, p.prosrc"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE t.tgname LIKE 'guard\\_%%' AND p.proname = t.tgname AND c.relnamespace = current_schema()::regnamespace"
    )
    return {(table, name): (enabled, kind, body) for table, name, enabled, kind, body in cursor.fetchall()}


def _wanted(tables: list[GuardedTable]) -> list[Trigger]:
    triggers = []
    for table in tables:
        if table.name == "journal_head":
            triggers += _for_the_head(table)
            continue
        kept = DELETE | TRUNCATE | (0 if table.may_change else UPDATE)
        why = "is never deleted from" if table.may_change else "is append-only"
        triggers.append(Trigger(table.name, f"guard_kept_{table.name}", BEFORE | kept, _always(table.name, why)))
        if table.refused_rows:
            triggers.append(Trigger(table.name, f"guard_insert_{table.name}", INSERT, _at_the_door(table)))
    return triggers


def _for_the_head(table: GuardedTable) -> list[Trigger]:
    moves = (
        f" BEGIN IF {HEAD_MOVES_WRONGLY.condition} THEN {_raise(table.name, HEAD_MOVES_WRONGLY.why)}"
        " END IF; RETURN NEW; END "
    )
    return [
        Trigger(
            table.name,
            "guard_kept_journal_head",
            BEFORE | INSERT | DELETE | TRUNCATE,
            _always(table.name, "is one row for ever"),
        ),
        Trigger(table.name, "guard_update_journal_head", ROW | BEFORE | UPDATE, moves),
    ]


def _always(table: str, why: str) -> str:
    return f" BEGIN {_raise(table, why)} END "


def _at_the_door(table: GuardedTable) -> str:
    tests = " ".join(
        f"IF EXISTS (SELECT 1 FROM {_rows(refusal)} WHERE {refusal.condition.format(row='added')})"
        f" THEN {_raise(table.name, refusal.why)} END IF;"
        for refusal in table.refused_rows
    )
    return f" BEGIN {tests} RETURN NULL; END "


def _rows(refusal: Refusal) -> str:
    return f"(SELECT DISTINCT {refusal.columns} FROM added) added" if refusal.columns else "added"


def _raise(table: str, why: str) -> str:
    return f"RAISE EXCEPTION '{table} {why}' USING ERRCODE = 'integrity_constraint_violation';"
