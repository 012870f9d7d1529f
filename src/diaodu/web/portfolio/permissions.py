"""Who may see the portfolio, who may put it on a wall, and who may set it up."""

from diaodu.accounts.models import Role
from diaodu.accounts.viewer import Viewer


def can_see_portfolio(viewer: Viewer) -> bool:
    return bool(viewer.roles)


def can_see_wall(viewer: Viewer) -> bool:
    return viewer.has(Role.LEADER, Role.DISPATCHER)


def can_recompute(viewer: Viewer) -> bool:
    return viewer.has(Role.DISPATCHER)


def can_set_up_map(viewer: Viewer) -> bool:
    return viewer.has(Role.ADMINISTRATOR)
