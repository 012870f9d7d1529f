"""Builds the demo world, mostly by the verbs that people use, at fixed moments: building it twice gives the same."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from django.contrib.auth.hashers import make_password
from django.db import transaction

from diaodu.accounts.actions import found_unit, grant_role, merge_units
from diaodu.accounts.models import Role, Unit, User
from diaodu.accounts.viewer import viewer
from diaodu.assessment.actions import choose_lights
from diaodu.assessment.keeping import periods_in_use, run_whole
from diaodu.demo.cast import (
    DISPATCHER,
    FOUNDED_ON,
    MERGED_INTO,
    MERGED_ON,
    MERGED_ZONE,
    NAMED,
    NAMED_AT,
    OTHER_REPORTERS,
    PASSWORD,
    PEOPLE,
    UNITS,
    WEIGHTS,
    DemoPerson,
)
from diaodu.demo.city import City, Event, moment
from diaodu.demo.portfolio import SEED, MadeUpProject, Merger, portfolio
from diaodu.demo.talks import TALKS, hold, open_leads
from diaodu.demo.writeups import ALL, CHINA, DemoWriteUp
from diaodu.engine.dues import DueRule
from diaodu.engine.periods import Cadence
from diaodu.facts.models import Measure, SourceKind
from diaodu.facts.reporting import ReportingTask, TypedIn
from diaodu.intake.actions import confirm_all, take_in
from diaodu.intake.models import Reading
from diaodu.intake.tasks import read_received
from diaodu.journal.writing import journal_entry
from diaodu.projects.asking import Scope, Terms, set_up_task
from diaodu.text.damaging import page, site_table

# The made-up city goes by published rules of two others, from the year that its pages are about.
LIGHTS = ("sanya-2022-project", "yinchuan-2025-start")
LIGHTS_FROM = date(2024, 1, 1)
LIGHTS_AT = datetime(2024, 1, 2, 10, tzinfo=CHINA)
OPENED_AT = datetime(2021, 5, 31, 9, tzinfo=CHINA)
# One seed, one damage: the page that came in is the same bytes every time.
DAMAGE_SEED = 410800
PROJECTS, LEADS = 292, 200
LEADS_OPENED_ON = date(2024, 2, 20)
# The story ends with the report on June, which is still to be written.
ASKED_UNTIL = date(2024, 7, 1)
ASKED = (("invested", TypedIn.WAN), ("invested_ytd", TypedIn.WAN), ("image_progress", TypedIn.WAN))

Happening = tuple[datetime, Callable[[], None]]


def made_up_projects() -> list[MadeUpProject]:
    return portfolio(WEIGHTS, count=PROJECTS, named=NAMED, named_at=NAMED_AT)


def build_world() -> None:
    """Units, people, three years of reports, meetings and write-ups; all of it or, when it is broken off, nothing."""
    with transaction.atomic():
        units = _found_units()
        people = _add_people(units)
        dispatcher = people[DISPATCHER.username]
        city = City(
            made_up_projects(),
            units=units,
            reporters={str(person.unit): people[person.username] for person in _reporters()},
            dispatcher=dispatcher,
            merger=Merger(MERGED_ZONE, MERGED_INTO, MERGED_ON),
            task=_monthly_report(units["410800"], dispatcher),
        )
        happenings: list[Happening] = [(event.at, partial(_play, event)) for event in city.events()]
        happenings += _talks(units, dispatcher)
        merging = partial(_merge_zones, units, dispatcher, city)
        happenings.append((moment(MERGED_ON, 9), merging))
        happenings.append((LIGHTS_AT, partial(_choose_lights, units["410800"], dispatcher)))
        happenings.sort(key=lambda one: one[0])
        for _at, happen in happenings:
            happen()
        # The forecasts follow with the first daily work.
        run_whole(periods_in_use()[-1], at=happenings[-1][0])


def _choose_lights(city: Unit, by: User) -> None:
    choose_lights(city, LIGHTS, from_on=LIGHTS_FROM, by=by, at=LIGHTS_AT)


def _reporters() -> list[DemoPerson]:
    people = [person for person in (*PEOPLE, *OTHER_REPORTERS) if person.role is Role.REPORTER]
    return sorted(people, key=lambda person: str(person.unit))


def _monthly_report(city: Unit, by: User) -> ReportingTask:
    """The report that every county owes each month, five working days after its end."""
    measures = {measure.code: measure for measure in Measure.objects.all()}
    return set_up_task(
        Terms("省市重点项目月报", DueRule.WORKDAYS_AFTER, 5, [3, 1], [1, 3], ASKED_UNTIL),
        unit=city,
        cadence=Cadence.MONTH,
        measures=[(measures[code], typed_in) for code, typed_in in ASKED],
        scope=Scope(),
        from_on=date(2021, 6, 1),
        by=by,
        at=OPENED_AT,
    )


def _play(event: Event) -> None:
    with journal_entry(by=event.by.pk if event.by else None, at=event.at, verb=event.verb):
        event.write()


def _talks(units: dict[str, Unit], by: User) -> list[Happening]:
    """Meetings, leads and write-ups."""
    city = units["410800"]
    counties = {code: units[code] for code in WEIGHTS if code != MERGED_ZONE}
    found: list[Happening] = []
    for talk in TALKS:
        at = moment(talk.held_on + timedelta(days=1), 9)
        found.append((at, partial(hold, talk, city=city, by=by, at=at)))
    leads = Event(moment(LEADS_OPENED_ON), by, "open_lead", partial(open_leads, counties, count=LEADS, seed=SEED))
    found.append((leads.at, partial(_play, leads)))
    found += [(write_up.received_at, partial(_take_in, write_up, city, by)) for write_up in ALL]
    return found


def _merge_zones(units: dict[str, Unit], by: User, city: City) -> None:
    at = moment(MERGED_ON, 9)
    with journal_entry(by=by.pk, at=at, verb="merge_units"):
        merge_units([units[MERGED_ZONE]], into=units[MERGED_INTO], on=MERGED_ON, by=by, at=at)
        city.hand_over()


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
    for row in (*PEOPLE, *OTHER_REPORTERS):
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
