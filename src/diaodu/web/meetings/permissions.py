"""Who may see dispatch meetings."""

from diaodu.accounts.viewer import Viewer


def can_see_meetings(viewer: Viewer) -> bool:
    return bool(viewer.roles)
