"""Who may read what came in, and who may take in and decide."""

from diaodu.accounts.models import Role
from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import Source

COLLECTING = (Role.DISPATCHER, Role.REPORTER, Role.INVESTMENT_OFFICER)
READING = (*COLLECTING, Role.LINE_DEPARTMENT, Role.LEADER, Role.AUDITOR)


def can_see_sources(viewer: Viewer) -> bool:
    return viewer.has(*READING)


def can_collect(viewer: Viewer) -> bool:
    return viewer.has(*COLLECTING)


def can_decide_on(viewer: Viewer, source: Source) -> bool:
    """Whether this person takes in and decides for the unit that a source was received for."""
    return source.unit_id in viewer.units(COLLECTING)
