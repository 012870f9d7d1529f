"""Taking the guards down: for the test runner's own clearing of tables, and to tamper where a test says so."""

from django.db.backends.base.base import BaseDatabaseWrapper


def lift_guards(connection: BaseDatabaseWrapper) -> None:
    """Remove every guard; the next migration or flush stands them again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'guard%'"
            )
        for name, table in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
