"""Who may see investment leads."""

from diaodu.accounts.viewer import Viewer
from diaodu.leads.models import LEAD_ROLES


def can_see_leads(viewer: Viewer) -> bool:
    return viewer.has(*LEAD_ROLES)
