"""What every test stands on: a data directory of its own, and the engine that the run names."""

import os
import tempfile
from collections.abc import Iterator

import django
import pytest

# Here and not in pyproject.toml: named there, the settings are read before this file lays a data directory for tests.
os.environ["DIAODU_DATA_DIR"] = tempfile.mkdtemp(prefix="diaodu-test-")
os.environ["DJANGO_SETTINGS_MODULE"] = "diaodu.settings"
django.setup()
# Gone again, or the workers of a parallel run would inherit it, read the settings early, and share one data directory.
del os.environ["DJANGO_SETTINGS_MODULE"]

from django.db import connections  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from django.utils import translation  # noqa: E402
from pytest_django import Settings  # noqa: E402

from tests.browser import browser, desk, page, phone  # noqa: E402
from tests.guards import lift_guards  # noqa: E402

__all__ = ["browser", "desk", "page", "phone"]

ENGINE = "postgres" if os.environ.get("DIAODU_DATABASE_URL", "").startswith("postgres") else "sqlite"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the other engine's run covers."""
    other = "sqlite" if ENGINE == "postgres" else "postgres"
    elsewhere = [item for item in items if item.get_closest_marker(other) and not item.get_closest_marker(ENGINE)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


_clear_tables = TransactionTestCase._fixture_teardown


def _clear_guarded_tables(case: TransactionTestCase) -> None:
    """Clearing tables after a test with real transactions: the guards come down, and the flush stands them again."""
    for alias in case._databases_names(include_mirrors=False):
        lift_guards(connections[alias])
    _clear_tables(case)


TransactionTestCase._fixture_teardown = _clear_guarded_tables


@pytest.fixture(autouse=True)
def no_language_left_behind() -> Iterator[None]:
    """A request of one test must not choose the language of the next."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """The real hash takes half a second on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
