"""Builds the demo world by the same verbs that people use, at fixed moments: building it twice gives the same world."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from diaodu.accounts.actions import found_unit, grant_role
from diaodu.accounts.models import Unit, User
from diaodu.accounts.viewer import viewer
from diaodu.demo.cast import DISPATCHER, FOUNDED_ON, PASSWORD, PEOPLE, UNITS
from diaodu.demo.writeups import ALL, CHINA, DemoWriteUp
from diaodu.facts.models import SourceKind
from diaodu.intake.actions import confirm_all, take_in
from diaodu.intake.models import Reading
from diaodu.intake.tasks import read_received
from diaodu.journal.writing import journal_entry
from diaodu.text.damaging import page, site_table

OPENED_AT = datetime(2024, 1, 2, 9, tzinfo=CHINA)
# One seed, one damage: the page that came in is the same bytes every time.
DAMAGE_SEED = 410800


def build_world() -> None:
    """Units, people and write-ups, from an empty ledger; all of it or, when it is broken off, nothing."""
    with transaction.atomic():
        units = _found_units()
        people = _add_people(units)
        for write_up in ALL:
            _take_in(write_up, units["410800"], people[DISPATCHER.username])


def _found_units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in UNITS:
        units[row.code] = found_unit(
            code=row.code,
            name=row.name,
            kind=row.kind,
            parent=units[row.parent] if row.parent else None,
            from_on=FOUNDED_ON,
            region_code=row.region_code,
            assessment_group=row.assessment_group,
            by=None,
            at=OPENED_AT,
        )
    return units


def _add_people(units: dict[str, Unit]) -> dict[str, User]:
    """The cast. One password, hashed once: hashing it for each would take most of the building time."""
    password = make_password(PASSWORD, salt="the-demo-world-says-its-password")
    people: dict[str, User] = {}
    for row in PEOPLE:
        with journal_entry(by=None, at=OPENED_AT, verb="add_person"):
            person = User.objects.create(username=row.username, name=row.name, password=password)
        if row.unit and row.role:
            grant_role(user=person, unit=units[row.unit], role=row.role, from_on=FOUNDED_ON, by=None, at=OPENED_AT)
        people[row.username] = person
    return people


def _take_in(write_up: DemoWriteUp, city: Unit, by: User) -> None:
    text = "\n".join(write_up.paragraphs) + "\n"
    if write_up.damaged:
        text = page(write_up.paragraphs, table=site_table(DAMAGE_SEED), site="某某网", cut=True, seed=DAMAGE_SEED)
    received_at = write_up.received_at
    reading, _ = take_in(
        [text.encode()],
        kind=SourceKind.FILE,
        name=write_up.name,
        unit=city,
        encoding=None,
        by=by,
        at=received_at,
    )
    read_received(reading.pk, at=received_at)
    if write_up.confirmed:
        confirmed_at = received_at + timedelta(minutes=20)
        reader = viewer(by, on=confirmed_at.date())
        confirm_all(Reading.objects.get(pk=reading.pk), viewer=reader, at=confirmed_at)
