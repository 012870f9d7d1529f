"""Who may see units and people, and who may change them."""

from diaodu.accounts.models import Role, UnitState
from diaodu.accounts.viewer import Viewer


def can_see_units(viewer: Viewer) -> bool:
    return bool(viewer.roles)


def can_manage_units(viewer: Viewer) -> bool:
    return viewer.has(Role.ADMINISTRATOR)


def units_shown(viewer: Viewer) -> frozenset[int]:
    """Units whose page and people open: those in the viewer's area, also when they have ended by now."""
    now = viewer.units()
    ended = (
        UnitState.objects.filter(parent__in=now).exclude(unit__in=viewer.tree.states).values_list("unit_id", flat=True)
    )
    return now | frozenset(ended)
