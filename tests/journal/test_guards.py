"""The database itself keeps append-only tables append-only: these tests go round the ORM."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from diaodu.cli.main import main
from diaodu.journal.guards.rules import guarded_tables
from diaodu.journal.guards.standing import before_migrating, guards_stand
from diaodu.journal.models import Entry, Head
from diaodu.journal.writing import journal_entry
from tests.facts.evidence import MOMENT, citation, fact, found_ledger
from tests.guards import lift_guards

pytestmark = pytest.mark.django_db

APPEND_ONLY = [
    "journal_entry",
    "facts_subject",
    "facts_source",
    "facts_citation",
    "facts_fact",
    "accounts_historicalunit",
    "facts_historicalmeasure",
]
KEPT = ["facts_measure", "facts_submission"]


@pytest.fixture(autouse=True)
def _a_ledger() -> None:
    world = found_ledger()
    with journal_entry(by=None, at=MOMENT, verb="report"):
        fact(world, 100)
        citation(world)
    connection.check_constraints()  # leaves no deferred checks that would refuse in the guards' stead


def refused(sql: str) -> bool:
    """Whether the database refuses this statement, typed by somebody with a database shell."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError:
        return True
    return False


def columns_of(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        return ", ".join(f'"{column[0]}"' for column in cursor.description)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_update_is_refused(table: str) -> None:
    assert refused(f"UPDATE {table} SET position = position")


@pytest.mark.parametrize("table", [*APPEND_ONLY, "facts_measure"])
def test_delete_is_refused(table: str) -> None:
    assert refused(f"DELETE FROM {table}")


@pytest.mark.postgres
@pytest.mark.parametrize("table", [*APPEND_ONLY, *KEPT, "journal_head"])
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_truncate_is_refused_even_where_ordinary_triggers_are_off(table: str, role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL session_replication_role = {role}")
    assert refused(f"TRUNCATE {table} CASCADE")
    assert refused(f"DELETE FROM {table}")


@pytest.mark.sqlite
@pytest.mark.parametrize("table", [*APPEND_ONLY, "facts_measure", "journal_head"])
def test_replace_is_refused(table: str) -> None:
    columns = columns_of(table)
    assert refused(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")


@pytest.mark.sqlite
def test_replace_through_another_unique_index_is_refused() -> None:
    head = Head.objects.get()
    with journal_entry(by=None, at=MOMENT, verb="tamper") as entry:
        for table in ("facts_source", "facts_fact"):
            others = columns_of(table).replace('"id", ', "").replace('"position"', "{position}")
            assert refused(
                f"INSERT OR REPLACE INTO {table} ({others.format(position='position')})"
                f" SELECT {others.format(position=entry.position)} FROM {table}"
            )
    assert Head.objects.get().position == head.position + 1


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_upsert_is_refused(table: str) -> None:
    columns = columns_of(table)
    key = "position" if table == "journal_entry" else "history_id" if "historical" in table else "id"
    assert refused(
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE true"
        f" ON CONFLICT ({key}) DO UPDATE SET position = excluded.position"
    )


@pytest.mark.parametrize("table", [table for table in APPEND_ONLY if table != "journal_entry"])
@pytest.mark.parametrize("back", [0, 1])
def test_a_row_back_dated_to_a_position_already_known_is_refused(table: str, back: int) -> None:
    key = "history_id" if "historical" in table else "id"
    columns = columns_of(table)
    position = Head.objects.get().position - back
    values = columns.replace(f'"{key}"', "999").replace('"position"', str(position))
    assert refused(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} LIMIT 1")


def test_an_entry_cannot_be_invented() -> None:
    entry = Entry.objects.order_by("-position").first()
    assert entry is not None
    for position in (entry.position + 1, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.create(position=position, recorded_at=MOMENT, verb="invented")


@pytest.mark.parametrize(
    "change",
    [
        "position = position - 1, is_open = true",
        "position = position + 2, is_open = true",
        "position = position + 1, is_open = false",
        "is_open = true",
        "position = position + 1, is_open = true, recorded_at = NULL",
        "position = position + 1, is_open = true, recorded_at = '1999-01-01 00:00:00'",
    ],
)
def test_the_head_only_moves_forward_by_one(change: str) -> None:
    assert refused(f"UPDATE journal_head SET {change}")
    assert refused("DELETE FROM journal_head")


def test_a_row_that_points_nowhere_is_refused() -> None:
    world = found_ledger_again()
    for lost in ("subject_id", "measure_id", "source_id", "submission_id"):
        with pytest.raises(IntegrityError), journal_entry(by=None, at=MOMENT, verb="report"):
            fact(world, 5, period="2024-06", **{lost: 424242})


def found_ledger_again() -> dict[str, object]:
    from diaodu.facts.models import Measure, Source, Subject

    return {
        "subject": Subject.objects.get(),
        "measure": Measure.objects.get(code="invested"),
        "source": Source.objects.get(),
    }


def test_after_the_entry_closes_nothing_slips_in_under_its_position() -> None:
    world = found_ledger_again()
    with journal_entry(by=None, at=MOMENT, verb="report") as entry:
        fact(world, 5, period="2024-06")
    with pytest.raises(IntegrityError), transaction.atomic():
        fact(world, 5, period="2024-07", entry=entry)


def test_every_history_table_is_guarded() -> None:
    names = {table.name for table in guarded_tables()}
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    assert {table for table in tables if "_historical" in table} <= names
    assert set(APPEND_ONLY + KEPT) <= names


def test_the_check_sees_a_missing_guard_and_a_migration_mends_it() -> None:
    assert guards_stand(databases=["default"]) == []
    lift_guards(connection)
    (error,) = run_checks(tags=["database"], databases=["default"])
    assert error.id == "journal.E001"
    assert main(["migrate"]) == 0
    assert guards_stand(databases=["default"]) == []


@pytest.mark.postgres
def test_the_check_sees_a_guard_that_was_disabled_or_hollowed_out() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE facts_fact DISABLE TRIGGER guard_kept_facts_fact")
        assert "guard_kept_facts_fact" in guards_stand(databases=["default"])[0].msg
        cursor.execute("ALTER TABLE facts_fact ENABLE ALWAYS TRIGGER guard_kept_facts_fact")
        cursor.execute(
            "CREATE OR REPLACE FUNCTION guard_kept_facts_fact() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN RETURN NULL; END'"
        )
    assert "guard_kept_facts_fact" in guards_stand(databases=["default"])[0].msg


def test_a_clock_set_back_leaves_the_head_where_it_was() -> None:
    with journal_entry(by=None, at=MOMENT - timedelta(days=400), verb="late_clock") as entry:
        pass
    assert entry.recorded_at == MOMENT


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_migration_may_remake_a_table_that_guards_name() -> None:
    plan = [("a migration", False)]
    before_migrating(sender=apps.get_app_config("journal"), using="default", plan=plan)
    with connection.schema_editor() as editor:
        editor._remake_table(Head)
    assert refused("DELETE FROM facts_fact"), "what is recorded stays safe while tables are remade"
    assert guards_stand(databases=["default"])[0].id == "journal.E001"
    call_command("migrate", verbosity=0)
    assert guards_stand(databases=["default"]) == []
    assert refused("UPDATE journal_head SET position = 0")
