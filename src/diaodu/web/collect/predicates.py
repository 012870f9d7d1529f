"""Who may read what came in, and who may take in and decide."""

from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import Source
from diaodu.intake.models import COLLECTING_ROLES


def can_see_sources(viewer: Viewer) -> bool:
    return bool(viewer.roles)


def can_collect(viewer: Viewer) -> bool:
    return viewer.has(*COLLECTING_ROLES)


def can_decide_on(viewer: Viewer, source: Source) -> bool:
    """Whether this person takes in and decides for the unit that a source was received for."""
    return source.unit_id in viewer.units(COLLECTING_ROLES)
