"""Getting Django ready for a command that needs the ledger."""

import os

from diaodu.cli.errors import CommandError


def start_django() -> None:
    """Load settings and applications. Slow (most of a second), so only commands that need it call it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "diaodu.settings")
    import django

    try:
        django.setup()
    except (ValueError, OSError) as error:
        # A data folder that cannot be made, a time zone or database address that does not exist.
        raise CommandError(f"the settings do not work: {error}") from error
