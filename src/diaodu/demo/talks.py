"""The earlier meetings of the demo world and its investment leads, made up."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from diaodu.accounts.models import Unit, User
from diaodu.demo.rows import Row, create, new_subjects
from diaodu.demo.trades import HOUSES, TRADES
from diaodu.facts.models import SubjectKind
from diaodu.leads.models import Lead
from diaodu.meetings.actions import put_on_agenda, record_attendance, record_meeting
from diaodu.projects.models import Project

SERIES = "省市重点项目暨招商引资调度会"
# The meetings before the first one whose write-up came in: about every nineteen days.
HELD_ON = (
    date(2023, 12, 14),
    date(2024, 1, 4),
    date(2024, 1, 25),
    date(2024, 2, 8),
    date(2024, 2, 29),
    date(2024, 3, 19),
    date(2024, 4, 2),
)
NUMERALS = "一二三四五六七"
PROJECTS_A_MEETING = 6


@dataclass(frozen=True)
class Talk:
    ordinal: int
    held_on: date

    @property
    def title(self) -> str:
        return f"省市重点项目暨招商引资第{NUMERALS[self.ordinal - 1]}次调度会"


TALKS = tuple(Talk(ordinal, day) for ordinal, day in enumerate(HELD_ON, start=1))


def hold(talk: Talk, *, city: Unit, by: User, at: Any) -> None:
    """One meeting, with the projects that it took up."""
    who = {"by": by, "at": at}
    meeting = record_meeting(
        talk.title, unit=city, series=SERIES, ordinal=talk.ordinal, held_on=talk.held_on, chair="沈望川", **who
    )
    record_attendance(meeting, name="陆文舟", **who)
    chance = random.Random(talk.ordinal)
    running = list(Project.objects.filter(phase__in=("preparing", "started", "building")).order_by("id"))
    for order, project in enumerate(chance.sample(running, PROJECTS_A_MEETING), start=1):
        put_on_agenda(meeting, order=order, project=project, **who)


def open_leads(units: dict[str, Unit], *, count: int, seed: int) -> None:
    """Investment leads that counties follow."""
    rows = [{"name": name, "unit_id": units[code].pk} for name, code in _leads(list(units), count, seed)]
    subjects = new_subjects(SubjectKind.LEAD, count)
    made: list[Row] = [row | {"subject_id": subject} for row, subject in zip(rows, subjects, strict=True)]
    create(Lead, made)


def _leads(codes: list[str], count: int, seed: int) -> Iterator[tuple[str, str]]:
    chance = random.Random(seed)
    places = ("长三角", "珠三角", "京津冀", "成渝", "武汉", "西安", "青岛", "合肥")
    seen: set[str] = set()
    while len(seen) < count:
        trade = chance.choice([one for one in TRADES if one.produces])
        thing = chance.choice(trade.things).format(n=chance.choice((5, 10, 20, 100)), a=3, b=5, c="三")
        name = f"{chance.choice(places)}{chance.choice(HOUSES)}{thing}"
        if name not in seen:
            seen.add(name)
            yield name, chance.choice(codes)
