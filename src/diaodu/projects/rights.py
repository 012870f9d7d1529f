"""Who may change key projects, and who decides about them."""

from diaodu.accounts.models import Role
from diaodu.accounts.viewer import Viewer
from diaodu.projects.models import Project

# Those who keep a project's record: its dispatch office, and the reporter of the unit that manages it.
KEEPING_ROLES = frozenset({Role.DISPATCHER, Role.REPORTER})
# Credit, annual plans, extensions and templates are the dispatch office's to decide.
DECIDING_ROLES = frozenset({Role.DISPATCHER})


def may_keep(viewer: Viewer, project: Project) -> bool:
    """Whether this person answers for the record of the project."""
    return project.unit_id in viewer.units(KEEPING_ROLES)


def may_decide(viewer: Viewer, project: Project) -> bool:
    """Whether this person's dispatch office decides about the project."""
    return project.unit_id in viewer.units(DECIDING_ROLES)
