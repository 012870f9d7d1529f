"""The wall (挂图作战): the map, the worst twelve, what changed today; and since when it has been stale."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.timezone import localtime, make_aware

from diaodu.engine.catalogue import BY_CODE
from diaodu.engine.light_schemes import Token
from diaodu.journal.models import Entry
from diaodu.projects.models import Project
from diaodu.web.portfolio.cards import Card, cards_of
from diaodu.web.portfolio.map import USUAL, Drawing, drawing_of
from diaodu.web.portfolio.selecting import Selection
from diaodu.web.records.verbs import VERBS

WORST = 12
MOST_NEWS = 8
# The night computes everything: what is older than this has missed a night.
STALE_AFTER = timedelta(hours=26)
URGENT = (Token.BAD, Token.WARN, Token.LATE)


@dataclass(frozen=True)
class News:
    """One project that changed today, and what was done to it."""

    at: datetime
    name: str
    what: str


@dataclass(frozen=True)
class Wall:
    worst: list[Card]
    counts: dict[str, int]
    news: list[News]
    drawing: Drawing
    computed_at: datetime | None
    shown_at: datetime

    @property
    def is_stale(self) -> bool:
        return self.computed_at is None or self.shown_at - self.computed_at > STALE_AFTER


def wall_of(selection: Selection, *, at: datetime) -> Wall:
    return Wall(
        worst_of(selection),
        counts_of(selection),
        news_of(selection, at),
        drawing_of(selection, BY_CODE[USUAL]),
        selection.run.computed_at if selection.run else None,
        at,
    )


def worst_of(selection: Selection) -> list[Card]:
    """Failing before behind; among them the starred first, then those whose finish is planned soonest."""
    found: list[Project] = []
    for token in URGENT:
        lit = selection.lights.filter(token=token).order_by().values("project_id")
        rest = WORST - len(found)
        found += selection.projects.filter(id__in=lit).order_by("-starred", "planned_finish_on", "id")[:rest]
    return cards_of(selection, found)


def counts_of(selection: Selection) -> dict[str, int]:
    """How many projects show which colour."""
    tokens = list(selection.lights.order_by().values_list("token", flat=True))
    return {str(token): tokens.count(str(token)) for token in (Token.BAD, Token.WARN, Token.LATE, Token.OK, Token.NONE)}


def news_of(selection: Selection, at: datetime) -> list[News]:
    """The latest changes since midnight to projects that the viewer may see, each project once."""
    midnight = make_aware(datetime.combine(localtime(at).date(), time()))
    entries = Entry.objects.filter(recorded_at__gte=midnight, recorded_at__lte=at)
    history = Project.history.filter(position__in=entries.values("position"))
    mine = history.filter(id__in=selection.projects.order_by().values("id")).order_by("-history_id")
    rows = list({row.id: row for row in reversed(mine[:200])}.values())[-MOST_NEWS:]
    verbs = dict(entries.filter(position__in=[row.position for row in rows]).values_list("position", "verb"))
    return [
        News(row.history_date, row.name, str(VERBS.get(verbs[row.position], verbs[row.position])))
        for row in reversed(rows)
    ]
