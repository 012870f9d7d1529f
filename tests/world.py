"""The world that tests stand in: one city, one county, and the people who try everything."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from diaodu.accounts.models import Membership, Role, Unit, UnitKind, UnitState, User
from diaodu.accounts.viewer import Viewer, viewer
from diaodu.facts.models import SourceKind
from diaodu.intake.actions import take_in
from diaodu.intake.models import Reading
from diaodu.intake.tasks import read_received
from diaodu.journal.writing import journal_entry

NOW = datetime(2024, 5, 30, 9, tzinfo=UTC)
TODAY = date(2024, 5, 30)
SINCE = date(2020, 1, 1)

WRITE_UP = """5月29日下午,省市重点项目暨招商引资第十次调度会召开。市委副书记、市长刘冰主持并讲话。
会议调度了市十一中迁建、北部山区生态修复等“三十工程”项目进展情况。会议强调,各项目实施单位要扛牢主体责任,6月15日前开工。
会议听取了吉利新能源商用车等重点招商项目跟进情况汇报。
市领导惠康、李瑞霞出席会议。
"""


@dataclass(frozen=True)
class City:
    """A city, its county 修武县, and a cast of four."""

    unit: Unit
    county: Unit
    dispatcher: User
    reporter: User
    leader: User
    outsider: User

    def sees(self, user: User) -> Viewer:
        return viewer(user, on=TODAY)


def a_unit(code: str, name: str, kind: UnitKind, parent: Unit | None = None) -> Unit:
    with journal_entry(by=None, at=NOW, verb="found_unit"):
        unit = Unit.objects.create(code=code)
        UnitState.objects.create(unit=unit, name=name, kind=kind, parent=parent, region_code=code, from_on=SINCE)
    return unit


def a_person(username: str, name: str, unit: Unit | None = None, role: Role | None = None) -> User:
    with journal_entry(by=None, at=NOW, verb="admit_person"):
        user = User.objects.create_user(username, name=name)
        if unit is not None and role is not None:
            Membership.objects.create(user=user, unit=unit, role=role, from_on=SINCE)
    return user


def a_city() -> City:
    unit = a_unit("410800", "焦作市", UnitKind.CITY)
    county = a_unit("410821", "修武县", UnitKind.COUNTY, unit)
    return City(
        unit,
        county,
        dispatcher=a_person("dispatcher", "陆向明", unit, Role.DISPATCHER),
        reporter=a_person("reporter", "何秋实", county, Role.REPORTER),
        leader=a_person("leader", "严若谷", unit, Role.LEADER),
        outsider=a_person("outsider", "易文远"),
    )


def a_reading(
    city: City, text: str = WRITE_UP, *, name: str = "write-up.txt", by: User | None = None, unit: Unit | None = None
) -> Reading:
    """A text taken in, for the city if for no other unit, and read."""
    reading, _ = take_in(
        [text.encode()],
        kind=SourceKind.PASTED,
        name=name,
        unit=unit or city.unit,
        encoding=None,
        by=by or city.dispatcher,
        at=NOW,
    )
    read_received(reading.pk, at=NOW)
    reading.refresh_from_db()
    return reading


def run_tasks() -> None:
    """What a worker does with the tasks that wait, on this connection."""
    worker = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
    )
    while (row := DBTaskResult.objects.ready().first()) is not None:
        row.claim(worker.worker_id)
        worker.run_task(row)


def child_environment() -> dict[str, str]:
    """The environment in which another process stands in this world: for tests with `transaction=True`."""
    name = connection.settings_dict["NAME"]
    url = os.environ.get("DIAODU_DATABASE_URL")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "diaodu.settings",
        "DIAODU_DATA_DIR": str(settings.DATA_DIR),
        "DIAODU_DATABASE_URL": f"{url.rpartition('/')[0]}/{name}" if url else f"sqlite:///{name}",
    }
