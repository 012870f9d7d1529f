"""Getting Django ready for a command that needs the ledger."""

import os


def start_django() -> None:
    """Load settings and applications. Slow (most of a second), so only commands that need it call it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "diaodu.settings")
    import django

    django.setup()
