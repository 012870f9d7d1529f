"""Operator mistakes are found, with a stable id and a mend."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from diaodu.journal.writing import journal_entry
from diaodu.web import checks


def ids(found: list) -> list[str]:
    assert all(message.hint for message in found)
    return [message.id for message in found]


def test_a_sound_house_has_nothing_to_mend(settings: Settings) -> None:
    every = (
        checks.data_directory_is_usable,
        checks.debug_stays_at_home,
        checks.secret_key_is_long,
        checks.model_endpoint_is_whole,
        checks.time_zone_is_known,
    )
    assert [check() for check in every] == [[], [], [], [], []]


def test_data_inside_the_program(settings: Settings) -> None:
    settings.DATA_DIR = settings.PACKAGE / "data"
    assert ids(checks.data_directory_is_usable()) == ["diaodu.E001"]


def test_data_that_cannot_be_written(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "missing"
    assert ids(checks.data_directory_is_usable()) == ["diaodu.E002"]


def test_debugging_in_public(settings: Settings) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["localhost", "desk.example"]
    assert ids(checks.debug_stays_at_home()) == ["diaodu.E003"]


def test_a_short_key(settings: Settings) -> None:
    settings.SECRET_KEY = "secret"
    assert ids(checks.secret_key_is_long()) == ["diaodu.E004"]


@pytest.mark.parametrize(
    ("url", "name"), [("http://model.local/v1", ""), ("", "qwen"), ("model.local", "qwen"), ("http:///v1", "qwen")]
)
def test_half_a_model_endpoint(settings: Settings, url: str, name: str) -> None:
    settings.MODEL_ENDPOINT = {"url": url, "name": name, "key": ""}
    assert ids(checks.model_endpoint_is_whole()) == ["diaodu.E005"]


def test_a_whole_model_endpoint(settings: Settings) -> None:
    settings.MODEL_ENDPOINT = {"url": "http://model.local:8000/v1", "name": "qwen", "key": ""}
    assert checks.model_endpoint_is_whole() == []


@pytest.mark.django_db
@pytest.mark.sqlite
def test_an_old_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.database_is_able(databases=["default"]) == []
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 34, 1))
    assert ids(checks.database_is_able(databases=["default"])) == ["diaodu.E007"]


@pytest.mark.django_db
@pytest.mark.postgres
def test_an_old_postgres(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.database_is_able(databases=["default"]) == []
    monkeypatch.setattr(connections["default"], "pg_version", 140011)
    assert ids(checks.database_is_able(databases=["default"])) == ["diaodu.E009"]


@pytest.mark.django_db
def test_missing_steps_and_a_clock_that_stands_behind() -> None:
    assert checks.migrations_are_applied(databases=["default"]) == []
    assert checks.clock_is_not_behind(databases=["default"]) == []
    with journal_entry(by=None, at=datetime(2099, 1, 1, tzinfo=UTC), verb="from the future"):
        pass
    assert ids(checks.clock_is_not_behind(databases=["default"])) == ["diaodu.W011"]
