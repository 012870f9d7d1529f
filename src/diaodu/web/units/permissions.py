"""Who may see units and people, and who may change them."""

from diaodu.accounts.models import Role
from diaodu.accounts.viewer import Viewer


def can_see_units(viewer: Viewer) -> bool:
    return bool(viewer.roles)


def can_manage_units(viewer: Viewer) -> bool:
    return viewer.has(Role.ADMINISTRATOR)
