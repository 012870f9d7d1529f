"""Who may see key projects, and who may change them."""

from diaodu.accounts.viewer import Viewer
from diaodu.projects.rights import DECIDING_ROLES, KEEPING_ROLES


def can_see_projects(viewer: Viewer) -> bool:
    return bool(viewer.roles)


def can_keep_projects(viewer: Viewer) -> bool:
    """Whoever answers for the record of some project; of which, the row says."""
    return viewer.has(*KEEPING_ROLES)


def can_decide(viewer: Viewer) -> bool:
    """The dispatch office: extensions, templates."""
    return viewer.has(*DECIDING_ROLES)
