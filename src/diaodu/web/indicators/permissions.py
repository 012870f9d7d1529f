"""Who may see indicators and what they are made of."""

from diaodu.accounts.viewer import Viewer


def can_see_indicators(viewer: Viewer) -> bool:
    """Everybody with a role; each sees the figures of what they may see."""
    return bool(viewer.roles)
