"""Who may see key projects, and who may correct them."""

from diaodu.accounts.models import Role
from diaodu.accounts.viewer import Viewer
from diaodu.projects.models import Project

CORRECTING = (Role.DISPATCHER, Role.REPORTER)


def can_see_projects(viewer: Viewer) -> bool:
    return bool(viewer.roles)


def can_correct_projects(viewer: Viewer) -> bool:
    return viewer.has(*CORRECTING)


def can_correct_project(viewer: Viewer, project: Project) -> bool:
    """Whether this person answers for the unit that manages the project."""
    return project.unit_id in viewer.units(CORRECTING)
