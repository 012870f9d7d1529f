"""Who may see imports and exports, and who may import."""

from diaodu.accounts.viewer import Viewer
from diaodu.intake.models import COLLECTING_ROLES, LedgerImport


def can_see_imports(viewer: Viewer) -> bool:
    return bool(viewer.roles)


def can_import(viewer: Viewer) -> bool:
    return viewer.has(*COLLECTING_ROLES)


def can_carry_on(viewer: Viewer, chosen: LedgerImport) -> bool:
    """Whether this person may settle, confirm or cancel an import: it is received for a unit of theirs."""
    return chosen.unit_id in viewer.units(COLLECTING_ROLES)
