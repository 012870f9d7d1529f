"""Who may see reports, fill them in, review them, and set up tasks."""

from diaodu.accounts.viewer import Viewer
from diaodu.facts.models import CORRECTING_ROLES, REPORTING_ROLES, REVIEWING_ROLES
from diaodu.facts.reporting import Submission


def can_see_reports(viewer: Viewer) -> bool:
    return bool(viewer.roles)


def can_report(viewer: Viewer) -> bool:
    return viewer.has(*REPORTING_ROLES)


def can_review(viewer: Viewer) -> bool:
    return viewer.has(*REVIEWING_ROLES)


def can_correct(viewer: Viewer) -> bool:
    return viewer.has(*CORRECTING_ROLES)


def can_fill_in(viewer: Viewer, submission: Submission) -> bool:
    """Whether this person answers for the unit, and the report is theirs to fill in now."""
    return submission.is_owed and submission.unit_id in viewer.units(REPORTING_ROLES)
