"""Who may search: everybody with a role; each finds what they may see."""

from diaodu.accounts.viewer import Viewer


def can_search(viewer: Viewer) -> bool:
    return bool(viewer.roles)
