"""Who may see the work calendar, and who may enter its days."""

from diaodu.accounts.models import Role
from diaodu.accounts.viewer import Viewer


def can_see_calendar(viewer: Viewer) -> bool:
    return bool(viewer.roles)


def can_manage_calendar(viewer: Viewer) -> bool:
    return viewer.has(Role.ADMINISTRATOR)
